import { admit, createTensor, openStockSession, tensorsToBytes } from '../../models/index.ts'
import { decimalToBinary32 } from '../../precompiles/index.ts'
import { bytesToHex, type Hex, keccak256 } from '../../primitives/index.ts'

/** What stock onnxruntime answered. */
export interface OffChainRun {
  /** keccak256 of the raw input, as inference records have it. */
  readonly inputsHash: Hex
  readonly outputs: Hex
  /** Version of onnxruntime. */
  readonly version: string
}

/** Runs an artifact with one real input in stock onnxruntime, on fixed-point numbers as `inferReal` takes them. */
export async function runOffChain(
  artifact: Uint8Array,
  values: readonly bigint[],
  decimals: number,
): Promise<OffChainRun> {
  const { shape } = admit(artifact).summary.inputs[0]!
  const input = createTensor(
    'float32',
    shape,
    Float32Array.from(values, value => decimalToBinary32(value, decimals)),
  )
  const session = await openStockSession(artifact)
  try {
    const outputs = await session.run([input])
    return {
      inputsHash: bytesToHex(keccak256(tensorsToBytes([input]))),
      outputs: bytesToHex(tensorsToBytes(outputs)),
      version: session.version,
    }
  } finally {
    await session.dispose()
  }
}
