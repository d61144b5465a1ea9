/** Bounds of a tensor's elements, both included: integers, or finite binary32 values. */
export interface Range {
  readonly min: number
  readonly max: number
}
