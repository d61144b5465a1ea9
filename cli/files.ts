import { constants } from 'node:fs'
import { access, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { BaseError } from '../primitives/index.ts'

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

/**
 * Checks that a file could be written, before the work that makes its content.
 * @throws FileUnavailableError
 */
export async function checkWritable(path: string): Promise<void> {
  try {
    const existing = await stat(path).catch(() => undefined)
    if (existing?.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' })
    await access(existing ? path : dirname(path), constants.W_OK)
  } catch (cause) {
    refuse('write', path, cause)
  }
}

/** A hint about any FILE as one about the file at `path`. */
export function nameFile(hint: string, path: string): string {
  return hint.replace('inlay model quantize FILE', `inlay model quantize ${path}`)
}

function refuse(action: 'read' | 'write', path: string, cause: unknown): never {
  const { code } = cause as { readonly code?: unknown }
  const reason = action === 'write' && code === 'ENOENT' ? 'there is no such folder' : reasons.get(code)
  throw reason === undefined ? cause : new FileUnavailableError(action, path, reason, cause)
}
