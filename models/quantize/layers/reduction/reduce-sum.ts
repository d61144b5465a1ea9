import { demand, flagAttribute, reducedAxes } from '../../../graph/index.ts'
import { type Artifact, type Form, logitUnit } from '../../artifact.ts'
import { castTo, intValue } from '../../attributes.ts'
import type { LayerReader } from '../layer.ts'

/** ReduceMean and ReduceSum: the codes' exact sum in int32, less the zero points, times one multiplier. */
export const reduceSumLayer: LayerReader = {
  opTypes: ['ReduceMean', 'ReduceSum'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const { elementType, shape } = model.types.get(input)!
    demand(elementType === 'float32', `it sums ${elementType}`, 'Cast its operand to float32 first.')
    const axes = reducedAxes(
      {
        node,
        opset: model.opset,
        types: node.inputs.map(name => model.types.get(name)),
        constants: node.inputs.map(name => model.constant(name)),
      },
      shape,
    )
    const terms = axes.reduce((product, axis) => product * shape[axis]!, 1)
    const site = {
      input,
      output,
      axes,
      terms,
      keepsAxes: flagAttribute(node, 'keepdims', true),
      share: node.opType === 'ReduceMean' ? Math.fround(1 / terms) : 1,
    }
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: ['codes', 'values', 'logits'],
      reads: () => 'codes',
      keepsCodes: false,
      write: (artifact, form) => writeSum(artifact, site, form),
    }
  },
}

interface SumSite {
  readonly input: string
  readonly output: string
  readonly axes: readonly number[]
  readonly terms: number
  readonly keepsAxes: boolean
  /** What a sum is multiplied by. */
  readonly share: number
}

function writeSum(artifact: Artifact, { input, output, axes, terms, keepsAxes, share }: SumSite, form: Form): string {
  const { scale, zeroPoint } = artifact.quantization(input)
  const integers = artifact.node('Cast', `${output}/integers`, [artifact.held(input, 'codes')], castTo.int32)
  const list = artifact.constant(`${output}/axes`, 'int64', BigInt64Array.from(axes, BigInt))
  const sum = artifact.node('ReduceSum', `${output}/sum`, [integers, list], { keepdims: intValue(Number(keepsAxes)) })
  const offset = artifact.scalar(`${output}/offset`, 'int32', terms * zeroPoint)
  const centered = zeroPoint === 0 ? sum : artifact.node('Sub', `${output}/centered`, [sum, offset])
  const real = artifact.node('Cast', `${output}/real`, [centered], castTo.float32)
  const unit = form === 'codes' ? artifact.quantization(output).scale : form === 'values' ? 1 : 1 / logitUnit
  const multiplier = artifact.scalar(`${output}/multiplier`, 'float32', Math.fround(Math.fround(scale * share) / unit))
  const scaled = artifact.node('Mul', `${output}/scaled`, [real, multiplier])
  if (form !== 'codes') return scaled
  const one = artifact.scalar('one', 'float32', 1)
  return artifact.node('QuantizeLinear', `${output}/codes`, [scaled, one, artifact.zeroPoint(output)])
}
