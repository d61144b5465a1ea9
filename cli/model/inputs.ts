import { extname } from 'node:path'
import {
  bytesToTensors,
  createTensor,
  readSamples,
  sizeBytes,
  type Tensor,
  type TensorSpec,
} from '../../models/index.ts'
import { BaseError } from '../../primitives/index.ts'
import { readBytes } from '../files.ts'

const sampleFiles = ['.npy', '.npz', '.json']

/** Thrown when a file doesn't hold inputs of the model. */
export class InputFileError extends BaseError {
  readonly code = 'CLI_INPUT_FILE_INVALID'
}

/**
 * The inputs that a file holds, one list of tensors for each run: samples along the first axis of .npy, .npz and .json
 * files; anything else is raw little-endian bytes, as `infer` takes them, one run after the other.
 * @throws InputFileError, FileUnavailableError, SampleFileError
 */
export async function readInputs(path: string, specs: readonly TensorSpec[]): Promise<readonly (readonly Tensor[])[]> {
  if (!sampleFiles.includes(extname(path).toLowerCase())) return splitRuns(path, await readBytes(path), specs)
  const { samples } = await readSamples(path, specs)
  return samples.map(sample => specs.map(({ elementType, shape }, i) => createTensor(elementType, shape, sample[i]!)))
}

function splitRuns(path: string, bytes: Uint8Array, specs: readonly TensorSpec[]): readonly (readonly Tensor[])[] {
  const runBytes = specs.reduce((total, spec) => total + sizeBytes(spec), 0)
  if (bytes.length === 0 || bytes.length % runBytes !== 0)
    throw new InputFileError(`"${path}" has ${bytes.length} bytes, want ${runBytes} for each run.`, {
      hint: `Raw bytes are the input tensors, little-endian, without padding: ${specs.map(describe).join(', ')}.`,
    })
  return Array.from({ length: bytes.length / runBytes }, (_, i) =>
    bytesToTensors(bytes.subarray(i * runBytes, (i + 1) * runBytes), specs),
  )
}

function describe({ elementType, name, shape }: TensorSpec): string {
  return `${name} ${elementType}[${shape.join(',')}]`
}
