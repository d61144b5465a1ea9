import { inferMatrixProduct, type Node, NodeFault } from '../../../graph/index.ts'
import { elementCount, type Tensor } from '../../../tensor/index.ts'
import { type Artifact, type Form, logitUnit } from '../../artifact.ts'
import { castTo } from '../../attributes.ts'
import type { FloatModel } from '../../float/index.ts'
import { quantizeChannel, weightZeroPoint } from '../../quantization.ts'
import { type Chain, extendChain, startChain } from '../chain.ts'
import type { Layer } from '../layer.ts'

/** A matrix product of two activations, stacked ones among them, or of one by a stack of constant matrices. */
export function productLayer(node: Node, model: FloatModel): Layer {
  const factors = node.inputs.slice(0, 2)
  const [a, b] = factors.map(value => model.types.get(value)!.shape) as [readonly number[], readonly number[]]
  const { k, outputShape } = inferMatrixProduct(a, b)
  if (factors.every(value => model.constant(value) !== undefined))
    throw new NodeFault('it multiplies two constants', 'Store the product as an initializer.')
  const { chain, factor } = absorbFactors(startChain(node), 1, model)
  const site: ProductSite = { factors, output: chain.output, factor, model }
  return {
    nodes: chain.nodes,
    inputs: [...new Set(factors.filter(value => model.constant(value) === undefined))],
    output: chain.output,
    macs: elementCount(outputShape) * k,
    forms: ['codes', 'values', 'logits'],
    reads: () => 'codes',
    keepsCodes: false,
    write: (artifact, form) => (form === 'codes' ? writeCodes(artifact, site) : writeReals(artifact, site, form)),
  }
}

interface ProductSite {
  readonly factors: readonly string[]
  readonly output: string
  /** What the model multiplies the product by. */
  readonly factor: number
  readonly model: FloatModel
}

/** The chain with the products by positive constants that follow, as attention scales its scores. */
function absorbFactors(
  chain: Chain,
  factor: number,
  model: FloatModel,
): { readonly chain: Chain; readonly factor: number } {
  const next = model.soleConsumer(chain.output)
  if (next?.domain !== '' || (next.opType !== 'Mul' && next.opType !== 'Div')) return { chain, factor }
  const first = next.inputs[0] === chain.output
  const constant = model.constant(next.inputs[first ? 1 : 0]!)
  const sameShape = model.types.get(next.outputs[0]!)?.shape.length === model.types.get(chain.output)!.shape.length
  if (constant?.data.length !== 1 || !sameShape || (next.opType === 'Div' && !first)) return { chain, factor }
  const value = Number(constant.data[0])
  const combined = next.opType === 'Mul' ? factor * value : factor / value
  if (!(combined > 2 ** -20 && combined < 2 ** 20)) return { chain, factor }
  return absorbFactors(extendChain(chain, next), combined, model)
}

interface Operand {
  readonly codes: string
  readonly zeroPoint: string
  readonly scale: number
  readonly scaleName: string
}

function operandOf(artifact: Artifact, value: string, { output, model }: ProductSite): Operand {
  const constant = model.constant(value)
  if (constant !== undefined) return constantOperand(artifact, value, constant, output)
  return {
    codes: artifact.held(value, 'codes'),
    zeroPoint: artifact.zeroPoint(value),
    scale: artifact.quantization(value).scale,
    scaleName: artifact.scale(value),
  }
}

function constantOperand(artifact: Artifact, value: string, { data, shape }: Tensor, output: string): Operand {
  const elements = Array.from(data as Float32Array)
  if (!elements.every(Number.isFinite))
    throw new NodeFault(`its constant "${value}" is not finite`, 'Train or export the model again.')
  const { codes, scale } = quantizeChannel(elements, 0, 1)
  return {
    codes: artifact.constant(`${output}/of_${value}`, 'uint8', Uint8Array.from(codes), shape),
    zeroPoint: artifact.scalar('weight_zero_point', 'uint8', weightZeroPoint),
    scale,
    scaleName: artifact.scalar(`${output}/scale_of_${value}`, 'float32', scale),
  }
}

function writeCodes(artifact: Artifact, site: ProductSite): string {
  const { factors, output, factor } = site
  const [a, b] = factors.map(value => operandOf(artifact, value, site)) as [Operand, Operand]
  const aScale =
    factor === 1 ? a.scaleName : artifact.scalar(`${output}/scale_of_first`, 'float32', Math.fround(a.scale * factor))
  return artifact.node('QLinearMatMul', `${output}/codes`, [
    a.codes,
    aScale,
    a.zeroPoint,
    b.codes,
    b.scaleName,
    b.zeroPoint,
    artifact.scale(output),
    artifact.zeroPoint(output),
  ])
}

function writeReals(artifact: Artifact, site: ProductSite, form: Form): string {
  const { factors, output, factor } = site
  const [a, b] = factors.map(value => operandOf(artifact, value, site)) as [Operand, Operand]
  const inputs = [a.codes, b.codes, a.zeroPoint, b.zeroPoint]
  const products = artifact.node('MatMulInteger', `${output}/products`, inputs)
  const real = artifact.node('Cast', `${output}/real`, [products], castTo.float32)
  const multiplier = Math.fround(Math.fround(a.scale * b.scale) * factor) * (form === 'logits' ? logitUnit : 1)
  return artifact.node('Mul', `${output}/${form}`, [
    real,
    artifact.scalar(`${output}/multiplier_of_${form}`, 'float32', multiplier),
  ])
}
