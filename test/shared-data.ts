import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packagePath } from '../primitives/index.ts'

/** The absolute path of a file or folder of the shared data beside the checkout, or undefined where it isn't there. */
export function sharedData(path: string): string | undefined {
  const candidate = join(packagePath('..', 'shared', 'data'), path)
  return existsSync(candidate) ? candidate : undefined
}
