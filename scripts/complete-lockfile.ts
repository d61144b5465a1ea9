/**
 * Adds what a registry mirror lacked to package-lock.json: npm leaves out optional packages for other platforms that it
 * could not find, and `npm ci` then refuses the file. Run it after `npm install`; it changes nothing where nothing is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { packagePath } from '../primitives/index.ts'

interface LockedPackage {
  version?: string
  dev?: boolean
  optional?: boolean
  optionalDependencies?: Record<string, string>
  os?: string[]
  cpu?: string[]
  libc?: string[]
}

const operatingSystems = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openharmony']
const processors: Readonly<Record<string, string>> = {
  arm64: 'arm64',
  x64: 'x64',
  amd64: 'x64',
  arm: 'arm',
  ia32: 'ia32',
}

const path = packagePath('package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, LockedPackage> }

const missing = Object.values(lock.packages).flatMap(parent =>
  Object.entries(parent.optionalDependencies ?? {})
    .filter(([name, version]) => !(`node_modules/${name}` in lock.packages) && /^\d/.test(version))
    .map(([name, version]): [string, LockedPackage] => {
      const words = name.split(/[/-]/)
      const os = operatingSystems.filter(candidate => words.includes(candidate))
      const cpu = Object.keys(processors).filter(candidate => words.includes(candidate))
      if (os.length === 0 || cpu.length === 0) throw new Error(`${name}: can't read its platform from its name`)
      return [
        `node_modules/${name}`,
        {
          version,
          cpu: cpu.map(processor => processors[processor]!),
          ...(parent.dev ? { dev: true } : {}),
          ...(words.includes('musl') ? { libc: ['musl'] } : {}),
          optional: true,
          os,
        },
      ]
    }),
)
lock.packages = Object.fromEntries(
  [...Object.entries(lock.packages), ...missing].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
)
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(
  missing.length === 0 ? 'package-lock.json is complete' : `added ${missing.map(([name]) => name).join(', ')}`,
)
