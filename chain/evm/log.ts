import type { Hex } from '../../primitives/index.ts'

/** What an EVM log says. */
export interface Log {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
}
