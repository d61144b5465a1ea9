export { alphabet, contextLength, decodeText, encodeText } from './completion/index.ts'
export { encodeReturns, returnCount, returnMinutes } from './price/index.ts'
export { type Candle, candleCount, candleMinutes, encodeCandles } from './volatility/index.ts'
export { type ZooModel, zooModel, zooModels } from './zoo-models.ts'
