import { inferPool, type Window } from '../../../graph/index.ts'
import type { Artifact } from '../../artifact.ts'
import { intsValue } from '../../attributes.ts'
import type { LayerReader } from '../layer.ts'
import { padAfter, windowAttributes } from '../window-attributes.ts'

/** MaxPool and GlobalMaxPool, on codes; without padding also on those of sixteen bits. */
export const maxPoolLayer: LayerReader = {
  opTypes: ['MaxPool', 'GlobalMaxPool'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const { shape } = model.types.get(input)!
    const windows = node.opType === 'MaxPool' ? inferPool(node, shape) : undefined
    const attributes = windows
      ? windowAttributes(windows)
      : { kernel_shape: intsValue(shape.slice(2)), strides: intsValue(shape.slice(2)) }
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: windows?.every(isInside) ? ['codes', 'wide'] : ['codes'],
      reads: form => form,
      keepsCodes: true,
      write: (artifact, form) =>
        form === 'wide'
          ? writeGreatest(artifact, artifact.held(input, 'wide'), output, windows!)
          : artifact.node('MaxPool', `${output}/codes`, [artifact.held(input, 'codes')], attributes),
    }
  },
}

/** Operands that a Max may have. */
const mostOperands = 64

function isInside(window: Window): boolean {
  return window.padBefore === 0 && padAfter(window) === 0 && window.kernelSize <= mostOperands
}

/** The greatest codes of each window, which has no padding: along one axis after the other, of strided slices. */
function writeGreatest(artifact: Artifact, codes: string, output: string, windows: readonly Window[]): string {
  const integer = (value: number) => artifact.constant(`integer_${value}`, 'int64', BigInt64Array.of(BigInt(value)))
  return windows.reduce((tensor, { kernelSize, stride, dilation, outputSize }, axis) => {
    if (kernelSize === 1 && stride === 1) return tensor
    const slices = Array.from({ length: kernelSize }, (_, place) => {
      const start = place * dilation
      const end = start + (outputSize - 1) * stride + 1
      const bounds = [start, end, axis + 2, stride].map(integer)
      return artifact.node('Slice', `${output}/axis_${axis}_place_${place}`, [tensor, ...bounds])
    })
    return kernelSize === 1 ? slices[0]! : artifact.node('Max', `${output}/axis_${axis}_greatest`, slices)
  }, codes)
}
