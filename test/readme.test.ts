import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packagePath } from '../primitives/index.ts'
import { renderReadme } from '../scripts/render-readme.ts'

const readme = readFileSync(packagePath('README.md'), 'utf8')

test("README's tables are what the code says (`npm run readme` renders them)", () => {
  expect(renderReadme(readme)).toBe(readme)
})

test('README names only npm scripts that exist', () => {
  const { scripts } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { scripts: object }
  const named = [...readme.matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)].map(match => match[1]!)
  expect(named.filter(name => !(name in scripts))).toEqual([])
})

test("README's tour walks through every top-level folder", () => {
  const folders = readdirSync(packagePath(), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .filter(name => !['node_modules', 'dist', 'coverage'].includes(name))
  expect(folders.filter(name => !readme.includes(`\n| \`${name}/\``))).toEqual([])
})

test('README has no figure left to fill in', () => {
  expect(readme).not.toContain('@@')
})

test('README links to files that exist', () => {
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(match => match[1]!)
  expect(links.filter(link => !existsSync(packagePath(link)))).toEqual([])
})
