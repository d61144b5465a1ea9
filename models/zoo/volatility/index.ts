export { type Candle, candleCount, candleMinutes, encodeCandles } from './candles.ts'
