import { createTensor, type Shape, type Tensor } from '../../../models/tensor/index.ts'
import { createRandom, type FloatModelLines, type NodeLine, randomTensor } from './float-models.ts'

/** A float model of random layers that a seed decides: every operator that the quantizer reads, in any order, with branches and several outputs. */
export function randomNetwork(seed: number): FloatModelLines & { readonly inputShapes: readonly Shape[] } {
  const random = createRandom(seed)
  const integer = (below: number) => Math.floor(((random() + 1) / 2) * below)
  const pick = <T>(choices: readonly T[]): T => choices[integer(choices.length)]!
  const constants: Record<string, Tensor> = {}
  const nodes: NodeLine[] = []
  const constant = (tensor: Tensor): string => {
    const name = `k${Object.keys(constants).length}`
    constants[name] = tensor
    return name
  }
  const scalar = (value: number) => constant(createTensor('float32', [], Float32Array.of(value)))
  const weights = (...shape: number[]) => constant(randomTensor(random, shape))
  const append = (
    opType: string,
    inputs: readonly string[],
    shape: Shape,
    attributes?: NodeLine[3],
  ): readonly [string, Shape] => {
    const output = `v${nodes.length}`
    nodes.push(attributes === undefined ? [opType, inputs, output] : [opType, inputs, output, attributes])
    return [output, shape]
  }

  const inputShape = pick<Shape>([
    [1, 2, 6, 6],
    [1, 4, 5, 7],
    [2, 8],
    [1, 12],
    [3, 4, 6],
  ])
  const values: (readonly [name: string, shape: Shape])[] = [['x', inputShape]]
  if (integer(4) === 0) values.push(['u', inputShape])
  const inputShapes = values.map(([, shape]) => shape)

  const steps: Readonly<Record<string, (value: string, shape: Shape) => readonly [string, Shape] | undefined>> = {
    Conv(value, shape) {
      if (shape.length !== 4) return undefined
      const [n, c, h, w] = shape as [number, number, number, number]
      const depthwise = integer(3) === 0
      const m = depthwise ? c : 1 + integer(5)
      const size = Math.min(1 + integer(3), h, w)
      const bias = integer(2) === 0 ? [weights(m)] : []
      const kernel = weights(m, depthwise ? 1 : c, size, size)
      return append('Conv', [value, kernel, ...bias], [n, m, h - size + 1, w - size + 1], { group: depthwise ? c : 1 })
    },
    MaxPool(value, shape) {
      if (shape.length !== 4 || shape[2]! < 2 || shape[3]! < 2) return undefined
      const pooled = [shape[0]!, shape[1]!, Math.floor(shape[2]! / 2), Math.floor(shape[3]! / 2)]
      return append('MaxPool', [value], pooled, { kernel_shape: [2, 2], strides: [2, 2] })
    },
    MatMul(value, shape) {
      const n = 1 + integer(6)
      return append('MatMul', [value, weights(shape.at(-1)!, n)], shape.with(-1, n))
    },
    Gemm(value, shape) {
      if (shape.length !== 2) return undefined
      const n = 1 + integer(6)
      return append('Gemm', [value, weights(n, shape[1]!), weights(n)], [shape[0]!, n], { transB: 1 })
    },
    Flatten: (value, shape) =>
      append('Flatten', [value], [shape[0]!, shape.slice(1).reduce((product, size) => product * size, 1)]),
    Transpose: (value, shape) => append('Transpose', [value], shape.toReversed()),
    Identity: (value, shape) => append('Identity', [value], shape),
    Relu: (value, shape) => append('Relu', [value], shape),
    Clip: (value, shape) => append('Clip', [value, scalar(-integer(3)), scalar(integer(3))], shape),
    constant: (value, shape) => {
      const other = pick([scalar(0.5 + integer(4)), weights(shape.at(-1)!)])
      return append(
        pick(['Add', 'Sub', 'Mul']),
        pick([
          [value, other],
          [other, value],
        ]),
        shape,
      )
    },
    Div: (value, shape) => append('Div', [value, scalar(0.25 + integer(4))], shape),
    function: (value, shape) =>
      append(pick(['Sigmoid', 'Tanh', 'Abs', 'LeakyRelu', 'Softplus', 'HardSigmoid']), [value], shape),
    silu: (value, shape) => {
      const [gate] = append('Sigmoid', [value], shape)
      return append('Mul', [value, gate], shape)
    },
    pair: (value, shape) => {
      const [other] = pick(values.filter(([, each]) => each.join() === shape.join()))
      return append(pick(['Add', 'Sub', 'Mul']), [value, other], shape)
    },
    softmax: (value, shape) => append(pick(['Softmax', 'LogSoftmax']), [value], shape, { axis: integer(shape.length) }),
  }
  while (nodes.length < 4 + integer(5)) {
    const [value, shape] = integer(3) === 0 ? pick(values) : values.at(-1)!
    const made = pick(Object.values(steps))(value, shape)
    if (made) values.push(made)
  }
  const read = new Set(nodes.flatMap(([, inputs]) => inputs))
  const outputs = values.filter(([name]) => name.startsWith('v') && (!read.has(name) || integer(8) === 0))
  return {
    inputs: Object.fromEntries(['x', 'u'].slice(0, inputShapes.length).map(name => [name, inputShape])),
    outputs: Object.fromEntries(outputs),
    constants,
    nodes,
    inputShapes,
  }
}
