/** A time with three significant digits, in the unit that suits it: "12.3 us", "4.56 ms", "1.20 s". */
export function formatMs(ms: number): string {
  if (ms < 1) return `${significant(ms * 1_000)} us`
  return ms < 1_000 ? `${significant(ms)} ms` : `${significant(ms / 1_000)} s`
}

/** A factor: "1.25x", "0.031x", "1,234x". */
export function formatRatio(ratio: number): string {
  return `${significant(ratio)}x`
}

/** A count with thousands separated: "1,234,567". */
export function formatCount(count: number | bigint): string {
  return count.toLocaleString('en-US')
}

/** Three significant digits, never in scientific notation from a thousandth on. */
export function significant(value: number): string {
  const magnitude = Math.abs(value)
  if (!Number.isFinite(value)) return String(value)
  if (magnitude >= 100) return formatCount(Math.round(value))
  if (magnitude >= 10) return value.toFixed(1)
  if (magnitude >= 1 || magnitude === 0) return value.toFixed(2)
  return magnitude >= 0.001 ? value.toPrecision(2) : value.toExponential(1)
}

/** A chance: "0.012", "< 0.001". */
export function formatPValue(pValue: number): string {
  if (Number.isNaN(pValue)) return '-'
  return pValue < 0.001 ? '< 0.001' : pValue.toFixed(3)
}
