export { type Backend, type BackendName, backendNames, type Session } from './contract.ts'
export { onnxruntimeBackend } from './onnxruntime/index.ts'
export { referenceBackend } from './reference/index.ts'
