/** Bundles the command line to dist/inlay.js and compiles the contracts it deploys to dist/contracts. */
import { chmodSync, rmSync } from 'node:fs'
import { build } from 'esbuild'
import { buildContracts } from '../contracts/index.ts'
import { packagePath } from '../primitives/index.ts'
import { externalPackages } from './external-packages.ts'

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
  external: [...externalPackages],
  sourcemap: true,
  legalComments: 'none',
  logLevel: 'warning',
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
chmodSync(packagePath('dist', 'inlay.js'), 0o755)
await buildContracts(packagePath('dist', 'contracts'))
