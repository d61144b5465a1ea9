import { elementCount, type Shape } from '../../../tensor/index.ts'
import { intAttribute, intsAttribute } from '../../attributes.ts'
import type { Node } from '../../graph.ts'
import type { Operator } from '../../operator.ts'
import { demandTypes, rangeAt } from '../../proof.ts'
import { demand, typeOf } from '../../site.ts'
import { demandWrittenPads, inferWindows, type Window } from '../../window.ts'
import { outputElements } from '../forms/index.ts'

export const maxPool: Operator = {
  opType: 'MaxPool',
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes(site) {
    const { elementType, shape } = typeOf(site, 0, ['float32', 'uint8'])
    const windows = inferPool(site.node, shape)
    return [{ elementType, shape: [...shape.slice(0, 2), ...windows.map(window => window.outputSize)] }]
  },
  exact: {
    attributes: {
      auto_pad: 'string',
      ceil_mode: 'int',
      dilations: 'ints',
      kernel_shape: 'ints',
      pads: 'ints',
      storage_order: 'int',
      strides: 'ints',
    },
    prove(site) {
      demandWrittenPads(site.node)
      demandTypes(site, 0, ['uint8'])
      demand(site.output.shape.length <= 4, 'it pools along three axes', 'Pool along two axes, then along the third.')
      const kernelShape = intsAttribute(site.node, 'kernel_shape', [])
      const pads = intsAttribute(site.node, 'pads', [])
      demand(
        pads.every((pad, side) => pad < kernelShape[side % kernelShape.length]!),
        `pads [${pads}] are not below the kernel's [${kernelShape}]`,
        'Pad less: a window must not lie in the padding alone.',
      )
      const taps = elementCount(kernelShape)
      return { ranges: [rangeAt(site, 0)], work: { elements: outputElements(site) * taps } }
    },
  },
}

/** The windows of a pool over an input [n, c, …]. */
export function inferPool(node: Node, inputShape: Shape): readonly Window[] {
  demand(inputShape.length >= 3 && inputShape.length <= 5, `pools a tensor of rank ${inputShape.length}, want 3 to 5`)
  demand(intAttribute(node, 'storage_order', 0) === 0, 'storage_order is not 0')
  const kernelShape = intsAttribute(node, 'kernel_shape', [])
  demand(
    kernelShape.every(size => size >= 1),
    `kernel_shape is [${kernelShape}], want positive numbers`,
  )
  return inferWindows(node, inputShape.slice(2), kernelShape)
}
