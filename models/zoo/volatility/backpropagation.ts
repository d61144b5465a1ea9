import { type DenseLayer, emptyLayer, type Network } from './network.ts'

/** A network in training: one sample goes forward, then back. */
export interface Backpropagation {
  /** What the first layer reads; the caller fills it before each {@link forward}. */
  readonly features: Float64Array
  /** Sums of derivatives since they were last zeroed. */
  readonly gradients: Network
  /** The network's output. */
  forward(): number
  /** Adds the derivatives of a loss to `gradients`, for the sample that went forward last. */
  backward(derivativeByOutput: number): void
}

/** Gives `network` what it takes to be trained; reads its weights at each pass. */
export function createBackpropagation(network: Network): Backpropagation {
  const gradients = network.map(({ inputs, outputs }) => emptyLayer(inputs, outputs))
  const sizes = [network[0]!.inputs, ...network.map(({ outputs }) => outputs)]
  const activations = sizes.map(size => new Float64Array(size))
  const derivatives = sizes.map(size => new Float64Array(size))
  return {
    features: activations[0]!,
    gradients,
    forward() {
      network.forEach((layer, i) => {
        forwardDense(layer, activations[i]!, activations[i + 1]!)
        if (i < network.length - 1) applyRelu(activations[i + 1]!)
      })
      return activations.at(-1)![0]!
    },
    backward(derivativeByOutput) {
      derivatives.at(-1)![0] = derivativeByOutput
      for (let i = network.length - 1; i >= 0; i--) {
        addGradient(gradients[i]!, activations[i]!, derivatives[i + 1]!)
        if (i > 0) backwardDense(network[i]!, activations[i]!, derivatives[i + 1]!, derivatives[i]!)
      }
    },
  }
}

/** `output = weights * input + biases`. */
function forwardDense({ inputs, outputs, weights, biases }: DenseLayer, input: Float64Array, output: Float64Array) {
  for (let n = 0; n < outputs; n++) {
    const row = n * inputs
    let [even, odd] = [biases[n]!, 0]
    for (let k = 0; k < inputs; k += 2) {
      even += weights[row + k]! * input[k]!
      odd += weights[row + k + 1]! * input[k + 1]!
    }
    output[n] = even + odd
  }
}

function applyRelu(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i] = 0
}

/** A unit whose derivative is 0 costs nothing: half of them, behind a Relu. */
function addGradient({ inputs, outputs, weights, biases }: DenseLayer, input: Float64Array, derivatives: Float64Array) {
  for (let n = 0; n < outputs; n++) {
    const derivative = derivatives[n]!
    if (derivative === 0) continue
    const row = n * inputs
    biases[n]! += derivative
    for (let k = 0; k < inputs; k++) weights[row + k]! += derivative * input[k]!
  }
}

/** Derivatives by a layer's input, before the Relu that made it: 0 where the Relu gave 0. */
function backwardDense(
  { inputs, outputs, weights }: DenseLayer,
  input: Float64Array,
  derivatives: Float64Array,
  inputDerivatives: Float64Array,
): void {
  inputDerivatives.fill(0)
  for (let n = 0; n < outputs; n++) {
    const derivative = derivatives[n]!
    if (derivative === 0) continue
    const row = n * inputs
    for (let k = 0; k < inputs; k++) inputDerivatives[k]! += derivative * weights[row + k]!
  }
  for (let k = 0; k < inputs; k++) if (input[k] === 0) inputDerivatives[k] = 0
}
