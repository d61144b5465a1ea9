export {
  codeOperations,
  type KernelField,
  type KernelName,
  kernelFields,
  type ProductExit,
  productExits,
  realFields,
} from './calls.ts'
export { openKernels, type WasmKernels } from './open-kernels.ts'
export { groupColumns, pairTaps, storedWeights, storedZeroPoint, tileRows } from './tiles.ts'
export { createWasmMemory, type WasmMemory } from './web-assembly.ts'
