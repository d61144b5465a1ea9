import { sliceSteps } from '../../../graph/index.ts'
import type { LayerReader } from '../layer.ts'
import { isRealResult } from '../real-values.ts'

/** Slice by constant bounds. */
export const sliceLayer: LayerReader = {
  opTypes: ['Slice'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const steps = sliceSteps({
      node,
      opset: model.opset,
      types: node.inputs.map(name => model.types.get(name)),
      constants: node.inputs.map(name => model.constant(name)),
    })
    const real = isRealResult(input, model)
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: real ? ['values'] : ['codes', 'wide', 'values', 'logits'],
      reads: form => form,
      keepsCodes: !real,
      write(artifact, form) {
        const list = (part: string, values: readonly number[]) =>
          artifact.constant(`${output}/${part}`, 'int64', BigInt64Array.from(values, BigInt))
        return artifact.node('Slice', `${output}/${form}`, [
          artifact.held(input, form),
          list(
            'starts',
            steps.map(({ start }) => start),
          ),
          list('ends', steps.map(endOf)),
          list(
            'axes',
            steps.map((_, axis) => axis),
          ),
          list(
            'steps',
            steps.map(({ step }) => step),
          ),
        ])
      },
    }
  },
}

/** The bound after the last element; before the first one of an axis, a backward slice ends beyond its front. */
function endOf({
  start,
  step,
  count,
}: {
  readonly start: number
  readonly step: number
  readonly count: number
}): number {
  const end = start + count * step
  return end < 0 ? -(2 ** 31) : end
}
