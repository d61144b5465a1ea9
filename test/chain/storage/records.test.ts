import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeBlockRecord,
  decodeInferences,
  decodeReceiptRecords,
  encodeBlockRecord,
  encodeInferences,
  encodeReceiptRecords,
} from '../../../chain/storage/records.ts'
import { bytesToHex, type Hex } from '../../../primitives/index.ts'

const hex = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(bytesToHex)
const data = fc.uint8Array({ maxLength: 100 })
const gas = fc.bigInt({ min: 0n, max: 2n ** 63n })
const noBloom: Hex = `0x${'00'.repeat(256)}`

test('a block record is read as it was written', () => {
  const record = fc.record({ rlp: data, senders: fc.array(hex(20)), admissions: fc.array(hex(32)) })
  fc.assert(
    fc.property(record, value => {
      expect(decodeBlockRecord(encodeBlockRecord(value))).toEqual(value)
    }),
  )
})

test('receipts are read as they were written', () => {
  const log = fc.record({ address: hex(20), topics: fc.array(hex(32), { maxLength: 4 }), data: data.map(bytesToHex) })
  const logs = fc.oneof(
    fc.record({ logs: fc.constant([]), logsBloom: fc.constant(noBloom) }),
    fc.record({ logs: fc.array(log, { minLength: 1, maxLength: 3 }), logsBloom: hex(256) }),
  )
  const rest = fc.record({
    status: fc.constantFrom('success' as const, 'reverted' as const),
    postState: fc.option(hex(32), { nil: undefined }),
    gasUsed: gas,
    cumulativeGasUsed: gas,
    inferenceGas: gas,
    contractAddress: fc.option(hex(20), { nil: undefined }),
  })
  const receipt = fc.tuple(rest, logs).map(([a, b]) => ({ ...a, ...b }))
  fc.assert(
    fc.property(fc.array(receipt, { maxLength: 4 }), value => {
      expect(decodeReceiptRecords(encodeReceiptRecords(value))).toEqual(value)
    }),
  )
})

test('inferences are read as they were written', () => {
  const inference = fc.record({
    transactionIndex: fc.nat(),
    model: hex(32),
    batch: fc.nat(),
    gasUsed: gas,
    inputsHash: hex(32),
    outputs: data,
    backend: fc.constantFrom('reference' as const, 'onnxruntime' as const),
    durationMs: fc.double({ min: 0, max: 1e6, noNaN: true }).map(value => value + 0),
  })
  fc.assert(
    fc.property(fc.array(inference, { maxLength: 4 }), value => {
      expect(decodeInferences(encodeInferences(value))).toEqual(value)
    }),
  )
})
