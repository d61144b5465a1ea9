import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ArtifactStore } from '../../models/store/index.ts'
import { bytesToHex, keccak256 } from '../../primitives/index.ts'

/** An artifact store for one test, and how to be rid of it. */
export interface OpenArtifactStore {
  readonly store: ArtifactStore
  close(): Promise<void>
}

/** What every artifact store must do. */
export function artifactStoreSuite(name: string, open: () => Promise<OpenArtifactStore>): void {
  describe(`artifact store ${name}`, () => {
    let opened: OpenArtifactStore
    beforeEach(async () => {
      opened = await open()
    })
    afterEach(() => opened.close())

    test('default: what was put is there under its hash, once', async () => {
      const { store } = opened
      const artifact = Uint8Array.of(1, 2, 3)
      const id = await store.put(artifact)
      expect(id).toBe(bytesToHex(keccak256(artifact)))
      expect(await store.put(artifact.slice())).toBe(id)
      expect([await store.has(id), Uint8Array.from((await store.get(id))!), await store.list()]).toEqual([
        true,
        artifact,
        [id],
      ])
    })

    test('behavior: the list is sorted', async () => {
      const { store } = opened
      const ids = []
      for (let byte = 0; byte < 20; byte++) ids.push(await store.put(Uint8Array.of(byte)))
      expect(await store.list()).toEqual(ids.sort())
    })

    test('behavior: bytes that change after the put do not change the store', async () => {
      const { store } = opened
      const artifact = Uint8Array.of(1, 2, 3)
      const id = await store.put(artifact)
      artifact[0] = 9
      expect(Uint8Array.from((await store.get(id))!)).toEqual(Uint8Array.of(1, 2, 3))
    })

    test('behavior: an artifact of no bytes is one', async () => {
      const { store } = opened
      const id = await store.put(new Uint8Array())
      expect([await store.has(id), (await store.get(id))!.length]).toEqual([true, 0])
    })

    test('behavior: what was never put is not there', async () => {
      const { store } = opened
      const id = bytesToHex(new Uint8Array(32))
      expect([await store.has(id), await store.get(id), await store.list()]).toEqual([false, undefined, []])
    })
  })
}
