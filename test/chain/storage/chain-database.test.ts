import { expect, test } from 'vitest'
import { ChainDatabase, createMemoryStore } from '../../../chain/storage/index.ts'
import { bytesToHex, keccak256 } from '../../../primitives/index.ts'

test('error: a layout of another version', async () => {
  const store = createMemoryStore()
  await ChainDatabase.open(store, 1n, 'here')
  await store.write([{ key: new TextEncoder().encode('pschema'), value: Uint8Array.of(9) }])
  await expect(ChainDatabase.open(store, 1n, 'here')).rejects.toMatchObject({
    code: 'DATABASE_OTHER_SCHEMA',
    message: 'Cannot open the database at here: have schema 9, want 1.',
  })
})

test('a staged artifact is listed until a block admits it', async () => {
  const database = await ChainDatabase.open(createMemoryStore(), 1n, 'here')
  const artifact = Uint8Array.of(1, 2, 3)
  const id = bytesToHex(keccak256(artifact))
  await database.stage(id, artifact)
  expect([await database.listStaged(), [...(await database.listAdmissions())]]).toEqual([[id], []])
  expect(database.getArtifact(id)).toEqual(artifact)
})
