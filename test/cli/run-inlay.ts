import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { stripVTControlCharacters } from 'node:util'
import { commands } from '../../cli/commands/index.ts'
import { runProgram } from '../../cli/program.ts'
import { packagePath } from '../../primitives/index.ts'

/** What a command came to. */
export interface Finished {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A node that a test started in a process of its own. */
export interface InlayProcess {
  readonly url: string
  readonly stdout: string
  /** What it came to, once it ended of itself or at a signal. */
  readonly ended: Promise<Finished>
  /** Sends a signal and goes on. */
  signal(signal: NodeJS.Signals): void
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<Finished>
}

/** Runs `inlay` with `args` in this process: for what does not depend on being one of its own. */
export async function callInlay(...args: readonly string[]): Promise<Finished> {
  const texts = { stdout: '', stderr: '' }
  const exitCode = await runProgram(commands, args, 'test', {
    stdout: { write: text => (texts.stdout += text) },
    stderr: { write: text => (texts.stderr += text) },
  })
  return { exitCode, stdout: stripVTControlCharacters(texts.stdout), stderr: stripVTControlCharacters(texts.stderr) }
}

/** Runs `inlay` with `args` from the sources in a process of its own, to its end. */
export function runInlay(...args: readonly string[]): Promise<Finished> {
  return finished(start(args))
}

/** Starts `inlay node` with `args` and waits until it listens. */
export async function startInlay(...args: readonly string[]): Promise<InlayProcess> {
  const child = start(['node', ...args])
  const end = finished(child)
  let stdout = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout!.on('data', chunk => {
      stdout += chunk
      const found = /(?:Listening on |"url":")(http:[^\s"]+)/.exec(stdout)
      if (found) resolve(found[1]!)
    })
    end.then(({ exitCode, stderr }) => reject(new Error(`inlay node ended with ${exitCode}: ${stderr}`)))
  })
  return {
    url,
    stdout,
    ended: end,
    signal: signal => {
      child.kill(signal)
    },
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      return end
    },
  }
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', packagePath('cli', 'inlay.ts'), ...args], {
    env: { ...process.env, NO_COLOR: '1', INLAY_DEBUG: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function finished(child: ChildProcess): Promise<Finished> {
  const texts = { stdout: '', stderr: '' }
  child.stdout!.on('data', chunk => {
    texts.stdout += chunk
  })
  child.stderr!.on('data', chunk => {
    texts.stderr += chunk
  })
  const [exitCode] = await once(child, 'close')
  return { exitCode, ...texts }
}
