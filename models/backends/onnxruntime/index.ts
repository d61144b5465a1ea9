export { onnxruntimeBackend } from './onnxruntime-backend.ts'
