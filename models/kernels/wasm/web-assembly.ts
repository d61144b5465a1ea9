/** A memory that kernels work in. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer
}

/** The part of WebAssembly's JavaScript interface that is used here, which ES2023's library doesn't declare. */
interface WebAssemblyInterface {
  readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => WasmMemory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}

const { Memory, Module, Instance } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface })
  .WebAssembly

const pageBytes = 65_536

/** A memory of at least so many bytes, zeroed, that never grows: views of it stay valid. */
export function createWasmMemory(bytes: number): WasmMemory {
  const pages = Math.ceil(bytes / pageBytes)
  return new Memory({ initial: pages, maximum: pages })
}

/** @throws CompileError */
export function compileModule(bytes: Uint8Array): object {
  return new Module(bytes)
}

/** What an instance of a module over `memory` exports. */
export function instantiate(module: object, memory: WasmMemory): object {
  return new Instance(module, { env: { memory } }).exports
}
