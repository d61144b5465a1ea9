import { chmodSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
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

test('a database that was cut off before it was whole is begun again', async () => {
  const path = temporaryFolder()
  for (const name of ['LOCK', 'LOG', 'MANIFEST-000001']) writeFileSync(join(path, name), '')
  await (await openLevelStore(path, 'process')).close()
  expect(readdirSync(path)).toContain('CURRENT')
})

test('error: a folder of other files, which is left as it was', async () => {
  const path = temporaryFolder()
  writeFileSync(join(path, 'thesis.tex'), '')
  await expect(openLevelStore(path, 'process')).rejects.toMatchObject({
    code: 'DATABASE_FOREIGN_FOLDER',
    message: `Cannot open the database at ${path}: the folder holds "thesis.tex", want a database or an empty folder.`,
    hint: 'Give a folder of its own, which need not be there yet, with --db.',
  })
  expect(readdirSync(path)).toEqual(['thesis.tex'])
})

test('error: a file, a folder below one, a link that leads nowhere, a name that no file system takes', async () => {
  const folder = temporaryFolder()
  const [file, link] = [join(folder, 'file'), join(folder, 'link')]
  writeFileSync(file, '')
  symlinkSync(join(folder, 'nowhere'), link)
  const reasons = [
    [file, 'it is a file'],
    [join(file, 'database'), 'a folder above it is a file'],
    [link, 'it is a symbolic link that leads nowhere'],
    [join(folder, 'x'.repeat(300)), 'its name is too long'],
  ] as const
  for (const [path, reason] of reasons) await expectUnusable(path, reason)
})

test('error: a damaged database', async () => {
  const path = temporaryFolder()
  writeFileSync(join(path, 'CURRENT'), 'junk')
  await expectUnusable(path, 'LevelDB answers "Corruption: CURRENT file does not end with newline"')
})

test.runIf(process.getuid?.() !== 0)('error: a folder that this user may not write', async () => {
  const path = temporaryFolder()
  chmodSync(path, 0o500)
  await expectUnusable(path, 'this user may not write it')
  await expectUnusable(join(path, 'database'), 'this user may not write it')
})

test.runIf(process.platform === 'linux')('error: a folder that the file system refuses, in no time', async () => {
  await expectUnusable('/proc/inlay/database', 'the file system takes no new folder there')
})

async function expectUnusable(path: string, reason: string): Promise<void> {
  await expect(openLevelStore(path, 'process')).rejects.toMatchObject({
    code: 'DATABASE_UNUSABLE',
    message: `Cannot open the database at ${path}: ${reason}.`,
    cause: expect.any(Error),
  })
}
