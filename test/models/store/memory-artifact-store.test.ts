import { createMemoryArtifactStore } from '../../../models/store/index.ts'
import { artifactStoreSuite } from '../../suites/artifact-store-suite.ts'

artifactStoreSuite('in memory', async () => ({ store: createMemoryArtifactStore(), close: async () => {} }))
