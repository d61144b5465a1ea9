import { extname } from 'node:path'
import {
  bytesToTensors,
  createElements,
  elementCount,
  readSamples,
  sizeBytes,
  type Tensor,
  type TensorSpec,
} from '../../models/index.ts'
import { BaseError } from '../../primitives/index.ts'
import { readBytes } from './files.ts'

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
  return samples.map(sample => sample.map((values, i) => convert(path, values, specs[i]!)))
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

function convert(path: string, values: Float32Array, { elementType, name, shape }: TensorSpec): Tensor {
  if (elementType === 'float32') return { elementType, shape, data: values }
  const data = createElements(elementType, elementCount(shape))
  values.forEach((value, i) => {
    if (!(data instanceof BigInt64Array || data instanceof BigUint64Array)) data[i] = value
    if (data[i] !== value)
      throw new InputFileError(`"${path}" holds ${value} for input "${name}", want elements of type ${elementType}.`, {
        hint: 'Give whole numbers in the range of the element type, or raw bytes, which 64-bit elements always need.',
      })
  })
  return { elementType, shape, data }
}

function describe({ elementType, name, shape }: TensorSpec): string {
  return `${name} ${elementType}[${shape.join(',')}]`
}
