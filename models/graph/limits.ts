/** What a model in the exact profile may take at most. */
export const limits = {
  artifactBytes: 64 * 2 ** 20,
  nodes: 10_000,
  /** Inputs of the model, and outputs. */
  signature: 64,
  /** Characters of the model's name and of those of its signature. */
  nameLength: 128,
  /** Of one tensor. */
  axes: 8,
  /** Of one tensor. */
  elements: 2 ** 26,
  /** Inputs and the values that a run computes, together. */
  computedBytes: 128 * 2 ** 20,
  /** Elements of constants, each as often as a node reads it. */
  constantReads: 2 ** 27,
  macs: 2 ** 34,
  /** Elementwise steps, lookups and moved bytes of one run, together. */
  steps: 2 ** 30,
  /** Operator sets whose meaning of the exact forms is one. */
  opsets: [18, 21],
} as const
