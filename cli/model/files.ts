import { readFile, writeFile } from 'node:fs/promises'
import { BaseError } from '../../primitives/index.ts'

const reasons: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'this user may not'],
  ['EPERM', 'this user may not'],
  ['ENOTDIR', 'its folder is a file'],
  ['EROFS', 'its disk is read-only'],
  ['ENOSPC', 'the disk is full'],
])

/** Thrown when a file that was named on the command line can't be read or written. */
export class FileUnavailableError extends BaseError {
  readonly code = 'CLI_FILE_UNAVAILABLE'
  constructor(action: 'read' | 'write', path: string, reason: string, cause: unknown) {
    super(`Cannot ${action} "${path}": ${reason}.`, { hint: 'Check the path.', cause })
  }
}

/** @throws FileUnavailableError */
export function readBytes(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => refuse('read', path, cause))
}

/** @throws FileUnavailableError */
export function writeBytes(path: string, content: Uint8Array): Promise<void> {
  return writeFile(path, content).catch((cause: unknown) => refuse('write', path, cause))
}

function refuse(action: 'read' | 'write', path: string, cause: unknown): never {
  const reason = reasons.get((cause as { readonly code?: unknown }).code)
  throw reason === undefined ? cause : new FileUnavailableError(action, path, reason, cause)
}
