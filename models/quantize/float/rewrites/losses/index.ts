export { likelihoodLossRewrite } from './likelihood-loss.ts'
export { softmaxLossRewrite } from './softmax-loss.ts'
