import { accountMethods } from './accounts.ts'
import { blockMethods } from './blocks.ts'
import { configurationMethods } from './configuration.ts'
import { executionMethods } from './execution.ts'
import { feeMethods } from './fees.ts'
import { filterMethods } from './filters.ts'
import { logMethods } from './logs.ts'
import { simulateMethods } from './simulate.ts'
import { stateMethods } from './state.ts'
import { statusMethods } from './status.ts'
import { transactionMethods } from './transactions.ts'

/** The eth group. */
export const ethMethods = [
  ...statusMethods,
  ...configurationMethods,
  ...blockMethods,
  ...transactionMethods,
  ...stateMethods,
  ...executionMethods,
  ...simulateMethods,
  ...feeMethods,
  ...logMethods,
  ...filterMethods,
  ...accountMethods,
]
