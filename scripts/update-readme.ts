/** Writes the tables of README.md anew. */
import { readFileSync, writeFileSync } from 'node:fs'
import { packagePath } from '../primitives/index.ts'
import { renderReadme } from './render-readme.ts'

const path = packagePath('README.md')
writeFileSync(path, renderReadme(readFileSync(path, 'utf8')))
