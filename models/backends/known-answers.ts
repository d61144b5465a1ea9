import { equalBytes, type Hex } from '../../primitives/index.ts'
import type { AdmittedModel, TensorSpec } from '../admission.ts'
import { createElements, createTensor, elementCount, type Tensor, tensorsToBytes } from '../tensor/index.ts'
import type { BackendName, Session } from './contract.ts'
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
 * Runs a session on inputs with a seed of their own, extreme ones among them, and compares each output with the reference.
 * @throws BackendMismatchError
 */
export async function verifySession(session: Session, model: AdmittedModel): Promise<void> {
  const { summary } = model
  const reference = await referenceBackend.createSession(model)
  const kinds = summary.macs > quickMacs ? (['mixed'] as const) : inputKinds
  for (const kind of kinds) {
    const inputs = summary.inputs.map((spec, i) => knownInput(spec, kind, i + 1))
    const [want, have] = [await reference.run(inputs), await session.run(inputs)]
    summary.outputs.forEach(({ name }, i) => {
      if (!equalBytes(tensorsToBytes([want[i]!]), tensorsToBytes([have[i]!])))
        throw new BackendMismatchError(session.backend, summary.id, name)
    })
  }
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
