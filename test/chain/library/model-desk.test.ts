import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ModelDesk } from '../../../chain/library/index.ts'
import { ChainDatabase, createMemoryStore } from '../../../chain/storage/index.ts'
import { admit, zooModels } from '../../../models/index.ts'

test('a desk that opens has looked at every model, so that no call before it pays has to', async () => {
  const artifact = Uint8Array.from(readFileSync(zooModels[0]!.artifactPath))
  const { summary } = admit(artifact)
  const database = await ChainDatabase.open(createMemoryStore(), 31_337n, 'memory')
  await database.stage(summary.id, artifact)
  const desk = await ModelDesk.open(database, 'reference')
  database.getArtifact = () => {
    throw new Error('an artifact was read')
  }
  expect(await desk.summary(summary.id)).toEqual(summary)
  expect(await desk.quote(summary.id, 1)).toBeGreaterThan(5_000n)
  await expect(desk.open(summary.id)).rejects.toThrow('an artifact was read')
  await desk.close()
})
