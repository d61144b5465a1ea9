import {
  admit,
  type BackendChoice,
  openBackends,
  type Tensor,
  type TensorSpec,
  tensorsToBytes,
} from '../../models/index.ts'
import { bytesToHex } from '../../primitives/index.ts'
import type { Report } from '../command.ts'
import { readBytes } from '../files.ts'
import { readInputs } from './inputs.ts'
import { renderFacts } from './render.ts'

/** The flags of `inlay model run`, by their names in flags.ts. */
export interface RunSettings {
  readonly input: string
  readonly backend: BackendChoice
}

/** Elements of an output that a person is shown. */
const shownElements = 12

/** `inlay model run FILE`: the outputs off-chain, the same bits as on it. */
export async function runModel(path: string, { input, backend }: RunSettings): Promise<Report> {
  const model = admit(await readBytes(path))
  const { id, inputs, outputs } = model.summary
  const batches = await readInputs(input, inputs)
  const session = await (await openBackends(backend)).createSession(model)
  try {
    const runs = []
    for (const tensors of batches) {
      const startedAt = performance.now()
      const results = await session.run(tensors)
      runs.push({ results, durationMs: performance.now() - startedAt })
    }
    const text = runs.flatMap(({ results, durationMs }, i) => renderRun(i, outputs, results, durationMs))
    return {
      text: renderFacts([['model', id], ['backend', session.backend], ...text]),
      json: {
        model: id,
        backend: session.backend,
        runs: runs.map(({ results, durationMs }) => ({
          outputs: results.map(({ data }, i) => ({
            name: outputs[i]!.name,
            values: Array.from<number | bigint>(data),
          })),
          bytes: bytesToHex(tensorsToBytes(results)),
          durationMs,
        })),
      },
    }
  } finally {
    await session.dispose()
  }
}

function renderRun(
  run: number,
  specs: readonly TensorSpec[],
  results: readonly Tensor[],
  durationMs: number,
): (readonly [label: string, value: string])[] {
  return [
    ...results.map(({ data }, i): readonly [string, string] => {
      const shown = Array.from<number | bigint>(data.subarray(0, shownElements)).join(' ')
      return [`run ${run}`, `${specs[i]!.name} ${shown}${data.length > shownElements ? ' …' : ''}`]
    }),
    ['', `${durationMs.toFixed(3)} ms`],
  ]
}
