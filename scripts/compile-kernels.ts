import asc from 'assemblyscript/asc'
import { packagePath } from '../primitives/index.ts'

/** Where the compiled module is kept. */
export const generatedPath = ['models', 'kernels', 'wasm', 'generated', 'kernels.ts'] as const

/** The WebAssembly of the kernels: the same bytes for the same sources and the same assemblyscript. */
export async function compileKernels(): Promise<Uint8Array> {
  let binary: Uint8Array | undefined
  const { error, stderr } = await asc.main(
    [
      'models/kernels/wasm/assembly/index.ts',
      '--baseDir',
      packagePath(),
      '--outFile',
      'kernels.wasm',
      '--optimizeLevel',
      '3',
      '--noAssert',
      '--enable',
      'simd',
      '--runtime',
      'stub',
      '--importMemory',
      '--noExportMemory',
    ],
    {
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') binary = contents
      },
    },
  )
  if (error || binary === undefined) throw new Error(`assemblyscript failed: ${error?.message}\n${stderr}`)
  return binary
}

/** The module as a source file, so that bundles carry it. */
export function renderKernels(binary: Uint8Array): string {
  const lines = Buffer.from(binary)
    .toString('base64')
    .match(/.{1,120}/g)!
  const literal = lines.map(line => `  '${line}',`).join('\n')
  return `/** Written by \`npm run build:wasm\` from ../assembly: WebAssembly in base64. */\nexport const kernelModule = [\n${literal}\n].join('')\n`
}
