import type { Hex } from '../../primitives/index.ts'

/** Where a node keeps artifacts, by keccak256 of their bytes. */
export interface ArtifactStore {
  /** Keeps an artifact; one that is there already stays. Resolves with its id once a later `get` will find it. */
  put(artifact: Uint8Array): Promise<Hex>
  /** The bytes, not to be written; undefined where they are not there. */
  get(id: Hex): Promise<Uint8Array | undefined>
  has(id: Hex): Promise<boolean>
  /** Sorted. */
  list(): Promise<readonly Hex[]>
}
