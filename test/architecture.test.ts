import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** What each top-level folder may import, itself aside. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  primitives: [],
  models: ['primitives'],
  precompiles: ['primitives', 'models'],
  chain: ['primitives', 'models', 'precompiles'],
  rpc: ['primitives', 'chain'],
  contracts: ['primitives'],
  bench: ['primitives', 'models', 'precompiles', 'chain', 'rpc', 'contracts'],
  cli: ['primitives', 'models', 'precompiles', 'chain', 'rpc', 'bench', 'contracts'],
}

/** The folders that may name each third-party package: an engine has one. */
const packageHomes: readonly (readonly [name: RegExp, homes: readonly string[]])[] = [
  [/^@ethereumjs\//, ['chain/evm']],
  [/^(level|classic-level|abstract-level)$/, ['chain/storage']],
  [/^(fastify$|@fastify\/)/, ['rpc']],
  [/^onnxruntime-/, ['models/backends/onnxruntime']],
  [/^@tensorflow\//, ['models/backends/tfjs']],
  [/^@bufbuild\//, ['models/onnx']],
  [/^solc$/, ['contracts']],
  [/^hash-wasm$/, ['primitives']],
  [/^(secp256k1|@noble\/.*)$/, ['chain/evm']],
  [/^commander$/, ['cli']],
  [/^picocolors$/, ['cli', 'bench']],
  [/^viem(\/.*)?$/, ['chain/accounts', 'contracts', 'bench/workloads', 'cli/demo', 'cli/node']],
]

const forbiddenNames = /^(utils?|helpers?|common|types|misc)$/

interface Import {
  readonly from: string
  readonly to: string
}

const sources = Object.keys(mayImport).flatMap(folder => walk(join(root, folder)))
const imports = sources.flatMap(file =>
  [...readFileSync(file, 'utf8').matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)['"]([@\w./:-]+)['"]/g)].map(
    (match): Import => ({ from: relative(root, file), to: match[1]! }),
  ),
)
const internal = imports
  .filter(({ to }) => to.startsWith('.'))
  .map(({ from, to }) => ({ from, to: relative(root, resolve(root, dirname(from), to)) }))

describe('architecture', () => {
  test('imports between top-level folders go one way', () => {
    const offending = internal.filter(({ from, to }) => {
      const [source, target] = [topFolder(from), topFolder(to)]
      return source !== target && target in mayImport && !mayImport[source]!.includes(target)
    })
    expect(offending).toEqual([])
  })

  test("nobody imports past another folder's face (generated code has none)", () => {
    const offending = internal.filter(({ from, to }) => {
      const entered = ancestors(to).find(folder => !inside(from, folder))
      return entered !== undefined && !entered.endsWith('/generated') && to !== `${entered}/index.ts`
    })
    expect(offending).toEqual([])
  })

  test('faces export by name', () => {
    expect(sources.filter(file => /export\s+\*\s+from/.test(readFileSync(file, 'utf8')))).toEqual([])
  })

  test('there are no import cycles, type-only ones included', () => {
    expect(findCycle(internal)).toBeUndefined()
  })

  test('each third-party package is named in its home only, and has one', () => {
    const outside = imports.filter(({ to }) => !to.startsWith('.') && !to.startsWith('node:'))
    const offending = outside.filter(
      ({ from, to }) => !packageHomes.some(([name, homes]) => name.test(to) && homes.some(home => inside(from, home))),
    )
    expect(outside.length).toBeGreaterThan(10)
    expect(offending).toEqual([])
  })

  test('everything has a name of its own: no utils, helpers, common, types, misc', () => {
    expect(
      sources
        .map(file => relative(root, file))
        .filter(file =>
          file
            .replace(/\.ts$/, '')
            .split('/')
            .some(part => forbiddenNames.test(part)),
        ),
    ).toEqual([])
  })

  test('no file is over 600 lines, and 95 of 100 are under 400', () => {
    const lengths = sources
      .filter(file => !file.includes('/generated/'))
      .map(file => ({ file: relative(root, file), lines: readFileSync(file, 'utf8').split('\n').length }))
    expect(lengths.filter(({ lines }) => lines > 600)).toEqual([])
    expect(lengths.filter(({ lines }) => lines > 400).length).toBeLessThanOrEqual(lengths.length * 0.05)
  })
})

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && /\.ts$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
}

function topFolder(path: string): string {
  return path.split('/')[0]!
}

/** The folders above a path, outermost first. */
function ancestors(path: string): string[] {
  const segments = dirname(path).split('/')
  return segments.map((_, i) => segments.slice(0, i + 1).join('/'))
}

function inside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

function findCycle(edges: readonly Import[]): readonly string[] | undefined {
  const targets = new Map<string, string[]>()
  for (const { from, to } of edges) targets.set(from, [...(targets.get(from) ?? []), to])
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    path.push(file)
    for (const next of targets.get(file) ?? []) {
      const cycle = visit(next)
      if (cycle) return cycle
    }
    path.pop()
    done.add(file)
    return undefined
  }
  for (const file of targets.keys()) {
    const cycle = visit(file)
    if (cycle) return cycle
  }
  return undefined
}
