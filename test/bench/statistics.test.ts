import { expect, test } from 'vitest'
import { median, quantile } from '../../bench/statistics.ts'

test('the median of an even number of samples lies between the middle two, whatever their order', () => {
  expect(median([9, 1, 4, 2])).toBe(3)
})

test('a quantile between two ranks is linear between them', () => {
  expect(quantile([10, 20, 30, 40, 50], 0.95)).toBe(48)
})

test('the extremes are the least and the greatest sample', () => {
  expect([quantile([3, 1, 2], 0), quantile([3, 1, 2], 1)]).toEqual([1, 3])
})

test('samples are numbers, not words: 10 comes after 9', () => {
  expect(median([10, 9, 100])).toBe(10)
})

test('error: no samples', () => {
  expect(() => quantile([], 0.5)).toThrow(new RangeError('no samples'))
})
