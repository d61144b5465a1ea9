/**
 * Leaves in node_modules only what the bundle loads at run time: its external packages, what they depend on, and the native
 * libraries of this platform. For images; `npm ci` brings the rest back.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { packagePath } from '../primitives/index.ts'
import { runtimePackages } from './external-packages.ts'

const modules = packagePath('node_modules')
const kept = new Set<string>()
const keep = (name: string): void => {
  const manifest = join(modules, name, 'package.json')
  if (kept.has(name) || !existsSync(manifest)) return
  kept.add(name)
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: Record<string, string> }
  for (const dependency of Object.keys(dependencies)) keep(dependency)
}
for (const name of runtimePackages) keep(name)

for (const name of installedPackages()) if (!kept.has(name)) rmSync(join(modules, name), { recursive: true })
rmSync(join(modules, '.bin'), { recursive: true, force: true })
pruneOnnxruntime(join(modules, 'onnxruntime-node', 'bin'))
console.log(`kept ${[...kept].sort().join(', ')}`)

function installedPackages(): string[] {
  return readdirSync(modules).flatMap(entry => {
    if (entry.startsWith('.')) return []
    return entry.startsWith('@') ? readdirSync(join(modules, entry)).map(name => `${entry}/${name}`) : [entry]
  })
}

function pruneOnnxruntime(bin: string): void {
  for (const napi of readdirSync(bin))
    for (const platform of readdirSync(join(bin, napi)))
      for (const processor of readdirSync(join(bin, napi, platform)))
        if (platform !== process.platform || processor !== process.arch)
          rmSync(join(bin, napi, platform, processor), { recursive: true })
}
