import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packagePath } from '../../../../primitives/index.ts'
import { compileKernels, generatedPath, renderKernels } from '../../../../scripts/compile-kernels.ts'

test('the committed module is what the sources compile to, and has no relaxed SIMD', { timeout: 120_000 }, async () => {
  const binary = await compileKernels()
  expect(readFileSync(packagePath(...generatedPath), 'utf8')).toBe(renderKernels(binary))
  expect(relaxedInstructions(binary)).toEqual([])
})

/** Opcodes 0xfd 0x100 and above (LEB128: 0x80 to 0xff, then 0x02) are relaxed SIMD's. */
function relaxedInstructions(binary: Uint8Array): readonly number[] {
  const found: number[] = []
  for (let at = 0; at + 2 < binary.length; at++)
    if (binary[at] === 0xfd && binary[at + 1]! >= 0x80 && binary[at + 2] === 0x02) found.push(at)
  return found
}
