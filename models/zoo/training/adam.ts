const [firstDecay, secondDecay, epsilon] = [0.9, 0.999, 1e-8]

/** One step down the slope that `gradients` hold `samples` times. */
export type AdamStep = (learningRate: number, samples: number) => void

/**
 * Adam over arrays of parameters, which its steps change, and their gradients, which they zero.
 * @see Kingma and Ba, Adam: a method for stochastic optimization, 2015, algorithm 1
 */
export function createAdam(parameters: readonly Float64Array[], gradients: readonly Float64Array[]): AdamStep {
  const firstMoments = parameters.map(({ length }) => new Float64Array(length))
  const secondMoments = parameters.map(({ length }) => new Float64Array(length))
  let [firstPower, secondPower] = [1, 1]
  return (learningRate, samples) => {
    firstPower *= firstDecay
    secondPower *= secondDecay
    parameters.forEach((values, array) => {
      const [gradient, first, second] = [gradients[array]!, firstMoments[array]!, secondMoments[array]!]
      for (let i = 0; i < values.length; i++) {
        const slope = gradient[i]! / samples
        gradient[i] = 0
        first[i] = firstDecay * first[i]! + (1 - firstDecay) * slope
        second[i] = secondDecay * second[i]! + (1 - secondDecay) * slope * slope
        const deviation = Math.sqrt(second[i]! / (1 - secondPower)) + epsilon
        values[i]! -= (learningRate * (first[i]! / (1 - firstPower))) / deviation
      }
    })
  }
}
