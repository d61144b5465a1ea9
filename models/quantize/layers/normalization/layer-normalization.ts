import { demand, equalShapes, floatAttribute, intAttribute, type Node, resolveAxis } from '../../../graph/index.ts'
import { elementCount, type Tensor } from '../../../tensor/index.ts'
import type { FloatModel } from '../../float/index.ts'
import { type Chain, extendChain } from '../chain.ts'
import type { Layer, LayerReader } from '../layer.ts'
import { readDecomposed } from './decomposed.ts'
import { type Float32Constant, type Normalization, writeNormalization } from './write-normalization.ts'

/** LayerNormalization and RMSNormalization over the last axes, of codes. */
export const layerNormalizationLayer: LayerReader = {
  opTypes: ['LayerNormalization', 'RMSNormalization'],
  read(node, model) {
    const [input, scale, bias = ''] = node.inputs as [string, string, string?]
    const { shape } = model.types.get(input)!
    demand(
      node.outputs
        .slice(1)
        .every(output => output === '' || (model.consumers(output).length === 0 && !model.isOutput(output))),
      'its mean or deviation is used',
      'Use the normalised values only.',
    )
    const axis = resolveAxis(intAttribute(node, 'axis', -1), shape.length)
    const axes = shape.map((_, index) => index).slice(axis)
    return normalizationLayer([node], model, {
      input,
      output: node.outputs[0]!,
      axes,
      terms: elementCount(shape.slice(axis)),
      centers: node.opType === 'LayerNormalization',
      epsilon: floatAttribute(node, 'epsilon', Math.fround(1e-5)),
      factors: constantOf(scale, 'scale', model),
      ...(bias !== '' && { shifts: constantOf(bias, 'bias', model) }),
    })
  },
}

/** The normalisation that begins at `node` and is written out as means, squares, a root and a quotient, where one does. */
export function readDecomposedNormalization(node: Node, model: FloatModel): Layer | undefined {
  const found = readDecomposed(node, model)
  if (found === undefined) return undefined
  const { input, axes, centers, epsilon } = found
  const { shape } = model.types.get(input)!
  const scaled = absorb('Mul', found, model)
  const shifted = absorb('Add', scaled.chain, model)
  return normalizationLayer(shifted.chain.nodes, model, {
    input,
    output: shifted.chain.output,
    axes,
    terms: elementCount(axes.map(axis => shape[axis]!)),
    centers,
    epsilon,
    ...(scaled.constant && { factors: scaled.constant }),
    ...(shifted.constant && { shifts: shifted.constant }),
  })
}

function normalizationLayer(nodes: readonly Node[], model: FloatModel, normalization: Normalization): Layer {
  const { input, output, terms, factors, shifts } = normalization
  demand(terms < 2 ** 15, `it normalises ${terms} elements together`, 'Normalise fewer than 32,768 elements together.')
  const site = withoutNeutral({ ...normalization, ...(factors && { factors }), ...(shifts && { shifts }) })
  return {
    nodes,
    inputs: [input],
    output,
    macs: 0,
    forms: model.isOutput(output) ? ['values', 'codes'] : ['codes', 'values'],
    reads: () => 'codes',
    keepsCodes: false,
    write: (artifact, form) => writeNormalization(artifact, site, form),
  }
}

/** Factors that are all 1 and shifts that are all 0 are left out: optimisers drop such nodes. */
function withoutNeutral({ factors, shifts, ...site }: Normalization): Normalization {
  return {
    ...site,
    ...(factors?.data.some(factor => factor !== 1) && { factors }),
    ...(shifts?.data.some(shift => shift !== 0) && { shifts }),
  }
}

/** The chain with the product by, or the sum with, a constant that follows. */
function absorb(
  opType: 'Mul' | 'Add',
  chain: Chain,
  model: FloatModel,
): { readonly chain: Chain; readonly constant?: Float32Constant } {
  const next = model.soleConsumer(chain.output)
  if (next?.domain !== '' || next.opType !== opType) return { chain }
  const constant = model.constant(next.inputs[next.inputs[0] === chain.output ? 1 : 0]!)
  const [from, to] = [model.types.get(chain.output)!.shape, model.types.get(next.outputs[0]!)?.shape]
  if (constant?.elementType !== 'float32' || to === undefined || !equalShapes(from, to)) return { chain }
  demandFinite(constant as Tensor<'float32'>)
  return { chain: extendChain(chain, next), constant: constant as Tensor<'float32'> }
}

function constantOf(value: string, role: string, model: FloatModel): Float32Constant {
  const constant = model.constant(value)
  demand(constant !== undefined, `its ${role} is computed`, `Store the ${role} as an initializer.`)
  demandFinite(constant as Tensor<'float32'>)
  return constant as Tensor<'float32'>
}

function demandFinite({ data }: Tensor<'float32'>): void {
  demand(data.every(Number.isFinite), 'its scale or bias is not finite', 'Train or export the model again.')
}
