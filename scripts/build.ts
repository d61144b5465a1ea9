/** Bundles the command line to dist/inlay.js and compiles the contracts it deploys to dist/contracts. */
import { chmodSync, rmSync } from 'node:fs'
import { build } from 'esbuild'
import { buildContracts } from '../contracts/index.ts'
import { packagePath } from '../primitives/index.ts'

/** Packages with native code, and those that are only loaded on demand: they stay beside the bundle. */
const external = ['onnxruntime-node', '@tensorflow/*', 'classic-level', 'secp256k1', 'solc']

const outdir = packagePath('dist')
rmSync(outdir, { recursive: true, force: true })
await build({
  entryPoints: [packagePath('cli', 'inlay.ts')],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  external,
  sourcemap: true,
  legalComments: 'none',
  logLevel: 'warning',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
chmodSync(packagePath('dist', 'inlay.js'), 0o755)
buildContracts(packagePath('dist', 'contracts'))
