import { beforeAll, describe, expect, test } from 'vitest'
import { type AdmittedModel, admit } from '../../models/admission.ts'
import type { Backend } from '../../models/backends/index.ts'
import { writeModel } from '../../models/onnx/index.ts'
import { type Tensor, tensorsToBytes } from '../../models/tensor/index.ts'
import { Sketch } from '../models/sketch.ts'
import { expectAgreement } from './agreement.ts'
import { formGraphs } from './form-graphs.ts'
import { knownInputs } from './known-inputs.ts'

/** What every backend must do: run each admitted model to the bits that the reference and stock onnxruntime give. */
export function backendSuite(backend: Backend): void {
  describe(`backend ${backend.name}`, { timeout: 60_000 }, () => {
    for (const [name, graph] of Object.entries(formGraphs))
      test(`runs ${name} as the reference and stock onnxruntime do`, () => expectAgreement([backend], graph(), 1))

    describe('a session', () => {
      let model: AdmittedModel
      let inputs: readonly Tensor[]
      beforeAll(() => {
        model = admit(writeModel(formGraphs['a fully connected layer']()))
        inputs = knownInputs(model, 'mixed', 7)
      })

      test('says which backend it is of', async () => {
        const session = await backend.createSession(model)
        expect(session.backend).toBe(backend.name)
        await session.dispose()
      })

      test('gives the same bytes for overlapping runs', async () => {
        const session = await backend.createSession(model)
        const [once, ...others] = await Promise.all(
          Array.from({ length: 8 }, async () => tensorsToBytes(await session.run(inputs))),
        )
        for (const other of others) expect(other).toEqual(once)
        await session.dispose()
      })

      test('leaves its inputs as they were, and gives outputs that are not shared', async () => {
        const session = await backend.createSession(model)
        const before = tensorsToBytes(inputs)
        const [first] = await session.run(inputs)
        const kept = tensorsToBytes([first!])
        first!.data.fill(0 as never)
        const [second] = await session.run(inputs)
        expect(tensorsToBytes(inputs)).toEqual(before)
        expect(tensorsToBytes([second!])).toEqual(kept)
        await session.dispose()
      })

      test('gives outputs of their own where the model only moves its input', async () => {
        const s = new Sketch()
        const x = s.input('x', 'uint8', [2, 3])
        const moved = admit(writeModel(s.graph(s.node('Reshape', [x, s.longs(3, 2)]), s.node('Identity', [x]))))
        const session = await backend.createSession(moved)
        const input = knownInputs(moved, 'mixed', 1)
        const want = tensorsToBytes(input)
        const [first, second] = await session.run(input)
        first!.data.fill(0 as never)
        expect([tensorsToBytes(input), tensorsToBytes([second!])]).toEqual([want, want])
        await session.dispose()
      })

      test('takes inputs that begin in the middle of a buffer', async () => {
        const session = await backend.createSession(model)
        const want = tensorsToBytes(await session.run(inputs))
        const shifted = inputs.map(({ elementType, shape, data }) => {
          const padded = new (data.constructor as Uint8ArrayConstructor)(data.length + 3)
          padded.set(data as Uint8Array, 3)
          return { elementType, shape, data: padded.subarray(3) }
        })
        expect(tensorsToBytes(await session.run(shifted))).toEqual(want)
        await session.dispose()
      })

      test('may be disposed of twice', async () => {
        const session = await backend.createSession(model)
        await session.dispose()
        await session.dispose()
      })
    })
  })
}
