import { BaseError, type Gas } from '../../primitives/index.ts'

/** Thrown when a sender can't pay for the least gas that a transaction costs. The summary is geth's. */
export class GasAllowanceError extends BaseError {
  readonly code = 'GAS_ALLOWANCE_EXCEEDED'
  constructor(allowance: Gas) {
    super(`gas required exceeds allowance (${allowance})`, {
      hint: 'Send ether to the sender first, or lower the price or the value.',
    })
  }
}
