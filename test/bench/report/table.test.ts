import { describe, expect, test } from 'vitest'
import {
  formatCount,
  formatMs,
  formatPValue,
  formatRatio,
  renderTable,
  significant,
} from '../../../bench/report/index.ts'

const plain = { title: (text: string) => text, header: (text: string) => text, note: (text: string) => text }
const table = {
  title: 'Latency',
  columns: [
    { header: 'where', align: 'left' as const },
    { header: 'p50', align: 'right' as const },
  ],
  rows: [
    ['bare', '9.00 us'],
    ['in a transaction', '1,234 us'],
  ],
  notes: ['2 rows'],
}

describe('renderTable', () => {
  test('default: columns are aligned, lines have no space at their end', () => {
    expect(renderTable(table, plain)).toBe(
      [
        'Latency',
        'where                  p50',
        'bare               9.00 us',
        'in a transaction  1,234 us',
        '2 rows',
      ].join('\n'),
    )
  })

  test('behavior: colours take no room', () => {
    const red = (text: string) => `\u001b[31m${text}\u001b[39m`
    const coloured = { ...table, rows: [['bare', red('9.00 us')], table.rows[1]!] }
    expect(renderTable(coloured, plain).replace('\u001b[31m', '').replace('\u001b[39m', '')).toBe(
      renderTable(table, plain),
    )
  })

  test('behavior: a table without rows is its title, header and notes', () => {
    expect(renderTable({ ...table, rows: [] }, plain)).toBe('Latency\nwhere  p50\n2 rows')
  })
})

describe('quantities', () => {
  test('behavior: times have three digits in the unit that suits them', () => {
    expect([0.0004, 0.0123, 0.9, 4.561, 45.61, 999, 1_200, 61_000].map(formatMs)).toEqual([
      '0.40 us',
      '12.3 us',
      '900 us',
      '4.56 ms',
      '45.6 ms',
      '999 ms',
      '1.20 s',
      '61.0 s',
    ])
  })

  test('behavior: ratios, counts and chances', () => {
    expect([formatRatio(1), formatRatio(0.0312), formatRatio(1234.4)]).toEqual(['1.00x', '0.031x', '1,234x'])
    expect(formatCount(10n ** 9n)).toBe('1,000,000,000')
    expect([0.00001, 0.0123, 1, Number.NaN].map(formatPValue)).toEqual(['< 0.001', '0.012', '1.000', '-'])
    expect([0, 0.000012, Number.POSITIVE_INFINITY].map(significant)).toEqual(['0.00', '1.2e-5', 'Infinity'])
  })
})
