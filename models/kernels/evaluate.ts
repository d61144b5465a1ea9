import { type Graph, inferTypes, type Node, qualifiedOpType } from '../graph/index.ts'
import type { Tensor, TensorType } from '../tensor/index.ts'
import type { Kernel } from './kernel.ts'
import { referenceKernels } from './reference/index.ts'

/** Runs a graph on inputs by name; the result holds the outputs and the values named by `keep`. */
export type Evaluator = (inputs: ReadonlyMap<string, Tensor>, options?: EvaluateOptions) => Map<string, Tensor>

export interface EvaluateOptions {
  /** Names of inner values to return beside the outputs. */
  readonly keep?: Iterable<string>
}

/**
 * Runs a graph once with the reference kernels, float operators included: sums in binary64 in a fixed order, each output
 * rounded once, so that the same inputs give the same bits on every machine.
 * @throws GraphTypeError where the graph can't be typed, RangeError where an input is missing or of another type.
 */
export function evaluate(
  graph: Graph,
  inputs: ReadonlyMap<string, Tensor>,
  options: EvaluateOptions = {},
): Map<string, Tensor> {
  return createEvaluator(graph)(inputs, options)
}

/** {@link evaluate} with the graph's types inferred once for many runs. */
export function createEvaluator(graph: Graph): Evaluator {
  const types = inferTypes(graph)
  const isConstant = (value: string) => graph.initializers.has(value)
  const steps = graph.nodes.map(node => ({
    node,
    run: prepareNode(
      node,
      graph.opsets.get(node.domain) ?? 0,
      node.outputs.map(name => types.get(name)!),
      isConstant,
    ),
  }))
  return (inputs, { keep = [] } = {}) => {
    const values = new Map(graph.initializers)
    for (const { name } of graph.inputs) values.set(name, checkedInput(name, types.get(name)!, inputs.get(name)))
    for (const { node, run } of steps) {
      const results = run(node.inputs.map(name => values.get(name)))
      node.outputs.forEach((name, i) => {
        if (name !== '') values.set(name, results[i]!)
      })
    }
    const wanted = new Map<string, Tensor>()
    for (const name of [...graph.outputs.map(output => output.name), ...keep]) {
      const value = values.get(name)
      if (value !== undefined) wanted.set(name, value)
    }
    return wanted
  }
}

/**
 * A node that runs on tensors in its inputs' order, an omitted one undefined; what its kernel makes of constants is made once.
 * @param outputs types of its outputs.
 */
export function prepareNode(
  node: Node,
  opset: number,
  outputs: readonly TensorType[],
  isConstant: (value: string) => boolean,
): (inputs: readonly (Tensor | undefined)[]) => readonly Tensor[] {
  const kernel: Kernel = referenceKernels.get(qualifiedOpType(node))!
  let made: unknown
  const prepared = <Made>(inputs: readonly number[], make: () => Made): Made => {
    if (inputs.some(input => node.inputs[input] && !isConstant(node.inputs[input]))) return make()
    made ??= make()
    return made as Made
  }
  return inputs => kernel({ node, opset, inputs, types: inputs, constants: inputs, outputs, prepared })
}

function checkedInput(name: string, type: TensorType, tensor: Tensor | undefined): Tensor {
  const have = tensor && `${tensor.elementType} [${tensor.shape}]`
  const want = `${type.elementType} [${type.shape}]`
  if (tensor === undefined || have !== want)
    throw new RangeError(`input "${name}" is ${have ?? 'missing'}, want ${want}`)
  return tensor
}
