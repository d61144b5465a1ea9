import type * as TensorflowCore from '@tensorflow/tfjs-core'
import { BackendUnavailableError } from '../backend-unavailable-error.ts'

/** TensorFlow.js, with one of its own backends chosen. */
export type Tensorflow = typeof TensorflowCore

export type DeviceTensor = TensorflowCore.Tensor

/** Imports a package, of which a bundle knows nothing. @throws where it is not installed or does not load. */
export type ImportPackage = (name: string) => Promise<unknown>

/**
 * TensorFlow on a GPU by `@tensorflow/tfjs-node-gpu`, or else TensorFlow.js in WebAssembly; a GPU package that is installed and
 * does not load is said on stderr.
 * @throws BackendUnavailableError with what kept each of them from loading.
 */
export async function loadTensorflow(importPackage: ImportPackage = name => import(name)): Promise<Tensorflow> {
  const failures: Failure[] = []
  for (const { packages, backend } of flavours)
    try {
      const [tensorflow] = (await Promise.all(packages.map(importPackage))) as [Tensorflow]
      if (!(await tensorflow.setBackend(backend))) throw new Error(`its backend ${backend} does not start`)
      for (const { reason } of failures.filter(({ isInstalled }) => isInstalled))
        console.error(`warning: tfjs runs in ${packages[0]}, since ${reason}`)
      return tensorflow
    } catch (error) {
      failures.push(describeFailure(packages, error))
    }
  throw new BackendUnavailableError(
    'tfjs',
    failures.map(({ reason }) => reason).join('; '),
    'Run `npm install @tensorflow/tfjs-node-gpu` where there is a GPU, or choose another one with `--backend`.',
  )
}

/** The packages of each way to run, the one with the operations first, and the name of its backend there. */
const flavours = [
  { packages: ['@tensorflow/tfjs-node-gpu'], backend: 'tensorflow' },
  { packages: ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm'], backend: 'wasm' },
] as const

interface Failure {
  readonly reason: string
  readonly isInstalled: boolean
}

function describeFailure(packages: readonly string[], error: unknown): Failure {
  const { code, message } = error as NodeJS.ErrnoException
  const missing = packages.find(name => code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${name}'`))
  if (missing) return { reason: `${missing} is not installed`, isInstalled: false }
  const firstLine = String(message).split('\n')[0]!.replace(/\.$/, '')
  return { reason: `${packages.join(' with ')} does not load (${firstLine})`, isInstalled: true }
}
