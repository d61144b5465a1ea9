import { BaseError } from '../../primitives/index.ts'
import type { GraphFault } from '../graph/index.ts'

/** Thrown when a float model can't be quantized; holds every fault, in the file's order. */
export class UnquantizableModelError extends BaseError {
  override readonly code = 'MODEL_UNQUANTIZABLE'
  constructor(readonly faults: readonly GraphFault[]) {
    super(
      [
        `Cannot quantize the model: ${faults.length} of its nodes, inputs or outputs have no exact form.`,
        ...faults.map(({ node, operator, reason }) => `  ${operator || 'tensor'} "${node}": ${reason}`),
      ].join('\n'),
      { hint: [...new Set(faults.map(({ hint }) => hint))].join(' ') },
    )
  }
}

/** Thrown when the model to quantize is in the exact profile. */
export class AlreadyExactError extends BaseError {
  override readonly code = 'MODEL_ALREADY_EXACT'
  constructor() {
    super('Cannot quantize the model: it is already in the exact profile.', {
      hint: 'Add it as it is, with `inlay model add`.',
    })
  }
}

/** Thrown when activations of 16 bits are asked for where there can be none. */
export class WideActivationsError extends BaseError {
  override readonly code = 'QUANTIZE_WIDE_INVALID'
  constructor(reason: string, hint: string) {
    super(`Cannot give activations 16 bits: ${reason}.`, { hint })
  }
}

/** Thrown when samples are not inputs of the model that they are given for. */
export class SampleError extends BaseError {
  override readonly code = 'QUANTIZE_SAMPLE_INVALID'
}

/** Thrown when a file of samples can't be read. */
export class SampleFileError extends BaseError {
  override readonly code = 'QUANTIZE_SAMPLE_FILE_INVALID'
  constructor(
    readonly path: string,
    reason: string,
    options: { readonly hint: string; readonly cause?: unknown },
  ) {
    super(`Cannot read samples from "${path}": ${reason}.`, options)
  }
}
