import type { BackendChoice } from '../../models/index.ts'
import { packagePath } from '../../primitives/index.ts'
import { defineCommand } from '../command.ts'
import { choiceFlag, type Flag, wholeNumber } from '../flag.ts'

const backend = choiceFlag<BackendChoice>({
  name: 'backend',
  unit: 'NAME',
  help: 'What runs the models, all to the same bits',
  default: 'auto',
  choices: {
    auto: 'the faster one for each model; for gas onnxruntime, which the schedule is priced on',
    reference: 'plain TypeScript',
    wasm: 'WebAssembly',
    onnxruntime: 'its native library',
    tfjs: 'TensorFlow.js, where it is installed',
  },
})

const quick: Flag<boolean> = {
  name: 'quick',
  help: 'Take a few seconds, over a part of the subjects: the numbers are rough.',
  default: false,
}

const save: Flag<boolean> = {
  name: 'save',
  help: 'Keep the run in bench/runs/<date>-<machine>/<workload>.json.',
  default: false,
}

const targetMgas: Flag<number> = {
  name: 'target-mgas',
  unit: 'MGAS',
  help: 'Million gas that a second of this machine should cost.',
  default: 100,
  parse: wholeNumber(1, 1_000_000),
}

/** `inlay bench latency|gas`. */
export const bench = defineCommand({
  name: 'bench',
  summary:
    'Measure what an inference costs: latency (where the time goes), gas (what it should be charged) or engine (how fast the backends are).',
  arguments: [{ name: 'workload', help: 'What to measure: latency or gas.' }],
  flags: { quick, backend, targetMgas, save },
  run: async ([workload], { targetMgas, save, ...options }) => {
    const { runBenchmark, saveRun, terminalProgress } = await import('../../bench/index.ts')
    const { record, text } = await runBenchmark(workload, {
      ...options,
      targetGasPerSecond: targetMgas * 1_000_000,
      progress: terminalProgress(process.stderr),
    })
    const path = save ? saveRun(record, packagePath('bench', 'runs')) : undefined
    return { text: path === undefined ? text : `${text}\n\nSaved as ${path}`, json: { ...record, savedAs: path } }
  },
})
