import { openChain } from '../../../chain/index.ts'
import { openBackends } from '../../../models/index.ts'
import { gasSchedules } from '../../../precompiles/index.ts'
import { measure, type Subject } from '../../harness.ts'
import { benchmarkModels } from '../../models/index.ts'
import type { Workload, WorkloadOptions } from '../../workload.ts'
import { openCalls } from './calls.ts'
import { reportGas } from './report.ts'
import { type GasSubject, inputCount, openArtifact, openEntry } from './subjects.ts'
import { sweep } from './sweep.ts'
import { openYardsticks } from './yardstick.ts'

/** Rounds that measure, and what ends them early. */
const fullRun = { warmUpRounds: 10, rounds: 200, budgetMs: 90_000 }
const quickRun = { warmUpRounds: 3, rounds: 9, budgetMs: 5_000 }

/** The time of each kind of work, the prices that it suggests, and how far off those that ship are. */
export const gas: Workload = {
  name: 'gas',
  summary: 'the time of each kind of work, and the gas it should cost',
  run: async options => {
    const backend = options.backend === 'auto' ? 'onnxruntime' : options.backend
    const backends = await openBackends(backend)
    const subjects: GasSubject[] = []
    const { calls, dispose } = await openCalls(backends, gasSchedules.osaka)
    try {
      for (const entry of sweep) if (entry.quick || !options.quick) subjects.push(await openEntry(entry, backends))
      for (const { name, artifact } of benchmarkModels('unwanted'))
        subjects.push(await openArtifact(name, artifact, 'judge', backends))
      const timed = [...subjects, ...calls].map(({ subject }) => subject)
      const { measurements, yardsticks } = await timeWithYardsticks(timed, options)
      return await reportGas(
        { backend, subjects, calls, measurements, yardsticks, schedule: gasSchedules.osaka },
        options,
      )
    } finally {
      for (const { session } of subjects) await session.dispose()
      await dispose()
    }
  },
}

/** Times of `subjects`, in their order, and of Ethereum's own work between them. */
async function timeWithYardsticks(subjects: readonly Subject[], { quick, progress }: WorkloadOptions) {
  const node = await openChain({ database: { kind: 'memory' } })
  try {
    const yardsticks = await openYardsticks(node)
    const measurements = await measure([...subjects, ...yardsticks.subjects], {
      ...(quick ? quickRun : fullRun),
      inputCount,
      progress,
    })
    return {
      measurements: measurements.slice(0, subjects.length),
      yardsticks: yardsticks.read(measurements.slice(subjects.length)),
    }
  } finally {
    await node.close()
  }
}
