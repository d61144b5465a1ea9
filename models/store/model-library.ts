import type { Hex } from '../../primitives/index.ts'
import { type AdmittedModel, admit, type ModelSummary } from '../admission.ts'
import type { BackendName, Backends, Session } from '../backends/index.ts'
import type { Tensor } from '../tensor/index.ts'
import type { ArtifactStore } from './artifact-store.ts'

/** An admitted model that can be run; it stays usable for as long as the library does. */
export interface OpenModel {
  readonly summary: ModelSummary
  readonly backend: BackendName
  /** @see Session.run */
  run(inputs: readonly Tensor[]): Promise<readonly Tensor[]>
}

export interface ModelLibraryOptions {
  /** Bytes of the artifacts whose sessions are kept open, together; the last one used may be larger. */
  readonly openArtifactBytes?: number
}

/** Thrown when this node doesn't hold an artifact: its own fault, never the caller's. */
export class MissingArtifactError extends Error {
  constructor(readonly id: Hex) {
    super(`this node does not hold the artifact of model ${id}`)
    this.name = 'MissingArtifactError'
  }
}

interface Shelf {
  readonly model: AdmittedModel
  readonly session: Session
  runs: number
  /** Whether the session is to be closed when its last run ends. */
  cleared: boolean
}

/** Models by id, each with a session on its backend that is opened on first use and closed when others need the room. */
export class ModelLibrary {
  readonly #store: ArtifactStore
  readonly #backends: Backends
  readonly #openArtifactBytes: number
  /** From the longest unused to the last used. */
  readonly #shelves = new Map<Hex, Shelf>()
  readonly #loads = new Map<Hex, Promise<void>>()
  /** Of every model that was looked at; they are small, and stay. */
  readonly #summaries = new Map<Hex, ModelSummary>()

  constructor(store: ArtifactStore, backends: Backends, options: ModelLibraryOptions = {}) {
    this.#store = store
    this.#backends = backends
    this.#openArtifactBytes = options.openArtifactBytes ?? 512 * 2 ** 20
  }

  /**
   * What is known of the model of an id, without a session: it is admitted the first time, and remembered.
   * @throws MissingArtifactError, AdmissionError
   */
  async summary(id: Hex): Promise<ModelSummary> {
    return this.#summaries.get(id) ?? (await this.#admit(id)).summary
  }

  /** Spares {@link summary} an admission that was made elsewhere. */
  remember(summary: ModelSummary): void {
    this.#summaries.set(summary.id, summary)
  }

  /**
   * The model of an id.
   * @throws MissingArtifactError, AdmissionError, BackendMismatchError
   */
  async open(id: Hex): Promise<OpenModel> {
    const shelf = await this.#take(id)
    const { model, session } = shelf
    await release(shelf)
    return { summary: model.summary, backend: session.backend, run: inputs => this.#run(id, inputs) }
  }

  /**
   * Opens a model that was admitted elsewhere, whether or not the store has it.
   * @throws BackendMismatchError
   */
  async adopt(model: AdmittedModel): Promise<void> {
    const { id } = model.summary
    if (!this.#shelves.has(id)) await this.#loadOnce(id, () => this.#shelve(model))
    this.remember(model.summary)
  }

  /** Closes every session, one in use when its runs end. */
  async dispose(): Promise<void> {
    await Promise.allSettled(this.#loads.values())
    await this.#clear([...this.#shelves.keys()])
  }

  async #run(id: Hex, inputs: readonly Tensor[]): Promise<readonly Tensor[]> {
    const shelf = await this.#take(id)
    try {
      return await shelf.session.run(inputs)
    } finally {
      await release(shelf)
    }
  }

  /** The shelf of an id, counted as in use. */
  async #take(id: Hex): Promise<Shelf> {
    for (;;) {
      const shelf = this.#shelves.get(id)
      if (shelf !== undefined) {
        shelf.runs += 1
        this.#shelves.delete(id)
        this.#shelves.set(id, shelf)
        return shelf
      }
      await this.#loadOnce(id, async () => this.#shelve(await this.#admit(id)))
    }
  }

  async #loadOnce(id: Hex, load: () => Promise<void>): Promise<void> {
    const loading = this.#loads.get(id) ?? load()
    this.#loads.set(id, loading)
    await loading.finally(() => this.#loads.delete(id))
  }

  async #shelve(model: AdmittedModel): Promise<void> {
    const session = await this.#backends.createSession(model)
    this.#shelves.set(model.summary.id, { model, session, runs: 0, cleared: false })
    await this.#clear(this.#excess())
  }

  async #admit(id: Hex): Promise<AdmittedModel> {
    const artifact = await this.#store.get(id)
    if (artifact === undefined) throw new MissingArtifactError(id)
    const model = admit(artifact)
    if (model.summary.id !== id) throw new Error(`the artifact that is kept as ${id} is ${model.summary.id}`)
    this.remember(model.summary)
    return model
  }

  /** The longest unused models whose artifacts are over the limit. */
  #excess(): readonly Hex[] {
    const sizes = [...this.#shelves].map(([id, { model }]) => ({ id, bytes: model.artifact.length }))
    let total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
    const last = sizes.pop()
    const excess: Hex[] = []
    for (const { id, bytes } of last ? sizes : []) {
      if (total <= this.#openArtifactBytes) break
      total -= bytes
      excess.push(id)
    }
    return excess
  }

  async #clear(ids: readonly Hex[]): Promise<void> {
    const cleared = ids.map(id => this.#shelves.get(id)!)
    for (const id of ids) this.#shelves.delete(id)
    for (const shelf of cleared) {
      shelf.cleared = true
      if (shelf.runs === 0) await shelf.session.dispose()
    }
  }
}

async function release(shelf: Shelf): Promise<void> {
  shelf.runs -= 1
  if (shelf.cleared && shelf.runs === 0) await shelf.session.dispose()
}
