import { cpus } from 'node:os'
import type { AdmittedModel } from '../admission.ts'
import type { Session } from './contract.ts'
import { knownInput } from './known-answers.ts'

/** Runs that a session is given to show its speed, at most, and how long they may take together once one is done. */
const mostRuns = 15
const patienceMs = 60

/** Milliseconds of one run of a session that is warm: the least of several. */
export async function measureSession(session: Session, { summary }: AdmittedModel): Promise<number> {
  const inputs = summary.inputs.map((spec, i) => knownInput(spec, 'mixed', i + 1))
  const endMs = performance.now() + patienceMs
  let leastMs = Number.POSITIVE_INFINITY
  for (let run = 0; run < mostRuns && (run === 0 || performance.now() < endMs); run++) {
    const startMs = performance.now()
    await session.run(inputs)
    leastMs = Math.min(leastMs, performance.now() - startMs)
  }
  return leastMs
}

/** What speed depends on besides the model. */
export function describeMachine(): string {
  return [process.arch, cpus()[0]?.model.trim() ?? 'unknown', process.version].join(' ')
}
