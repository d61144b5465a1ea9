import type { TensorSpec } from '../../admission.ts'
import { nodeLabel } from '../../graph/index.ts'
import type { Plan } from '../plan.ts'
import type { Quantization } from '../quantization.ts'
import type { Comparison } from './compare-models.ts'
import type { QuantizationReport } from './quantization-report.ts'

/** What a report says of the inputs and layers whose values became codes. */
export function describeCodes(
  { steps, codedAs, wideAs }: Plan,
  inputs: readonly TensorSpec[],
  quantizations: ReadonlyMap<string, Quantization>,
  wide: ReadonlyMap<string, Quantization>,
  { codes }: Comparison,
): Pick<QuantizationReport, 'inputs' | 'layers' | 'forests'> {
  const describe = (value: string) => {
    const deviation = codes.get(value)
    return {
      coding: wide.get(value) ?? quantizations.get(value)!,
      ...(deviation && { signalToNoiseDb: deviation.signalToNoiseDb }),
    }
  }
  return {
    inputs: inputs.map(({ name }) => ({ name, ...((wideAs.has(name) || codedAs.has(name)) && describe(name)) })),
    layers: steps
      .filter(({ layer: { output } }) => (wideAs.get(output) ?? codedAs.get(output)) === output)
      .map(({ layer }) => ({
        name: nodeLabel(layer.nodes[0]!),
        operators: layer.nodes.map(({ opType }) => opType),
        macs: layer.macs,
        ...describe(layer.output),
      })),
    forests: steps.flatMap(({ layer }) =>
      layer.forest ? [{ name: nodeLabel(layer.nodes[0]!), ...layer.forest }] : [],
    ),
  }
}
