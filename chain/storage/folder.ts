import { constants } from 'node:fs'
import { access, mkdir, readdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { DatabaseDamagedError, DatabaseUnusableError, ForeignFolderError } from './errors.ts'

/**
 * Makes sure that LevelDB may have a folder, which is created where there is none.
 * @throws ForeignFolderError where it holds anything but a database.
 * @throws DatabaseDamagedError where it holds a database without the file that names its parts.
 * @throws DatabaseUnusableError
 */
export async function prepareFolder(path: string): Promise<void> {
  await createFolder(resolve(path)).catch(cause => refuse(path, cause, creationFaults))
  const names = await readdir(path).catch(cause => refuse(path, cause, accessFaults))
  await access(path, constants.R_OK | constants.W_OK | constants.X_OK).catch(cause => refuse(path, cause, accessFaults))
  if (!names.includes('CURRENT') && names.some(name => contentNames.test(name)))
    throw new DatabaseDamagedError(path, 'its file CURRENT is not there')
  const foreign = names.includes('CURRENT') ? undefined : names.sort().find(name => !ownNames.test(name))
  if (foreign !== undefined) throw new ForeignFolderError(path, foreign)
}

/** What LevelDB writes only once CURRENT is there. */
const contentNames = /^\d+\.(log|ldb|sst)$/

/**
 * What a LevelDB that was cut off before it wrote CURRENT leaves, and what a new disk's file system does.
 * @see https://github.com/google/leveldb/blob/main/db/filename.cc
 */
const ownNames = /^(LOCK|LOG|LOG\.old|MANIFEST-\d+|\d+\.dbtmp|lost\+found)$/

const anyFaults = [
  ['EACCES', 'this user may not write it'],
  ['EPERM', 'this user may not write it'],
  ['EROFS', 'its disk is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['ENAMETOOLONG', 'its name is too long'],
  ['ELOOP', 'its symbolic links lead in a circle'],
] as const

const creationFaults: ReadonlyMap<string, string> = new Map([
  ...anyFaults,
  ['ENOTDIR', 'a folder above it is a file'],
  ['ENOENT', 'the file system takes no new folder there'],
])

const accessFaults: ReadonlyMap<string, string> = new Map([
  ...anyFaults,
  ['ENOTDIR', 'it is a file'],
  ['ENOENT', 'it is a symbolic link that leads nowhere'],
])

/** Creates a folder and those above it. Node's own recursive mkdir never ends where the file system answers ENOENT, as /proc does. */
async function createFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error
    await createFolder(dirname(path))
    await mkdir(path)
  }
}

function refuse(path: string, cause: unknown, faults: ReadonlyMap<string, string>): never {
  const reason = faults.get(codeOf(cause))
  throw reason === undefined ? cause : new DatabaseUnusableError(path, reason, cause)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
