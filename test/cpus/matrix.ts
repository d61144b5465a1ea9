/**
 * Runs every backend on CPUs that this machine is not, by emulation, and prints which hash each model's answers have there: one, or
 * the command fails. `--sample` takes two CPUs and fewer graphs.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { zooModels } from '../../models/index.ts'
import { packagePath } from '../../primitives/index.ts'
import type { Answer, Task } from './task.ts'

const run = promisify(execFile)
const emulator = packagePath('..', 'shared', 'tools', 'emulated-cpus.sh')
const script = packagePath('dist', 'cpus', 'answer.mjs')

/** Where a u8 x s8 product saturates: the self-test must refuse it there. */
const saturating = ['x86-haswell', 'arm64-a57']

const isSample = process.argv.includes('--sample')
if (!existsSync(emulator)) {
  console.log('skipped: the emulator of other CPUs is not beside this checkout (../shared/tools/emulated-cpus.sh)')
  process.exit(0)
}

await build({
  entryPoints: [packagePath('test', 'cpus', 'answer.ts')],
  outfile: script,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: ['onnxruntime-node'],
  logLevel: 'warning',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
await run('bash', [emulator, 'setup'])
const { stdout } = await run('bash', [emulator, 'list'])
const cpus = isSample ? saturating : stdout.trim().split('\n')
const task: Task = {
  models: zooModels.map(({ name, artifactPath }) => ({ name, path: artifactPath })),
  randomGraphs: isSample ? 5 : 40,
}

const answers = new Map<string, readonly Answer[]>([['this machine', await ask(process.execPath, [script])]])
const waiting = [...cpus]
await Promise.all(
  [0, 1].map(async () => {
    for (let cpu = waiting.shift(); cpu; cpu = waiting.shift())
      answers.set(cpu, await ask('bash', [emulator, 'run', cpu, script]))
  }),
)

const faults = report(answers)
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0

async function ask(command: string, args: readonly string[]): Promise<readonly Answer[]> {
  const { stdout: lines } = await run(command, [...args, JSON.stringify(task)], { maxBuffer: 2 ** 26 })
  return lines
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Answer)
}

/** Prints the matrix, a model a block, and gives what is not as it must be. */
function report(byCpu: ReadonlyMap<string, readonly Answer[]>): readonly string[] {
  const found: string[] = []
  const rows = byCpu.get('this machine')!
  for (const model of new Set(rows.map(row => row.model))) {
    console.log(`\n${model}`)
    const hashes = new Set<string>()
    for (const { subject } of rows.filter(row => row.model === model)) {
      const cells = [...byCpu].map(([cpu, of]) => ({
        cpu,
        answer: of.find(row => row.model === model && row.subject === subject)?.answer ?? 'missing',
      }))
      console.log(`  ${subject.padEnd(26)}${cells.map(({ cpu, answer }) => `${cpu} ${answer}`).join('  ')}`)
      if (subject === 'u8 x s8') found.push(...faultsOfSaturation(cells))
      else for (const { answer } of cells) hashes.add(answer)
    }
    if (hashes.size > 1) found.push(`${model}: answers differ: ${[...hashes].join(', ')}`)
  }
  return found
}

function faultsOfSaturation(cells: readonly { readonly cpu: string; readonly answer: string }[]): readonly string[] {
  return cells
    .filter(({ cpu, answer }) => saturating.includes(cpu) && answer !== 'refused')
    .map(({ cpu, answer }) => `the self-test ${answer} u8 x s8 on ${cpu}, where it saturates`)
}
