import { bytesToHex, type Hex, keccak256 } from '../../primitives/index.ts'
import type { ArtifactStore } from './artifact-store.ts'

/** An artifact store that lasts as long as the process. */
export function createMemoryArtifactStore(): ArtifactStore {
  const artifacts = new Map<Hex, Uint8Array>()
  return {
    async put(artifact) {
      const id = bytesToHex(keccak256(artifact))
      if (!artifacts.has(id)) artifacts.set(id, artifact.slice())
      return id
    },
    async get(id) {
      return artifacts.get(id)
    },
    async has(id) {
      return artifacts.has(id)
    },
    async list() {
      return [...artifacts.keys()].sort()
    },
  }
}
