import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../chain/storage/index.ts'

const bytes = (...values: readonly number[]) => Uint8Array.from(values)

/** What every store does. */
export function testStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    test('a key that was never written has no value', () => {
      expect(store.get(bytes(1))).toBeUndefined()
    })

    test('a write is there when it resolves, and the last one of a key counts', async () => {
      await store.write([{ key: bytes(1), value: bytes(2) }])
      await store.write([
        { key: bytes(1), value: bytes(3) },
        { key: bytes(1), value: bytes(4) },
      ])
      expect([...store.get(bytes(1))!]).toEqual([4])
    })

    test('an empty value is a value', async () => {
      await store.write([{ key: bytes(1), value: bytes() }])
      expect(store.get(bytes(1))).toHaveLength(0)
    })

    test('undefined deletes, whether or not there was a value', async () => {
      await store.write([{ key: bytes(1), value: bytes(2) }])
      await store.write([
        { key: bytes(1), value: undefined },
        { key: bytes(9), value: undefined },
      ])
      expect(store.get(bytes(1))).toBeUndefined()
    })

    test('entries are those from the first key on and before the last, in the order of their bytes', async () => {
      const keys = [bytes(7, 255, 255), bytes(7), bytes(8), bytes(7, 0, 1), bytes(6, 255), bytes(7, 128)]
      await store.write(keys.map(key => ({ key, value: key })))
      const found = async (from: Uint8Array, to: Uint8Array) =>
        (await store.entries(from, to)).map(([key, value]) => [[...key], [...value]])
      const pairs = (...expected: readonly number[][]) => expected.map(key => [key, key])
      expect(await found(bytes(7), bytes(8))).toEqual(pairs([7], [7, 0, 1], [7, 128], [7, 255, 255]))
      expect(await found(bytes(7, 0), bytes(7, 128))).toEqual(pairs([7, 0, 1]))
      expect(await found(bytes(8), bytes(7))).toEqual([])
    })

    test('any run of batches leaves what a map would hold', async () => {
      const key = fc
        .uint8Array({ minLength: 1, maxLength: 2 })
        .map(([first = 0, ...rest]) => Uint8Array.of(first % 4, ...rest))
      const write = fc.record({ key, value: fc.option(fc.uint8Array({ maxLength: 40 }), { nil: undefined }) })
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(write, { maxLength: 12 }), { maxLength: 6 }), async batches => {
          const fresh = await open()
          const expected = new Map<string, number[]>()
          for (const batch of batches) {
            await fresh.write(batch)
            for (const { key, value } of batch) {
              if (value) expected.set(String(key), [...value])
              else expected.delete(String(key))
            }
          }
          const found = await fresh.entries(bytes(), bytes(255))
          expect(new Map(found.map(([key, value]) => [String(Uint8Array.from(key)), [...value]]))).toEqual(expected)
          await fresh.close()
        }),
        { numRuns: 25 },
      )
    })

    test('closing twice does nothing', async () => {
      await store.close()
      await store.close()
    })
  })
}
