import { realpath } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type ExternalFiles, listExternalFiles } from '../../models/index.ts'
import { FileUnavailableError, readBytes } from '../files.ts'

/**
 * The files beside the model at `path` that hold its weights.
 * @throws FileUnavailableError where one can't be read, or is a link out of the model's folder.
 */
export async function readExternalFiles(path: string, model: Uint8Array): Promise<ExternalFiles> {
  const files = new Map<string, Uint8Array>()
  const folder = dirname(path)
  for (const location of listExternalFiles(model)) {
    const file = join(folder, location)
    const bytes = await readBytes(file)
    const place = relative(await realpath(folder), await realpath(file))
    if (place.startsWith('..'))
      throw new FileUnavailableError('read', file, "it is a link out of the model's folder", undefined)
    files.set(location, bytes)
  }
  return files
}
