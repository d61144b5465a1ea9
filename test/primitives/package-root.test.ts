import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { expect, test } from 'vitest'
import { packagePath } from '../../primitives/index.ts'

test('paths are absolute, and start at the folder of package.json', () => {
  expect(isAbsolute(packagePath())).toBe(true)
  expect(JSON.parse(readFileSync(packagePath('package.json'), 'utf8'))).toMatchObject({ name: 'inlay' })
  expect(packagePath('primitives', 'package-root.ts')).toBe(join(packagePath(), 'primitives', 'package-root.ts'))
  expect(existsSync(packagePath('primitives', 'package-root.ts'))).toBe(true)
})
