import { BaseError, type Hex } from '../../primitives/index.ts'

/** Thrown for a model that this node doesn't have. */
export class UnknownModelError extends BaseError {
  readonly code = 'MODEL_UNKNOWN'
  constructor(id: Hex) {
    super(`Cannot find model ${id}: this node doesn't have it.`, { hint: 'Add it with `inlay model add FILE`.' })
  }
}

/** Thrown when a model's inputs have another length than its tensors. */
export class ModelInputSizeError extends BaseError {
  readonly code = 'MODEL_INPUT_SIZE'
  constructor(id: Hex, have: number, want: number) {
    super(`Cannot run model ${id}: have ${have} bytes of input, want ${want}.`, {
      hint: 'Give the input tensors as raw little-endian bytes, in order, without padding.',
    })
  }
}

/** Thrown when an element of a model's inputs is not finite, or a bool above 1. */
export class ModelInputValueError extends BaseError {
  readonly code = 'MODEL_INPUT_VALUE'
  constructor(id: Hex, index: number) {
    super(`Cannot run model ${id}: element ${index} of its inputs is out of range.`, {
      hint: 'Give finite numbers, and 0 or 1 for a bool.',
    })
  }
}
