import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { TensorSpec } from '../../admission.ts'
import type { EvaluationSet } from '../calibration/index.ts'
import { SampleFileError } from '../errors.ts'
import { readJson } from './json.ts'
import { matchInputs } from './match-inputs.ts'
import { readNpy } from './npy.ts'
import { readNpz } from './npz.ts'
import { type SampleArray, SampleFormatFault } from './sample-array.ts'

const readers: ReadonlyMap<string, (bytes: Uint8Array) => readonly SampleArray[]> = new Map([
  ['.npy', (bytes: Uint8Array) => [readNpy(bytes)]],
  ['.npz', readNpz],
  ['.json', readJson],
])

/**
 * Samples from a file, or from all files of a folder in the order of their names: .npy, .npz (arrays by input name) or
 * .json (nested lists, or an object of them by input name). The first axis of an array counts the samples; an array
 * `labels` says where the model's first output ought to have its greatest element.
 * @throws SampleFileError
 */
export async function readSamples(path: string, inputs: readonly TensorSpec[]): Promise<EvaluationSet> {
  const sets: EvaluationSet[] = []
  for (const file of await listFiles(path)) sets.push(await readSampleFile(file, inputs))
  const samples = sets.flatMap(set => set.samples)
  const labels = sets.flatMap(set => Array.from(set.labels ?? []))
  if (labels.length === 0) return { samples }
  if (labels.length !== samples.length)
    throw new SampleFileError(path, `it holds ${labels.length} labels for ${samples.length} samples`, {
      hint: 'Give one label for each sample, or none at all.',
    })
  return { samples, labels }
}

async function listFiles(path: string): Promise<readonly string[]> {
  const isFolder = await stat(path).then(
    stats => stats.isDirectory(),
    (cause: unknown) => {
      throw new SampleFileError(path, "it can't be opened", { hint: 'Check the path.', cause })
    },
  )
  if (!isFolder) return [path]
  const names = (await readdir(path)).filter(name => readers.has(extname(name).toLowerCase())).sort()
  if (names.length === 0)
    throw new SampleFileError(path, `the folder holds no ${[...readers.keys()].join(', ')} file`, {
      hint: 'Put the samples there, the first axis counting them.',
    })
  return names.map(name => join(path, name))
}

async function readSampleFile(path: string, inputs: readonly TensorSpec[]): Promise<EvaluationSet> {
  const read = readers.get(extname(path).toLowerCase())
  if (read === undefined)
    throw new SampleFileError(path, `files of type "${extname(path)}" are not known`, {
      hint: `Give one of: ${[...readers.keys()].join(', ')}.`,
    })
  try {
    return matchInputs(read(await readFile(path)), inputs)
  } catch (error) {
    if (!(error instanceof SampleFormatFault)) throw error
    throw new SampleFileError(path, error.reason, { hint: error.hint })
  }
}
