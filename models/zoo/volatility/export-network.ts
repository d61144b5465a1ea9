import type { Attribute, Graph, Node } from '../../graph/index.ts'
import { createTensor, type Shape, type Tensor } from '../../tensor/index.ts'
import { candleCount, pricesPerCandle } from './candles.ts'
import { clipAt, featureCount, magnifications } from './features.ts'
import type { Network } from './network.ts'
import { outputUnit } from './train-network.ts'

/**
 * The network as a float model: input `candles` [1, 10, 4], output `volatility` [1, 1], which a last Relu keeps from
 * being negative. The units of its first and last layers become part of their weights, which are rounded to binary32.
 */
export function exportNetwork(network: Network): Graph {
  const nodes: Node[] = []
  const initializers = new Map<string, Tensor>()
  const append = (opType: string, output: string, inputs: string[], attributes: [string, Attribute][] = []): string => {
    nodes.push({ name: output, opType, domain: '', inputs, outputs: [output], attributes: new Map(attributes) })
    return output
  }
  const constant = (name: string, tensor: Tensor): string => {
    initializers.set(name, tensor)
    return name
  }

  const factors = constant('magnifications', float32([magnifications.length, 1, 1], magnifications))
  const magnified = append('Mul', 'magnified', ['candles', factors])
  const bounds = [constant('least', float32([], [-clipAt])), constant('most', float32([], [clipAt]))]
  const clipped = append('Clip', 'clipped', [magnified, ...bounds])
  const shape = constant('features_shape', createTensor('int64', [2], BigInt64Array.of(1n, BigInt(featureCount))))
  let values = append('Reshape', 'features', [clipped, shape])
  network.forEach(({ inputs, outputs, weights, biases }, index) => {
    const last = index === network.length - 1
    const outputScale = last ? outputUnit : 1
    const weightScale = index === 0 ? outputScale / clipAt : outputScale
    const layer = [
      values,
      constant(`weights_${index}`, float32([outputs, inputs], weights, weightScale)),
      constant(`biases_${index}`, float32([outputs], biases, outputScale)),
    ]
    const dense = append('Gemm', `dense_${index}`, layer, [['transB', { kind: 'int', value: 1n }]])
    values = append('Relu', last ? 'volatility' : `hidden_${index}`, [dense])
  })
  return {
    name: 'volatility',
    opsets: new Map([['', 21]]),
    inputs: [{ name: 'candles', elementType: 'float32', dims: [1, candleCount, pricesPerCandle] }],
    outputs: [{ name: values, elementType: 'float32', dims: [1, 1] }],
    initializers,
    nodes,
  }
}

function float32(shape: Shape, values: ArrayLike<number>, scale = 1): Tensor {
  return createTensor(
    'float32',
    shape,
    Float32Array.from(values, value => value * scale),
  )
}
