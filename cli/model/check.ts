import { AdmissionError, admit } from '../../models/index.ts'
import { gasSchedules, quoteGas } from '../../precompiles/index.ts'
import { BaseError } from '../../primitives/index.ts'
import type { Report } from '../command.ts'
import { nameFile, readBytes } from '../files.ts'
import { renderModel } from './render.ts'

/** Thrown when a checked file is not in the exact profile: lists every fault, in the file's order. */
export class CheckFailedError extends BaseError {
  readonly code = 'CLI_CHECK_FAILED'
  readonly faults: AdmissionError['faults']
  constructor(path: string, { faults, hint }: AdmissionError) {
    const lines = faults.map(
      ({ node, operator, reason }) => `${node === '' ? '' : `${operator || 'tensor'} "${node}": `}${reason}`,
    )
    const summary = `Cannot admit "${path}": ${lines.length === 1 ? `${lines[0]}.` : [`it has ${lines.length} faults.`, ...lines].join('\n  ')}`
    super(summary, { hint: nameFile(hint, path) })
    this.faults = faults
  }
}

/**
 * `inlay model check FILE`: what a node would say of it.
 * @throws CheckFailedError with every fault.
 */
export async function checkModel(path: string): Promise<Report> {
  const { summary } = admitFile(path, await readBytes(path))
  const schedule = gasSchedules.osaka
  const facts = { ...summary, gas: quoteGas(summary, 1, schedule) }
  const { amounts, ...json } = { ...facts, work: summary.amounts, gasSchedule: schedule.name }
  return { text: renderModel(facts, ['exact', 'yes: a node admits it']), json }
}

function admitFile(path: string, artifact: Uint8Array): ReturnType<typeof admit> {
  try {
    return admit(artifact)
  } catch (error) {
    throw error instanceof AdmissionError ? new CheckFailedError(path, error) : error
  }
}
