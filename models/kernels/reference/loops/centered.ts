import type { Tensor } from '../../../tensor/index.ts'

/**
 * Codes minus their zero point: integers below 2^9, which binary32 holds.
 * @param zeroPoint one code, or one per channel; 0 where the node omits it.
 * @param channelOf the channel of the element at an index.
 */
export function centered(
  codes: Tensor,
  zeroPoint: Tensor | undefined,
  channelOf: (index: number) => number = () => 0,
): Float32Array {
  const result = new Float32Array(codes.data as Uint8Array)
  if (zeroPoint === undefined) return result
  const zeroPoints = zeroPoint.data as Uint8Array
  if (zeroPoints.length === 1) {
    const shared = zeroPoints[0]!
    for (let i = 0; i < result.length; i++) result[i]! -= shared
  } else for (let i = 0; i < result.length; i++) result[i]! -= zeroPoints[channelOf(i)]!
  return result
}
