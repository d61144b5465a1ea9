import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { packagePath } from '../../primitives/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The environment that reaches a container engine, and whether a build needs the host's network; undefined where there is none. */
    engine: { readonly environment: Readonly<Record<string, string>>; readonly hostNetwork: boolean } | undefined
  }
}

/** Finds a container engine, or sets one up where the tool for that lies beside the checkout. */
export default function setup(project: TestProject): void {
  if (answers({})) {
    project.provide('engine', { environment: {}, hostNetwork: false })
    return
  }
  const tool = packagePath('..', 'shared', 'tools', 'container-engine.sh')
  if (!existsSync(tool)) {
    none(project, 'no engine answers, and there is no tool to set one up')
    return
  }
  try {
    execFileSync('bash', [tool, 'up'], { stdio: ['ignore', 'inherit', 'inherit'] })
  } catch {
    none(project, 'the engine could not be set up')
    return
  }
  const environment = Object.fromEntries(
    execFileSync('bash', [tool, 'env'], { encoding: 'utf8' })
      .trim()
      .replace(/^export /, '')
      .split(' ')
      .map(assignment => assignment.split('=') as [string, string]),
  )
  if (answers(environment)) project.provide('engine', { environment, hostNetwork: true })
  else none(project, 'the engine does not answer')
}

function answers(environment: Readonly<Record<string, string>>): boolean {
  try {
    execFileSync('docker', ['info'], { stdio: 'ignore', env: { ...process.env, ...environment }, timeout: 20_000 })
    execFileSync('docker', ['compose', 'version'], { stdio: 'ignore', env: { ...process.env, ...environment } })
    return true
  } catch {
    return false
  }
}

function none(project: TestProject, reason: string): void {
  console.log(`skipped: no engine (${reason})`)
  project.provide('engine', undefined)
}
