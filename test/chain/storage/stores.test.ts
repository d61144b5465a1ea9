import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createMemoryStore, openLevelStore } from '../../../chain/storage/index.ts'
import { testStore } from '../../suites/store-suite.ts'
import { temporaryFolder } from '../temporary-folder.ts'

testStore('the store in memory', async () => createMemoryStore())
testStore('the store on LevelDB', () => openLevelStore(join(temporaryFolder(), 'database'), 'process'))
testStore('the store on LevelDB that waits for the disk', () =>
  openLevelStore(join(temporaryFolder(), 'database'), 'disk'),
)

test('what LevelDB was given is there when it is opened again', async () => {
  const path = join(temporaryFolder(), 'deep', 'database')
  const first = await openLevelStore(path, 'process')
  await first.write([{ key: Uint8Array.of(1), value: Uint8Array.of(2) }])
  await first.close()
  const second = await openLevelStore(path, 'process')
  expect([...second.get(Uint8Array.of(1))!]).toEqual([2])
  await second.close()
})

test('error: a database that is open already', async () => {
  const path = temporaryFolder()
  const open = await openLevelStore(path, 'process')
  await expect(openLevelStore(path, 'process')).rejects.toMatchObject({
    code: 'DATABASE_LOCKED',
    message: `Cannot open the database at ${path}: another process has it open.`,
  })
  await open.close()
})

test('error: a folder below a file', async () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  await expect(openLevelStore(join(file, 'database'), 'process')).rejects.toMatchObject({ code: 'DATABASE_UNUSABLE' })
})

test.runIf(process.platform === 'linux')('error: a folder that the file system refuses, in no time', async () => {
  await expect(openLevelStore('/proc/inlay/database', 'process')).rejects.toMatchObject({ code: 'DATABASE_UNUSABLE' })
})
