import {
  admit,
  type Backends,
  elementCount,
  type Graph,
  type ModelSummary,
  quantize,
  type Session,
  type Tensor,
  tensorsToBytes,
  writeModel,
} from '../../../models/index.ts'
import type { Subject } from '../../harness.ts'
import { randomTensor } from '../../models/index.ts'
import { seededRandom } from '../../seeded-random.ts'
import type { SweepEntry } from './sweep.ts'

/** An admitted model in a session, ready to be timed. */
export interface GasSubject {
  readonly summary: ModelSummary
  readonly subject: Subject<readonly Tensor[]>
  readonly session: Session
  readonly use: SweepEntry['use']
}

/** Different inputs of every subject. */
export const inputCount = 3

const calibrationCount = 4

/** The entry's graph, written, admitted and opened. */
export function openEntry({ name, profile, graph, use }: SweepEntry, backends: Backends): Promise<GasSubject> {
  return openArtifact(name, profile === 'exact' ? writeModel(graph()) : lower(graph()), use, backends)
}

/** A model in a session, with seeded inputs. */
export async function openArtifact(
  name: string,
  artifact: Uint8Array,
  use: SweepEntry['use'],
  backends: Backends,
): Promise<GasSubject> {
  const model = admit(artifact)
  const session = await backends.createSession(model)
  const random = seededRandom(name.length)
  const inputs = Array.from({ length: inputCount }, () =>
    model.summary.inputs.map(spec => randomTensor(spec, random, 1)),
  )
  return {
    summary: model.summary,
    session,
    use,
    subject: {
      name,
      run: index => session.run(inputs[index]!),
      inspect: outputs => ({ output: tensorsToBytes(outputs) }),
    },
  }
}

/** The artifact of a float graph, its entrance taking codes, calibrated on seeded samples. */
function lower(graph: Graph): Uint8Array {
  const random = seededRandom(graph.nodes.length)
  const lengths = graph.inputs.map(({ dims }) => elementCount(dims as readonly number[]))
  const samples = Array.from({ length: calibrationCount }, () =>
    lengths.map(length => Float32Array.from({ length }, () => random() / 2 ** 28 - 8)),
  )
  return quantize(writeModel(graph), samples, { entrance: 'uint8' }).artifact
}
