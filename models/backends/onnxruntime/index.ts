export { onnxruntimeBackend } from './onnxruntime-backend.ts'
export { openStockSession, type StockSession } from './stock-session.ts'
