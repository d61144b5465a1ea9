import { createArtifactStore } from '../../../chain/library/artifacts.ts'
import { ChainDatabase, createMemoryStore } from '../../../chain/storage/index.ts'
import { artifactStoreSuite } from '../../suites/artifact-store-suite.ts'

artifactStoreSuite("in the chain's database", async () => {
  const database = await ChainDatabase.open(createMemoryStore(), 1n, 'here')
  return { store: createArtifactStore(database), close: () => database.close() }
})
