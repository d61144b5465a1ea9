import { accountMethods } from './accounts.ts'
import { blockMethods } from './blocks.ts'
import { executionMethods } from './execution.ts'
import { feeMethods } from './fees.ts'
import { filterMethods } from './filters.ts'
import { logMethods } from './logs.ts'
import { stateMethods } from './state.ts'
import { statusMethods } from './status.ts'
import { transactionMethods } from './transactions.ts'

/** The eth group. */
export const ethMethods = [
  ...statusMethods,
  ...blockMethods,
  ...transactionMethods,
  ...stateMethods,
  ...executionMethods,
  ...feeMethods,
  ...logMethods,
  ...filterMethods,
  ...accountMethods,
]
