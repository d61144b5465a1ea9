/** Compiles models/kernels/wasm/assembly to the module that models/kernels/wasm/generated/kernels.ts holds. */
import { writeFileSync } from 'node:fs'
import { packagePath } from '../primitives/index.ts'
import { compileKernels, generatedPath, renderKernels } from './compile-kernels.ts'

writeFileSync(packagePath(...generatedPath), renderKernels(await compileKernels()))
