import type { AdmittedModel } from '../admission.ts'
import type { Backend, BackendName, Session } from './contract.ts'
import { createMemoryFindings, type Findings } from './findings.ts'
import { BackendMismatchError, verifySession } from './known-answers.ts'
import { describeMachine, measureSession } from './measure-session.ts'
import { onnxruntimeBackend } from './onnxruntime/index.ts'
import { referenceBackend } from './reference/index.ts'
import { selfTestModels } from './self-test.ts'
import { tfjsBackend } from './tfjs/index.ts'
import { wasmBackend } from './wasm/index.ts'

/** Which backend runs models: one by name, or for each model the one that is likely faster. */
export type BackendChoice = BackendName | 'auto'

/** Backends that were found to agree with the reference on this machine. */
export interface Backends {
  readonly choice: BackendChoice
  /**
   * A session of a model on the chosen backend.
   * @throws BackendMismatchError where it differs from the reference, on this machine or on this model.
   */
  createSession(model: AdmittedModel): Promise<Session>
}

/**
 * Above this, onnxruntime is tried as well: its own dispatch takes as long as that. Below it, its library need not be loaded.
 */
const leastOnnxruntimeMs = 0.1

const backends: Readonly<Record<BackendName, Backend>> = {
  reference: referenceBackend,
  wasm: wasmBackend,
  onnxruntime: onnxruntimeBackend,
  tfjs: tfjsBackend,
}

export interface BackendsOptions {
  /** Where what is found out about models is kept; by default it is forgotten with the process. */
  readonly findings?: Findings
  /** Is told of each fall-back: by default it says so on stderr. */
  readonly onFallback?: (mismatch: BackendMismatchError) => void
}

/**
 * Opens the backends of a choice. One that is asked for by name is loaded and tested at once; `auto` does so when a model
 * first needs it, and measures once for each model and machine which one runs it faster. One that differs from the reference is
 * not used; where none is left, the reference runs the model.
 * @throws BackendMismatchError
 */
export async function openBackends(choice: BackendChoice = 'auto', options: BackendsOptions = {}): Promise<Backends> {
  const { findings = createMemoryFindings(), onFallback = warnOfFallback } = options
  const tests = new Map<BackendName, Promise<void>>()
  const openTested = async (name: BackendName, model: AdmittedModel): Promise<Session> => {
    const test = tests.get(name) ?? selfTest(backends[name])
    tests.set(name, test)
    test.catch(error => {
      if (!(error instanceof BackendMismatchError)) tests.delete(name)
    })
    await test
    return openVerified(backends[name], model, findings)
  }
  const attempt = async (name: BackendName, model: AdmittedModel): Promise<Session | undefined> => {
    try {
      return await openTested(name, model)
    } catch (error) {
      if (!(error instanceof BackendMismatchError)) throw error
      onFallback(error)
      return undefined
    }
  }
  if (choice !== 'auto') {
    tests.set(choice, selfTest(backends[choice]))
    await tests.get(choice)
  }
  return {
    choice,
    async createSession(model) {
      if (choice !== 'auto') return openTested(choice, model)
      const key = `fastest ${model.summary.id} ${describeMachine()}`
      const kept = new TextDecoder().decode(await findings.get(key))
      const known = candidates.find(name => name === kept)
      const remembered = known && (await attempt(known, model))
      if (remembered) return remembered
      const fastest = await openFastest(model, attempt)
      if (fastest === undefined) return backends.reference.createSession(model)
      await findings.put(key, new TextEncoder().encode(fastest.backend))
      return fastest
    },
  }
}

function warnOfFallback({ message, model }: BackendMismatchError): void {
  console.error(`warning: ${message}; model ${model} runs on the reference`)
}

/** What `auto` chooses from, in the order in which they are tried. */
const candidates = ['wasm', 'onnxruntime'] as const

type Attempt = (name: BackendName, model: AdmittedModel) => Promise<Session | undefined>

/** A session on the candidate that runs the model fastest here; undefined where all are refused. */
async function openFastest(model: AdmittedModel, attempt: Attempt): Promise<Session | undefined> {
  let fastest: { readonly session: Session; readonly ms: number } | undefined
  for (const name of candidates) {
    if (fastest && fastest.ms < leastOnnxruntimeMs) break
    let session: Session | undefined
    try {
      session = await attempt(name, model)
      if (session === undefined) continue
      const ms = await measureSession(session, model)
      const slower = fastest && fastest.ms <= ms ? session : fastest?.session
      if (slower !== session) fastest = { session, ms }
      await slower?.dispose()
    } catch (error) {
      if (session !== fastest?.session) await session?.dispose()
      await fastest?.session.dispose()
      throw error
    }
  }
  return fastest?.session
}

async function selfTest(backend: Backend): Promise<void> {
  for (const model of selfTestModels()) await (await openVerified(backend, model, createMemoryFindings())).dispose()
}

async function openVerified(backend: Backend, model: AdmittedModel, findings: Findings): Promise<Session> {
  const session = await backend.createSession(model)
  if (backend.name === 'reference') return session
  try {
    await verifySession(session, model, findings)
    return session
  } catch (error) {
    await session.dispose()
    throw error
  }
}
