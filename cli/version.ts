import { readFileSync } from 'node:fs'
import { packagePath } from '../primitives/index.ts'

/** The version in package.json. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string }
  return version
}
