import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The absolute path of a file of this package, the same from the sources and from the bundle.
 * @param segments path below the folder of package.json.
 */
export function packagePath(...segments: readonly string[]): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('inlay: no package.json above its own sources')
    folder = parent
  }
  return join(folder, ...segments)
}
