export { type Candle, candleCount, candleMinutes, encodeCandles } from './volatility/index.ts'
export { type ZooModel, zooModels } from './zoo-models.ts'
