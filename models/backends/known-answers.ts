import { bytesToHex, concatBytes, type Hex, hexToBytes, keccak256 } from '../../primitives/index.ts'
import type { AdmittedModel, TensorSpec } from '../admission.ts'
import { createElements, createTensor, elementCount, type Tensor, tensorsToBytes } from '../tensor/index.ts'
import type { BackendName, Session } from './contract.ts'
import { createMemoryFindings, type Findings } from './findings.ts'
import { referenceBackend } from './reference/index.ts'

/** Thrown when a backend gives other bits than the reference: a fault of this machine. */
export class BackendMismatchError extends Error {
  constructor(
    readonly backend: BackendName,
    readonly model: Hex,
    readonly output: string,
  ) {
    super(
      `backend ${backend} is refused: output "${output}" of model ${model} differs from the reference on this machine`,
    )
    this.name = 'BackendMismatchError'
  }
}

/** Above this, the reference takes a second or more for each answer. */
const quickMacs = 2 ** 28

/**
 * Runs a session on inputs with a seed of their own, extreme ones among them, and compares each output with the reference's.
 * What the reference answers is a function of the artifact alone; its hashes are kept in `findings`, so that it runs once for
 * each model, and every session of it is held to them.
 * @throws BackendMismatchError
 */
export async function verifySession(
  session: Session,
  model: AdmittedModel,
  findings: Findings = createMemoryFindings(),
): Promise<void> {
  const { id, outputs } = model.summary
  const want = await referenceAnswers(model, findings)
  const have = await answersOf(session, model)
  const differing = have.findIndex((hash, i) => hash !== want[i])
  if (differing >= 0) throw new BackendMismatchError(session.backend, id, outputs[differing % outputs.length]!.name)
}

async function referenceAnswers(model: AdmittedModel, findings: Findings): Promise<readonly Hex[]> {
  const key = `answers ${model.summary.id}`
  const kept = await findings.get(key)
  const size = kindsOf(model).length * model.summary.outputs.length
  if (kept?.length === size * 32)
    return Array.from({ length: size }, (_, i) => bytesToHex(kept.subarray(32 * i, 32 * i + 32)))
  const answers = await answersOf(await referenceBackend.createSession(model), model)
  await findings.put(key, concatBytes(...answers.map(hexToBytes)))
  return answers
}

/** The hash of each output, input by input. */
async function answersOf(session: Session, model: AdmittedModel): Promise<readonly Hex[]> {
  const hashes: Hex[] = []
  for (const kind of kindsOf(model)) {
    const inputs = model.summary.inputs.map((spec, i) => knownInput(spec, kind, i + 1))
    for (const output of await session.run(inputs)) hashes.push(bytesToHex(keccak256(tensorsToBytes([output]))))
  }
  return hashes
}

function kindsOf({ summary }: AdmittedModel): readonly InputKind[] {
  return summary.macs > quickMacs ? ['mixed'] : inputKinds
}

/** How the elements of a known input are drawn. */
export const inputKinds = ['zeros', 'extremes', 'mixed'] as const
export type InputKind = (typeof inputKinds)[number]

/** A deterministic input: zeros, only the ends of its type's range, or values among which some are extreme. */
export function knownInput({ elementType, shape }: TensorSpec, kind: InputKind, seed: number): Tensor {
  const elements = createElements(elementType, elementCount(shape)) as Float32Array
  const next = randomWords(seed)
  if (elements instanceof BigInt64Array)
    return createTensor(elementType, shape, drawLongs(elements, kind, next) as never)
  const [least, greatest] = ends[elementType as keyof typeof ends]
  for (let i = 0; i < elements.length && kind !== 'zeros'; i++) {
    const word = next()
    const end = word & 1 ? least : greatest
    const inner = elementType === 'float32' ? (word / 2 ** 32 - 0.5) * 8 : least + (word % (greatest - least + 1))
    elements[i] = kind === 'extremes' || word % 7 === 0 ? end : inner
  }
  return createTensor(elementType, shape, elements as never)
}

const ends = {
  float32: [-(2 ** 128 - 2 ** 104), 2 ** 128 - 2 ** 104],
  uint8: [0, 255],
  int8: [-128, 127],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  bool: [0, 1],
} as const

/** The ends of int64, small integers, and such with other high words. */
function drawLongs(elements: BigInt64Array, kind: InputKind, next: () => number): BigInt64Array {
  if (kind === 'zeros') return elements
  return elements.map(() => {
    const word = next()
    const end = word & 1 ? -(2n ** 63n) : 2n ** 63n - 1n
    const inner = BigInt(word % 256) - 64n + (word % 3 === 0 ? BigInt(next() | 0) << 32n : 0n)
    return kind === 'extremes' || word % 7 === 0 ? end : inner
  })
}

/** Marsaglia's xorshift32. @see https://www.jstatsoft.org/article/view/v008i14 */
function randomWords(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}
