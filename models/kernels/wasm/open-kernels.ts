import type { KernelName } from './calls.ts'
import { kernelModule } from './generated/kernels.ts'
import { compileModule, instantiate, type WasmMemory } from './web-assembly.ts'

/** Runs a kernel on the record at an address of its memory. */
export type WasmKernels = Readonly<Record<KernelName, (record: number) => void>>

let compiled: object | undefined

/** The kernels over `memory`. */
export function openKernels(memory: WasmMemory): WasmKernels {
  compiled ??= compileModule(Buffer.from(kernelModule, 'base64'))
  return instantiate(compiled, memory) as WasmKernels
}
