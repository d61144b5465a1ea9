import { readNpy } from './npy.ts'
import type { SampleArray } from './sample-array.ts'
import { readZip } from './zip.ts'

/**
 * The arrays of an .npz file, by the names that they were saved under.
 * @throws SampleFormatFault
 */
export function readNpz(bytes: Uint8Array): readonly SampleArray[] {
  return readZip(bytes).map(entry => readNpy(entry.bytes, entry.name.replace(/\.npy$/, '')))
}
