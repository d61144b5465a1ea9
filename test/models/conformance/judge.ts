import { type AdmittedModel, admit } from '../../../models/admission.ts'
import { onnxruntimeBackend, referenceBackend, wasmBackend } from '../../../models/backends/index.ts'
import { type Graph, inferTypes, proveExact, qualifiedOpType } from '../../../models/graph/index.ts'
import { AlreadyExactError, quantize } from '../../../models/index.ts'
import { evaluate } from '../../../models/kernels/index.ts'
import { importModel, writeModel } from '../../../models/onnx/index.ts'
import { fixInputs } from '../../../models/quantize/float/index.ts'
import type { Sample } from '../../../models/quantize/index.ts'
import { type Tensor, tensorsToBytes } from '../../../models/tensor/index.ts'
import { BaseError } from '../../../primitives/index.ts'
import type { Case } from './suite.ts'
import { type Tolerance, toleranceOf } from './tolerances.ts'

/** What became of a test. */
export type Verdict =
  /** The file is in the exact profile, and its outputs are those of the test to the bit, on all backends. */
  | { readonly status: 'exact' }
  /** Its artifact answers within the operator's tolerance; `steps` of 1/255 of the output's span lie between at most. */
  | { readonly status: 'quantized'; readonly steps: number }
  | { readonly status: 'refused'; readonly by: string; readonly reason: string }
  | { readonly status: 'wrong'; readonly reason: string }

export interface Judgement {
  readonly name: string
  /** The operators of the file's graph; empty where it can't be read. */
  readonly operators: readonly string[]
  readonly verdict: Verdict
}

/** Plays a test: by the file itself where it is exact, else by the artifact that the quantizer makes of it. */
export async function judge(test: Case): Promise<Judgement> {
  let operators: readonly string[] = []
  try {
    const graph = importModel(test.model)
    operators = [...new Set(graph.nodes.map(qualifiedOpType))]
    return { name: test.name, operators, verdict: await play(test, graph, operators) }
  } catch (error) {
    if (!(error instanceof BaseError))
      return { name: test.name, operators, verdict: { status: 'wrong', reason: String(error) } }
    return { name: test.name, operators, verdict: { status: 'refused', by: error.code, reason: error.message } }
  }
}

async function play(test: Case, graph: Graph, operators: readonly string[]): Promise<Verdict> {
  const inputs = graph.inputs.map((_, i) => test.tensor(`input_${i}`))
  const wanted = graph.outputs.map((_, i) => test.tensor(`output_${i}`))
  if (inputs.includes(undefined) || wanted.includes(undefined))
    return { status: 'refused', by: 'TEST_TENSOR', reason: 'an input or output is no tensor of a type that is read' }
  if ([...inputs, ...wanted].some(tensor => !holdsNumbers(tensor!)))
    return { status: 'refused', by: 'TEST_NOT_FINITE', reason: 'it takes or gives values that are not finite' }
  const given = new Map(graph.inputs.map(({ name }, i) => [name, inputs[i]!]))
  let refusal: unknown
  for (const fixed of parameterSets(graph, given)) {
    try {
      return await playFixed(test, graph, given, fixed, wanted as readonly Tensor[], operators)
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      refusal = error
    }
  }
  throw refusal
}

function holdsNumbers({ elementType, data }: Tensor): boolean {
  return !elementType.startsWith('float') || (data as Float32Array).every(Number.isFinite)
}

/** Which inputs are constants of a fixed graph: none, else those that are no real numbers after the first, else all after it. */
function parameterSets(graph: Graph, given: ReadonlyMap<string, Tensor>): readonly ReadonlyMap<string, Tensor>[] {
  const [, ...later] = graph.inputs.map(({ name }) => name)
  const setOf = (names: readonly string[]) => new Map(names.map(name => [name, given.get(name)!] as const))
  const integers = later.filter(name => !given.get(name)!.elementType.startsWith('float'))
  const sets = [[], integers, later].filter((names, i, all) => i === 0 || names.length > all[i - 1]!.length)
  return sets.map(setOf)
}

async function playFixed(
  test: Case,
  graph: Graph,
  given: ReadonlyMap<string, Tensor>,
  fixedInputs: ReadonlyMap<string, Tensor>,
  wanted: readonly Tensor[],
  operators: readonly string[],
): Promise<Verdict> {
  const bound = fixInputs(graph, fixedInputs)
  const inputs = bound.inputs.map(({ name }) => given.get(name)!)
  if (proveExact(bound).status === 'proven') return expectBits(await answers(admit(writeModel(bound)), inputs), wanted)
  try {
    const sample: Sample = inputs.map(({ data }) => data)
    const { artifact } = quantize(test.model, [sample], { fixedInputs })
    const have = await answers(admit(artifact), inputs)
    const definition = expectDefinition(bound, given, wanted)
    return definition ?? expectClose(have, wanted, inputs, toleranceOf(operators))
  } catch (error) {
    if (error instanceof AlreadyExactError) return { status: 'wrong', reason: 'the quantizer says that it is exact' }
    throw error
  }
}

/** What every backend answers, which is one answer or a fault. */
async function answers(model: AdmittedModel, inputs: readonly Tensor[]): Promise<readonly Tensor[]> {
  const [first, ...others] = await Promise.all(
    [referenceBackend, wasmBackend, onnxruntimeBackend].map(async backend => {
      const session = await backend.createSession(model)
      const outputs = await session.run(inputs)
      await session.dispose()
      return outputs
    }),
  )
  for (const other of others)
    if (Buffer.compare(tensorsToBytes(first!), tensorsToBytes(other)) !== 0) throw new Error('backends differ')
  return first!
}

function expectBits(have: readonly Tensor[], wanted: readonly Tensor[]): Verdict {
  const differing = wanted.findIndex(
    (tensor, i) => typeOf(have[i]!) !== typeOf(tensor) || !sameElements(have[i]!, tensor),
  )
  return differing < 0 ? { status: 'exact' } : { status: 'wrong', reason: `output ${differing} has other elements` }
}

function typeOf({ elementType, shape }: Tensor): string {
  return `${elementType} [${shape}]`
}

function sameElements(have: Tensor, want: Tensor): boolean {
  return Array.from<number | bigint>(want.data as Uint8Array).every((element, i) => have.data[i] === element)
}

/** Refutes our float definition of the operators; undefined where it is right, or where there is none that runs on these inputs. */
function expectDefinition(
  graph: Graph,
  given: ReadonlyMap<string, Tensor>,
  wanted: readonly Tensor[],
): Verdict | undefined {
  try {
    inferTypes(graph)
  } catch {
    return undefined
  }
  const outputs = evaluate(graph, given)
  for (const [i, { name }] of graph.outputs.entries()) {
    const [have, want] = [outputs.get(name)!, wanted[i]!]
    if (have.elementType !== want.elementType) return { status: 'wrong', reason: `output ${i} is ${typeOf(have)}` }
    for (const [at, element] of Array.from<number | bigint>(want.data as Float32Array).entries()) {
      const [value, computed] = [Number(element), Number(have.data[at])]
      if (Math.abs(computed - value) > 1e-4 + 1e-3 * Math.abs(value))
        return { status: 'wrong', reason: `its definition gives ${computed} at ${at} of output ${i}, want ${value}` }
    }
  }
  return undefined
}

/** Whether an artifact's outputs are within a tolerance. */
function expectClose(
  have: readonly Tensor[],
  wanted: readonly Tensor[],
  inputs: readonly Tensor[],
  { steps: most, keepsInputCodes, jumps = 0 }: Tolerance,
): Verdict {
  if (wanted.every((want, i) => typeOf(have[i]!) === typeOf(want) && sameElements(have[i]!, want)))
    return { status: 'exact' }
  let steps = 0
  for (const [i, want] of wanted.entries()) {
    if (typeOf(have[i]!) !== typeOf(want))
      return { status: 'wrong', reason: `output ${i} is ${typeOf(have[i]!)}, want ${typeOf(want)}` }
    if (!want.elementType.startsWith('float')) {
      if (!sameElements(have[i]!, want)) return { status: 'wrong', reason: `output ${i} has other elements` }
      continue
    }
    const span = Math.max(spanOf(want), ...(keepsInputCodes ? inputs.map(spanOf) : [])) || 1
    const beside = numbers(want)
      .map((value, at) => (255 * Math.abs(Number(have[i]!.data[at]) - value)) / span)
      .sort((a, b) => a - b)
    if (beside.some(Number.isNaN)) return { status: 'wrong', reason: `output ${i} holds what is not a number` }
    steps = Math.max(steps, beside.at(-1 - jumps) ?? 0)
  }
  return steps <= most
    ? { status: 'quantized', steps }
    : { status: 'wrong', reason: `${steps.toFixed(1)} steps beside, want at most ${most}` }
}

function numbers({ data }: Tensor): number[] {
  return Array.from<number | bigint>(data as Float32Array).map(Number)
}

/** From the least to the greatest element, zero included. */
function spanOf(tensor: Tensor): number {
  let [least, greatest] = [0, 0]
  for (const value of numbers(tensor)) [least, greatest] = [Math.min(least, value), Math.max(greatest, value)]
  return greatest - least
}
