export { type Candle, candleCount, candleMinutes, encodeCandles } from './candles.ts'
export { type MarketPath, simulateMarket } from './simulate-market.ts'
