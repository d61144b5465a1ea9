/**
 * The kinds of work that a model's cost is counted in, from shapes alone. The gas schedule prices each.
 * Dense MACs are those of matrix products and convolutions that run at matrix rate; small-K MACs those of depthwise
 * convolutions and other dot products too short for it. Nodes count what a node costs whatever its size.
 */
export const workKinds = [
  'denseMacs',
  'smallKMacs',
  'elements',
  'lookups',
  'bytesMoved',
  'artifactBytes',
  'nodes',
] as const
export type WorkKind = (typeof workKinds)[number]

/** How much of each kind one run of a model takes; integers. */
export type WorkAmounts = Readonly<Record<WorkKind, number>>
