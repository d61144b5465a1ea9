import { afterEach, describe, expect, test, vi } from 'vitest'
import { type AdmittedModel, admit } from '../../../models/admission.ts'
import {
  BackendMismatchError,
  type BackendName,
  createMemoryFindings,
  knownInput,
  onnxruntimeBackend,
  openBackends,
  referenceBackend,
  type Session,
  selfTestModels,
  verifySession,
  wasmBackend,
} from '../../../models/backends/index.ts'
import { operators } from '../../../models/graph/index.ts'
import { writeModel } from '../../../models/onnx/index.ts'
import { formGraphs } from '../../suites/form-graphs.ts'
import { randomSource } from '../../suites/random-source.ts'
import { Sketch } from '../sketch.ts'

const small = admit(writeModel(formGraphs['a fully connected layer']()))

function largeModel(): AdmittedModel {
  const s = new Sketch()
  const weights = s.constant('uint8', [600, 600], randomSource(1).codes(360_000))
  return admit(
    writeModel(s.graph(s.node('MatMulInteger', [s.input('x', 'uint8', [1, 600]), weights, s.codes(0), s.codes(128)]))),
  )
}

/** A session of the reference whose outputs have one bit flipped. */
async function faultySession(model: AdmittedModel, backend: BackendName = 'onnxruntime'): Promise<Session> {
  const session = await referenceBackend.createSession(model)
  return {
    backend,
    dispose: () => session.dispose(),
    async run(inputs) {
      const [first, ...others] = await session.run(inputs)
      const bytes = new Uint8Array(first!.data.buffer.slice(0))
      bytes[0]! ^= 1
      return [{ ...first!, data: new (first!.data.constructor as Uint8ArrayConstructor)(bytes.buffer) }, ...others]
    },
  }
}

/** A session of the reference that takes 20 ms longer. */
async function slowSession(model: AdmittedModel, backend: BackendName): Promise<Session> {
  const session = await referenceBackend.createSession(model)
  return {
    backend,
    dispose: () => session.dispose(),
    async run(inputs) {
      await new Promise(resolve => setTimeout(resolve, 20))
      return session.run(inputs)
    },
  }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('openBackends', () => {
  test('behavior: where every candidate differs, what was left to choose falls back and says so, what was asked for does not', async () => {
    vi.spyOn(onnxruntimeBackend, 'createSession').mockImplementation(model => faultySession(model, 'onnxruntime'))
    vi.spyOn(wasmBackend, 'createSession').mockImplementation(model => faultySession(model, 'wasm'))
    const heard: string[] = []
    const backends = await openBackends('auto', { onFallback: ({ message }) => heard.push(message) })
    const session = await backends.createSession(largeModel())
    expect(session.backend).toBe('reference')
    expect(heard).toEqual([
      expect.stringMatching(/^backend wasm is refused: .* differs from the reference/),
      expect.stringMatching(/^backend onnxruntime is refused: .* differs from the reference/),
    ])
    await expect(openBackends('onnxruntime')).rejects.toThrow(BackendMismatchError)
  })

  test('behavior: where one candidate differs, the other one runs the model', async () => {
    vi.spyOn(wasmBackend, 'createSession').mockImplementation(model => faultySession(model, 'wasm'))
    const session = await (await openBackends('auto', { onFallback: () => {} })).createSession(small)
    expect(session.backend).toBe('onnxruntime')
    await session.dispose()
  })

  test('default: a model that onnxruntime would only dispatch runs on wasm, without loading onnxruntime', async () => {
    const opened = vi.spyOn(onnxruntimeBackend, 'createSession')
    const session = await (await openBackends()).createSession(small)
    expect(session.backend).toBe('wasm')
    expect(opened).not.toHaveBeenCalled()
    await session.dispose()
  })

  test('behavior: of two backends the faster one runs a model, and is remembered', async () => {
    vi.spyOn(wasmBackend, 'createSession').mockImplementation(model => slowSession(model, 'wasm'))
    const findings = createMemoryFindings()
    const model = largeModel()
    const first = await (await openBackends('auto', { findings })).createSession(model)
    expect(first.backend).toBe('onnxruntime')
    const reference = vi.spyOn(referenceBackend, 'createSession')
    const wasm = vi.spyOn(wasmBackend, 'createSession')
    wasm.mockClear()
    const second = await (await openBackends('auto', { findings })).createSession(model)
    expect(second.backend).toBe('onnxruntime')
    expect(wasm).not.toHaveBeenCalled()
    expect(reference.mock.calls.map(([{ summary }]) => summary.id)).not.toContain(model.summary.id)
    for (const session of [first, second]) await session.dispose()
  })

  test('behavior: what was remembered in vain is found out again', async () => {
    const findings = createMemoryFindings()
    const get = findings.get
    findings.get = async key => (key.startsWith('fastest') ? new TextEncoder().encode('abacus') : get(key))
    const session = await (await openBackends('auto', { findings })).createSession(small)
    expect(session.backend).toBe('wasm')
    await session.dispose()
  })

  test('error: remembered answers of the reference hold a session as the reference itself does', async () => {
    const findings = createMemoryFindings()
    await verifySession(await wasmBackend.createSession(small), small, findings)
    await expect(verifySession(await faultySession(small), small, findings)).rejects.toThrow(BackendMismatchError)
  })

  for (const choice of ['reference', 'wasm', 'onnxruntime', 'tfjs'] as const)
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
