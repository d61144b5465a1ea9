import type { ArtifactStore } from '../../models/index.ts'
import { bytesToHex, keccak256 } from '../../primitives/index.ts'
import type { ChainDatabase } from '../storage/index.ts'

/** The chain's database as a place for artifacts: one that is put there waits for a block to admit it. */
export function createArtifactStore(database: ChainDatabase): ArtifactStore {
  return {
    async put(artifact) {
      const id = bytesToHex(keccak256(artifact))
      if (!database.getArtifact(id)) await database.stage(id, artifact.slice())
      return id
    },
    get: async id => database.getArtifact(id),
    has: async id => database.getArtifact(id) !== undefined,
    list: async () => [...(await database.listAdmissions()).keys(), ...(await database.listStaged())].sort(),
  }
}
