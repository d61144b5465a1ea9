import { admit, type BackendChoice, ModelLibrary, type ModelSummary, openBackends } from '../../models/index.ts'
import { gasSchedules, quoteGas, type RunnableModel } from '../../precompiles/index.ts'
import type { Gas, Hex } from '../../primitives/index.ts'
import type { ChainDatabase } from '../storage/index.ts'
import type { ModelView } from '../views.ts'
import { createArtifactStore } from './artifacts.ts'
import { UnknownModelError } from './errors.ts'
import { createFindings } from './findings.ts'

/** The most models that a block admits, and the most bytes of them. @see the design, precompile.md section 7 */
const blockModels = 16
const blockBytes = 64 * 2 ** 20

/** The node's models: it takes them in, offers them to blocks, and runs them. */
export class ModelDesk {
  readonly #database: ChainDatabase
  readonly #library: ModelLibrary
  readonly #admissions: Map<Hex, bigint>
  readonly #staged: Set<Hex>
  /** Artifacts that are being written: one that is added twice at once is staged once. */
  readonly #stagings = new Map<Hex, Promise<void>>()

  private constructor(
    database: ChainDatabase,
    library: ModelLibrary,
    admissions: ReadonlyMap<Hex, bigint>,
    staged: readonly Hex[],
  ) {
    this.#database = database
    this.#library = library
    this.#admissions = new Map(admissions)
    this.#staged = new Set(staged)
  }

  /** Every model is looked at, so that no call has to; one that this node can't admit is a fault of the calls that meet it. */
  static async open(database: ChainDatabase, choice: BackendChoice): Promise<ModelDesk> {
    const library = new ModelLibrary(
      createArtifactStore(database),
      await openBackends(choice, { findings: createFindings(database) }),
    )
    const [admissions, staged] = [await database.listAdmissions(), await database.listStaged()]
    await Promise.allSettled([...admissions.keys(), ...staged].map(id => library.summary(id)))
    return new ModelDesk(database, library, admissions, staged)
  }

  /** Whether a model waits for a block. */
  get hasStaged(): boolean {
    return this.#staged.size > 0
  }

  /**
   * Takes an artifact in for the next block; one that is there already changes nothing.
   * @throws AdmissionError with every fault of the file; BackendMismatchError, a fault of this node, where its backend gives
   * other bits than the reference: such a model is not staged.
   */
  async add(artifact: Uint8Array): Promise<Hex> {
    const model = admit(artifact)
    const { id } = model.summary
    if (!this.#has(id)) await this.#library.adopt(model)
    if (!this.#has(id)) {
      const staging = this.#stagings.get(id) ?? this.#stage(id, artifact)
      this.#stagings.set(id, staging)
      await staging
    }
    return id
  }

  /** What the next block admits: sorted, within the limits of a block. */
  nextAdmissions(): readonly Hex[] {
    const chosen: Hex[] = []
    let sizeBytes = 0
    for (const id of [...this.#staged].slice(0, blockModels)) {
      sizeBytes += this.#database.getArtifact(id)!.length
      if (sizeBytes > blockBytes) break
      chosen.push(id)
    }
    return chosen.sort()
  }

  /** Says that a block admitted them. */
  confirm(ids: readonly Hex[], blockNumber: bigint): void {
    for (const id of ids) {
      this.#staged.delete(id)
      this.#admissions.set(id, blockNumber)
    }
  }

  /** What is known of a model without opening it. @throws as {@link open}. */
  summary(id: Hex): Promise<ModelSummary> {
    return this.#library.summary(id)
  }

  /** @throws MissingArtifactError and others, all faults of this node. */
  open(id: Hex): Promise<RunnableModel> {
    return this.#library.open(id)
  }

  /** @throws UnknownModelError */
  openKnown(id: Hex): Promise<RunnableModel> {
    if (!this.#has(id)) throw new UnknownModelError(id)
    return this.open(id)
  }

  /** @throws UnknownModelError */
  async quote(id: Hex, batch: number): Promise<Gas> {
    if (!this.#has(id)) throw new UnknownModelError(id)
    return quoteGas(await this.summary(id), batch, gasSchedules.osaka)
  }

  artifact(id: Hex): Uint8Array | undefined {
    return this.#database.getArtifact(id)
  }

  async view(id: Hex): Promise<ModelView | undefined> {
    if (!this.#has(id)) return undefined
    const summary = await this.summary(id)
    const backend = await this.open(id).then(
      open => open.backend,
      () => 'unavailable',
    )
    const { name, artifactBytes, inputs, outputs, macs } = summary
    const gas = quoteGas(summary, 1, gasSchedules.osaka)
    return { id, name, artifactBytes, inputs, outputs, macs, gas, admittedIn: this.#admissions.get(id), backend }
  }

  /** In the order of their admission, then those that wait. */
  async list(): Promise<readonly ModelView[]> {
    const ids = [...[...this.#admissions].sort(([, a], [, b]) => Number(a - b)).map(([id]) => id), ...this.#staged]
    return Promise.all(ids.map(async id => (await this.view(id))!))
  }

  /** Closes every session. */
  close(): Promise<void> {
    return this.#library.dispose()
  }

  async #stage(id: Hex, artifact: Uint8Array): Promise<void> {
    try {
      await this.#database.stage(id, artifact)
      this.#staged.add(id)
    } finally {
      this.#stagings.delete(id)
    }
  }

  #has(id: Hex): boolean {
    return this.#admissions.has(id) || this.#staged.has(id)
  }
}
