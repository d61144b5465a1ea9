import { afterEach, describe, expect, test, vi } from 'vitest'
import { type AdmittedModel, admit } from '../../../models/admission.ts'
import {
  BackendMismatchError,
  knownInput,
  onnxruntimeBackend,
  openBackends,
  referenceBackend,
  type Session,
  selfTestModels,
  verifySession,
} from '../../../models/backends/index.ts'
import { operators } from '../../../models/graph/index.ts'
import { writeModel } from '../../../models/onnx/index.ts'
import { formGraphs } from '../../suites/form-graphs.ts'
import { randomSource } from '../../suites/random-source.ts'
import { int, Sketch, type Value } from '../sketch.ts'

const small = admit(writeModel(formGraphs['a fully connected layer']()))

function largeModel(): AdmittedModel {
  const s = new Sketch()
  const weights = s.constant('uint8', [600, 600], randomSource(1).codes(360_000))
  return admit(
    writeModel(s.graph(s.node('MatMulInteger', [s.input('x', 'uint8', [1, 600]), weights, s.codes(0), s.codes(128)]))),
  )
}

/** Work without a single multiply-accumulate. */
const longMovesAndSums: Readonly<Record<string, (s: Sketch, x: Value) => Value>> = {
  'transposes of codes': (s, x) => s.node('Transpose', [s.node('Concat', Array(64).fill(x), { axis: int(0) })]),
  'sums of int64': (s, x) => {
    const wide = s.node('Cast', [x], { to: int(7) })
    return s.node('Cast', [s.node('Sub', [wide, s.node('Transpose', [wide])])], { to: int(6) })
  },
}

/** A session of the reference whose outputs have one bit flipped. */
async function faultySession(model: AdmittedModel): Promise<Session> {
  const session = await referenceBackend.createSession(model)
  return {
    backend: 'onnxruntime',
    dispose: () => session.dispose(),
    async run(inputs) {
      const [first, ...others] = await session.run(inputs)
      const bytes = new Uint8Array(first!.data.buffer.slice(0))
      bytes[0]! ^= 1
      return [{ ...first!, data: new (first!.data.constructor as Uint8ArrayConstructor)(bytes.buffer) }, ...others]
    },
  }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('openBackends', () => {
  test('behavior: where onnxruntime differs, what was left to choose falls back and says so, what was asked for does not', async () => {
    vi.spyOn(onnxruntimeBackend, 'createSession').mockImplementation(faultySession)
    const heard: string[] = []
    const backends = await openBackends('auto', ({ message }) => heard.push(message))
    const session = await backends.createSession(largeModel())
    expect(session.backend).toBe('reference')
    expect(heard).toEqual([expect.stringMatching(/^backend onnxruntime is refused: .* differs from the reference/)])
    await expect(openBackends('onnxruntime')).rejects.toThrow(BackendMismatchError)
  })

  test('default: a small model runs on the reference, a large one on onnxruntime', async () => {
    const backends = await openBackends()
    const sessions = [await backends.createSession(small), await backends.createSession(largeModel())]
    expect(sessions.map(({ backend }) => backend)).toEqual(['reference', 'onnxruntime'])
    for (const session of sessions) await session.dispose()
  })

  for (const [name, write] of Object.entries(longMovesAndSums))
    test(`behavior: a model of ${name} alone runs on onnxruntime where it is large`, async () => {
      const backends = await openBackends()
      const chosen = []
      for (const size of [4, 64]) {
        const s = new Sketch()
        const model = admit(writeModel(s.graph(write(s, s.input('x', 'uint8', [size, size])))))
        const session = await backends.createSession(model)
        chosen.push(session.backend)
        await session.dispose()
      }
      expect(chosen).toEqual(['reference', 'onnxruntime'])
    })

  for (const choice of ['reference', 'onnxruntime'] as const)
    test(`behavior: ${choice}, asked for by name, runs every model`, async () => {
      const backends = await openBackends(choice)
      const sessions = [await backends.createSession(small), await backends.createSession(largeModel())]
      expect(sessions.map(({ backend }) => backend)).toEqual([choice, choice])
      for (const session of sessions) await session.dispose()
    })
})

describe('selfTestModels', () => {
  test('behavior: every operator of the exact profile is among them', () => {
    const tested = new Set(selfTestModels().flatMap(({ graph }) => graph.graph.nodes.map(({ opType }) => opType)))
    const exact = [...operators.values()].filter(operator => operator.exact !== undefined).map(({ opType }) => opType)
    expect(exact.filter(opType => !tested.has(opType))).toEqual(['Constant'])
  })
})

describe('verifySession', () => {
  test('default: a session that agrees with the reference passes', async () => {
    await expect(verifySession(await referenceBackend.createSession(small), small)).resolves.toBeUndefined()
  })

  test('error: one flipped bit is refused, by the name of the backend', async () => {
    const faulty = verifySession(await faultySession(small), small)
    await expect(faulty).rejects.toThrow(BackendMismatchError)
    await expect(verifySession(await faultySession(small), small)).rejects.toThrow(
      `backend onnxruntime is refused: output "n5" of model ${small.summary.id} differs from the reference on this machine`,
    )
  })
})

describe('knownInput', () => {
  test('behavior: extremes are the ends of the type, and both occur', () => {
    const { data } = knownInput({ name: 'x', elementType: 'uint8', shape: [1000] }, 'extremes', 1)
    expect(new Set(data as Uint8Array)).toEqual(new Set([0, 255]))
  })

  test('behavior: mixed values reach the ends and lie between them', () => {
    const values = [...(knownInput({ name: 'x', elementType: 'int32', shape: [1000] }, 'mixed', 1).data as Int32Array)]
    expect([Math.min(...values), Math.max(...values)]).toEqual([-(2 ** 31), 2 ** 31 - 1])
    expect(new Set(values).size).toBeGreaterThan(800)
  })
})
