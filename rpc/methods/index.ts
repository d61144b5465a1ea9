import type { Method } from '../method.ts'
import { debugMethods } from './debug.ts'
import { devnetMethods } from './devnet.ts'
import { ethMethods } from './eth/index.ts'
import { inferenceMethods } from './inference.ts'
import { netMethods } from './net.ts'
import { personalMethods } from './personal.ts'
import { testingMethods } from './testing.ts'
import { txpoolMethods } from './txpool.ts'
import { web3Methods } from './web3.ts'

/** Every method of this node, by group. */
export const methods: readonly Method[] = [
  ...ethMethods,
  ...netMethods,
  ...web3Methods,
  ...personalMethods,
  ...debugMethods,
  ...txpoolMethods,
  ...testingMethods,
  ...inferenceMethods,
  ...devnetMethods,
]
