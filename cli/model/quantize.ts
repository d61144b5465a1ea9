import {
  describeInputs,
  type Entrance,
  quantize,
  type RangeChoice,
  readSamples,
  renderQuantizationReport,
} from '../../models/index.ts'
import type { Report } from '../command.ts'
import { checkWritable, readBytes, writeBytes } from '../files.ts'
import { readExternalFiles } from './external-files.ts'

/** The flags of `inlay model quantize`, by their names in flags.ts. */
export interface QuantizeSettings {
  readonly calibration: string | undefined
  readonly output: string
  readonly evaluation: string | undefined
  readonly ranges: RangeChoice
  readonly entrance: Entrance
  readonly activations: '8' | '16'
  readonly wide: readonly string[] | undefined
  readonly dims: Readonly<Record<string, number>> | undefined
  readonly results: readonly string[] | undefined
}

/** `inlay model quantize FLOAT`: writes an artifact, and reports how far it is from the float model. */
export async function quantizeModel(path: string, settings: QuantizeSettings): Promise<Report> {
  const { ranges, entrance, activations, wide, dims, results } = settings
  const model = await readBytes(path)
  await checkWritable(settings.output)
  const source = {
    ...(dims && { dims }),
    externalFiles: await readExternalFiles(path, model),
    ...(results && { results }),
  }
  const inputs = describeInputs(model, source)
  const calibration =
    settings.calibration === undefined ? { samples: [] } : await readSamples(settings.calibration, inputs)
  const evaluation = settings.evaluation === undefined ? calibration : await readSamples(settings.evaluation, inputs)
  const { artifact, report } = quantize(model, calibration.samples, {
    ranges,
    entrance,
    activations: activations === '16' ? 16 : 8,
    ...(wide && { wide }),
    ...source,
    evaluation,
  })
  await writeBytes(settings.output, artifact)
  return {
    text: `${renderQuantizationReport(report)}\n\nwrote ${settings.output}`,
    json: { ...report, output: settings.output },
  }
}
