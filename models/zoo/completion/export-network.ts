import type { Attribute, Graph, Node } from '../../graph/index.ts'
import { createTensor, type Tensor } from '../../tensor/index.ts'
import type { Matrix } from '../training/index.ts'
import { alphabet, contextLength } from './alphabet.ts'
import { epsilon, type LayerWeights, type Network, sizes } from './network.ts'

const int = (value: number): Attribute => ({ kind: 'int', value: BigInt(value) })
const ints = (...values: readonly number[]): Attribute => ({ kind: 'ints', value: values.map(BigInt) })

/**
 * The network as a float model, in the operators that PyTorch writes: input `characters` int64 [1, 48], output `logits` [1, 48, 29],
 * of the character after each one. Weights are rounded to binary32.
 */
export function exportNetwork(network: Network): Graph {
  const nodes: Node[] = []
  const initializers = new Map<string, Tensor>()
  const append = (
    opType: string,
    output: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string => {
    const entries = new Map(Object.entries(attributes))
    nodes.push({ name: output, opType, domain: '', inputs, outputs: [output], attributes: entries })
    return output
  }
  const constant = (name: string, tensor: Tensor): string => {
    initializers.set(name, tensor)
    return name
  }
  const weights = (name: string, { rows, columns, values }: Matrix, shape = rows === 1 ? [columns] : [rows, columns]) =>
    constant(name, createTensor('float32', shape, Float32Array.from(values)))
  const list = (name: string, ...values: readonly number[]) =>
    constant(name, createTensor('int64', [values.length], BigInt64Array.from(values, BigInt)))
  const affine = (name: string, input: string, matrix: Matrix, bias: Matrix): string => {
    const product = append('MatMul', `${name}/product`, [input, weights(`${name}/weights`, matrix)])
    return append('Add', name, [product, weights(`${name}/bias`, bias)])
  }
  const normalize = (name: string, input: string, factors: Matrix, shifts: Matrix): string =>
    append(
      'LayerNormalization',
      name,
      [input, weights(`${name}/factors`, factors), weights(`${name}/shifts`, shifts)],
      {
        axis: int(-1),
        epsilon: { kind: 'float', value: Math.fround(epsilon) },
      },
    )

  const { width, heads } = sizes
  const headWidth = width / heads
  const split = list('split', 1, contextLength, heads, headWidth)
  const joined = list('joined', 1, contextLength, width)
  const root = constant('root', createTensor('float32', [], Float32Array.of(Math.sqrt(headWidth))))
  const mask = constant('mask', createTensor('float32', [1, 1, contextLength, contextLength], causalMask()))

  const attention = (name: string, stream: string, layer: LayerWeights): string => {
    const seen = normalize(`${name}/seen`, stream, layer.attentionFactors, layer.attentionShifts)
    const heading = (part: string, matrix: Matrix, bias: Matrix, perm: Attribute): string => {
      const features = affine(`${name}/${part}`, seen, matrix, bias)
      return append(
        'Transpose',
        `${name}/${part}/heads`,
        [append('Reshape', `${name}/${part}/split`, [features, split])],
        {
          perm,
        },
      )
    }
    const query = heading('query', layer.query, layer.queryBias, ints(0, 2, 1, 3))
    const key = heading('key', layer.key, layer.keyBias, ints(0, 2, 3, 1))
    const value = heading('value', layer.value, layer.valueBias, ints(0, 2, 1, 3))
    const scores = append('Div', `${name}/scores`, [append('MatMul', `${name}/products`, [query, key]), root])
    const masked = append('Add', `${name}/masked`, [scores, mask])
    const shares = append('Softmax', `${name}/shares`, [masked], { axis: int(-1) })
    const mixed = append('MatMul', `${name}/mixed`, [shares, value])
    const turned = append('Transpose', `${name}/turned`, [mixed], { perm: ints(0, 2, 1, 3) })
    const rows = append('Reshape', `${name}/rows`, [turned, joined])
    return affine(`${name}/projection`, rows, layer.projection, layer.projectionBias)
  }

  const embedded = append('Gather', 'embedded', [weights('alphabet', network.characters), 'characters'])
  const positions = weights('positions', network.positions, [1, contextLength, width])
  let stream = append('Add', 'stream', [embedded, positions])
  network.layers.forEach((layer, index) => {
    const name = `layer_${index}`
    stream = append('Add', `${name}/attended`, [stream, attention(`${name}/attention`, stream, layer)])
    const read = normalize(`${name}/read`, stream, layer.hiddenFactors, layer.hiddenShifts)
    const widened = affine(`${name}/widened`, read, layer.widening, layer.wideningBias)
    const hidden = append('Gelu', `${name}/hidden`, [widened])
    const narrowed = affine(`${name}/narrowed`, hidden, layer.narrowing, layer.narrowingBias)
    stream = append('Add', `${name}/stream`, [stream, narrowed])
  })
  const last = normalize('last', stream, network.lastFactors, network.lastShifts)
  affine('logits', last, network.head, network.headBias)
  return {
    name: 'completion',
    opsets: new Map([['', 21]]),
    inputs: [{ name: 'characters', elementType: 'int64', dims: [1, contextLength] }],
    outputs: [{ name: 'logits', elementType: 'float32', dims: [1, contextLength, alphabet.length] }],
    initializers,
    nodes,
  }
}

/** Minus infinity where a step would see one after it. */
function causalMask(): Float32Array {
  return Float32Array.from({ length: contextLength ** 2 }, (_, i) =>
    i % contextLength > Math.floor(i / contextLength) ? -Infinity : 0,
  )
}
