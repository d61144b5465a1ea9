import { describe, expect, test } from 'vitest'
import { AdmissionError, type AdmittedModel, admit } from '../../../models/admission.ts'
import {
  type Backends,
  knownInput,
  openBackends,
  referenceBackend,
  type Session,
} from '../../../models/backends/index.ts'
import { writeModel } from '../../../models/onnx/index.ts'
import {
  type ArtifactStore,
  createMemoryArtifactStore,
  MissingArtifactError,
  ModelLibrary,
} from '../../../models/store/index.ts'
import type { Tensor } from '../../../models/tensor/index.ts'
import { bytesToHex, type Hex } from '../../../primitives/index.ts'
import { randomGraph } from '../../suites/random-graph.ts'

/** Backends that count the sessions they open and close, and whose runs wait until they are let go. */
function watchedBackends() {
  const open = new Set<Session>()
  const counts = { created: 0 }
  const gate = { wait: Promise.resolve() }
  const backends: Backends = {
    choice: 'reference',
    async createSession(model: AdmittedModel) {
      const inner = await referenceBackend.createSession(model)
      counts.created += 1
      const session: Session = {
        backend: 'reference',
        async run(inputs: readonly Tensor[]) {
          if (!open.has(session)) throw new Error('the session is closed')
          await gate.wait
          if (!open.has(session)) throw new Error('the session was closed while it ran')
          return inner.run(inputs)
        },
        async dispose() {
          open.delete(session)
        },
      }
      open.add(session)
      return session
    },
  }
  return { backends, open, counts, gate }
}

async function storeOf(
  seeds: readonly number[],
): Promise<{ store: ArtifactStore; ids: readonly Hex[]; sizes: readonly number[] }> {
  const store = createMemoryArtifactStore()
  const artifacts = seeds.map(seed => writeModel(randomGraph(seed)))
  return {
    store,
    ids: await Promise.all(artifacts.map(artifact => store.put(artifact))),
    sizes: artifacts.map(({ length }) => length),
  }
}

function inputsOf({ summary }: Pick<AdmittedModel, 'summary'>): readonly Tensor[] {
  return summary.inputs.map((spec, i) => knownInput(spec, 'mixed', i + 1))
}

describe('ModelLibrary', () => {
  test('default: a model is found by id and runs', async () => {
    const { store, ids } = await storeOf([1])
    const library = new ModelLibrary(store, await openBackends('reference'))
    const model = await library.open(ids[0]!)
    expect({ id: model.summary.id, backend: model.backend }).toEqual({ id: ids[0], backend: 'reference' })
    const direct = await referenceBackend.createSession(admit((await store.get(ids[0]!))!))
    expect(await model.run(inputsOf(model))).toEqual(await direct.run(inputsOf(model)))
    await library.dispose()
  })

  test('behavior: a model that is opened many times at once is loaded once', async () => {
    const { store, ids } = await storeOf([1])
    const { backends, counts } = watchedBackends()
    const library = new ModelLibrary(store, backends)
    await Promise.all(Array.from({ length: 10 }, () => library.open(ids[0]!)))
    expect(counts.created).toBe(1)
    await library.dispose()
  })

  test('behavior: the longest unused session is closed when others need the room, and opened again when it is used', async () => {
    const { store, ids, sizes } = await storeOf([1, 2, 3])
    const { backends, open, counts } = watchedBackends()
    const library = new ModelLibrary(store, backends, { openArtifactBytes: sizes[1]! + sizes[2]! })
    const [first] = [await library.open(ids[0]!), await library.open(ids[1]!), await library.open(ids[2]!)]
    expect({ open: open.size, created: counts.created }).toEqual({ open: 2, created: 3 })
    await first!.run(inputsOf(first!))
    expect(counts.created).toBe(4)
    await library.dispose()
    expect(open.size).toBe(0)
  })

  test('behavior: a session is not closed under a run', async () => {
    const { store, ids } = await storeOf([1, 2])
    const { backends, open, gate } = watchedBackends()
    const library = new ModelLibrary(store, backends, { openArtifactBytes: 1 })
    const first = await library.open(ids[0]!)
    let release = () => {}
    gate.wait = new Promise(resolve => {
      release = resolve
    })
    const run = first.run(inputsOf(first))
    await library.open(ids[1]!)
    expect(open.size).toBe(2)
    release()
    await expect(run).resolves.toHaveLength(first.summary.outputs.length)
    expect(open.size).toBe(1)
    await library.dispose()
  })

  test('behavior: a summary is told without a session, and again without the artifact', async () => {
    const { store, ids } = await storeOf([1])
    const { backends, counts } = watchedBackends()
    const reads: Hex[] = []
    const watched = {
      ...store,
      get: (id: Hex) => {
        reads.push(id)
        return store.get(id)
      },
    }
    const library = new ModelLibrary(watched, backends)
    const { summary } = admit((await store.get(ids[0]!))!)
    expect(await library.summary(ids[0]!)).toEqual(summary)
    expect(await library.summary(ids[0]!)).toEqual(summary)
    expect([counts.created, reads]).toEqual([0, ids])

    const other = new ModelLibrary(watched, backends)
    other.remember(summary)
    expect(await other.summary(ids[0]!)).toBe(summary)
    expect(reads).toEqual(ids)
  })

  test('error: an artifact that this node does not hold is a fault of the node', async () => {
    const library = new ModelLibrary(createMemoryArtifactStore(), watchedBackends().backends)
    const id = bytesToHex(new Uint8Array(32))
    await expect(library.open(id)).rejects.toThrow(MissingArtifactError)
  })

  test('error: an artifact that is not in the profile is refused each time', async () => {
    const store = createMemoryArtifactStore()
    const id = await store.put(Uint8Array.of(1, 2, 3))
    const library = new ModelLibrary(store, watchedBackends().backends)
    await expect(library.open(id)).rejects.toThrow(AdmissionError)
    await expect(library.open(id)).rejects.toThrow(AdmissionError)
  })

  test('error: a store that gives other bytes is a fault of the node', async () => {
    const { store, ids } = await storeOf([1, 2])
    const lying: ArtifactStore = { ...store, get: () => store.get(ids[1]!) }
    await expect(new ModelLibrary(lying, watchedBackends().backends).open(ids[0]!)).rejects.toThrow(
      `the artifact that is kept as ${ids[0]} is ${ids[1]}`,
    )
  })
})
