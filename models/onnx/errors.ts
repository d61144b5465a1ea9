import { BaseError } from '../../primitives/index.ts'

/** Thrown when bytes are not an ONNX model, or one that contradicts itself. */
export class MalformedModelError extends BaseError {
  readonly code = 'MODEL_MALFORMED'

  constructor(
    readonly fault: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(`Cannot read the model: ${fault}.`, {
      hint: 'Export the model again, and see what `onnx.checker.check_model` says of it.',
      ...options,
    })
  }
}

/** Thrown when a sound ONNX model uses a part of the format that Inlay does not read. */
export class UnsupportedFeatureError extends BaseError {
  readonly code = 'MODEL_UNSUPPORTED_FEATURE'

  constructor(
    readonly fault: string,
    hint: string,
  ) {
    super(`Cannot read the model: ${fault}.`, { hint })
  }
}

/** Thrown when decoding a file would take more memory than a reader of hostile files may give it. */
export class ModelTooComplexError extends BaseError {
  readonly code = 'MODEL_TOO_COMPLEX'

  readonly fault: string

  constructor(haveBytes: number, wantBytes: number) {
    const fault = `it decodes to at least ${haveBytes} bytes of objects, want at most ${wantBytes}`
    super(`Cannot read the model: ${fault}.`, {
      hint: 'Store the weights as raw data, as `onnx.numpy_helper.from_array` does.',
    })
    this.fault = fault
  }
}
