import { demand, stringAttribute } from '../../../graph/index.ts'
import { elementCount } from '../../../tensor/index.ts'
import type { Artifact } from '../../artifact.ts'
import { castTo, intValue } from '../../attributes.ts'
import type { FloatModel } from '../../float/index.ts'
import type { LayerReader } from '../layer.ts'

/** Normalizer: whole steps over their exact sum of magnitudes, or the root of that of their squares. */
export const normalizerLayer: LayerReader = {
  opTypes: ['ai.onnx.ml.Normalizer'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const { shape } = model.types.get(input)!
    const norm = stringAttribute(node, 'norm', 'MAX')
    const shares = areShares(input, model) && norm !== 'L2' && shape.at(-1)! <= mostShares
    demand(
      norm !== 'MAX' || shares,
      'it divides by the greatest of numbers that may all be negative',
      'Use the norm L1 or L2.',
    )
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: norm === 'L2' ? elementCount(shape) : 0,
      forms: ['values'],
      reads: () => (shares ? 'values' : 'codes'),
      keepsCodes: false,
      write(artifact) {
        const steps = shares ? writeShareSteps(artifact, input, output) : writeCodeSteps(artifact, input, output)
        return writeQuotients(artifact, steps, norm, shape.length - 1, output)
      },
    }
  },
}

/** Steps of a share, which is at most 1; a power of two, so that scaling by it is exact. */
const shareUnit = 2 ** 20

/** Sums of so many shares are int32. */
const mostShares = 1024

/** Operators that give the elements of another value. */
const moving: ReadonlySet<string> = new Set(['Gather', 'Identity', 'Reshape', 'Slice'])

/** Whether `value` is made of shares: of what a softmax gives. */
function areShares(value: string, model: FloatModel): boolean {
  const producer = model.producer(value)
  if (producer?.domain !== '' || model.isCoded(value)) return false
  return producer.opType === 'Softmax' || (moving.has(producer.opType) && areShares(producer.inputs[0]!, model))
}

function writeShareSteps(artifact: Artifact, input: string, output: string): string {
  const unit = artifact.scalar('share_unit', 'float32', shareUnit)
  const scaled = artifact.node('Mul', `${output}/scaled`, [artifact.held(input, 'values'), unit])
  const whole = artifact.node('Round', `${output}/whole`, [scaled])
  return artifact.node('Cast', `${output}/steps`, [whole], castTo.int32)
}

function writeCodeSteps(artifact: Artifact, input: string, output: string): string {
  const codes = artifact.node('Cast', `${output}/integers`, [artifact.held(input, 'codes')], castTo.int32)
  const { zeroPoint } = artifact.quantization(input)
  if (zeroPoint === 0) return codes
  return artifact.node('Sub', `${output}/steps`, [codes, artifact.scalar(`integer_${zeroPoint}`, 'int32', zeroPoint)])
}

function writeQuotients(artifact: Artifact, steps: string, norm: string, axis: number, output: string): string {
  const name = (part: string) => `${output}/${part}`
  const reduce = (opType: string, values: string) =>
    artifact.node(
      opType,
      name('norm'),
      [values, artifact.constant(`axis_${axis}`, 'int64', BigInt64Array.of(BigInt(axis)))],
      {
        keepdims: intValue(1),
      },
    )
  const magnitudes = () => {
    const negative = artifact.node('Sub', name('negative'), [artifact.scalar('integer_0', 'int32', 0), steps])
    return artifact.node('Max', name('magnitudes'), [steps, negative])
  }
  const whole =
    norm === 'MAX'
      ? reduce('ReduceMax', steps)
      : reduce('ReduceSum', norm === 'L1' ? magnitudes() : artifact.node('Mul', name('squares'), [steps, steps]))
  const positive = artifact.node('Max', name('positive'), [whole, artifact.scalar('integer_1', 'int32', 1)])
  const real = artifact.node('Cast', name('divisor'), [positive], castTo.float32)
  const divisor = norm === 'L2' ? artifact.node('Sqrt', name('length'), [real]) : real
  const dividend = artifact.node('Cast', name('real'), [steps], castTo.float32)
  return artifact.node('Div', `${output}/values`, [dividend, divisor])
}
