import { createTensor, type Tensor } from '../../../tensor/index.ts'
import { floatAttribute, intAttribute, intsAttribute, tensorAttribute } from '../../attributes.ts'
import type { Node } from '../../graph.ts'
import { NodeFault, type Operator } from '../../operator.ts'
import { fitting } from '../../proof.ts'
import { rangeOfTensor } from '../../range.ts'

export const constant: Operator = {
  opType: 'Constant',
  inputCount: [0, 0],
  sinceOpset: 1,
  inferTypes: ({ node }) => [constantValue(node)],
  exact: {
    attributes: { value: 'tensor', value_float: 'float', value_int: 'int', value_ints: 'ints' },
    prove: ({ node, output }) => ({
      ranges: [fitting(rangeOfTensor(constantValue(node)), output.elementType)],
      work: {},
    }),
  },
}

/** The tensor that a Constant node stands for. */
export function constantValue(node: Node): Tensor {
  const tensor = tensorAttribute(node, 'value')
  if (tensor !== undefined) return tensor
  const float = floatAttribute(node, 'value_float', undefined)
  if (float !== undefined) return createTensor('float32', [], Float32Array.of(float))
  const int = intAttribute(node, 'value_int', undefined)
  if (int !== undefined) return createTensor('int64', [], BigInt64Array.of(BigInt(int)))
  const ints = intsAttribute(node, 'value_ints', undefined)
  if (ints !== undefined) return createTensor('int64', [ints.length], BigInt64Array.from(ints, BigInt))
  throw new NodeFault('its value is of a kind that is not read', 'Store the constant as an initializer.')
}
