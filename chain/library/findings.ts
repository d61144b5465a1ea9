import type { Findings } from '../../models/index.ts'
import type { ChainDatabase } from '../storage/index.ts'

/** The chain's database as a place for what was found out about models. */
export function createFindings(database: ChainDatabase): Findings {
  return {
    get: async key => database.getFinding(key),
    put: (key, value) => database.keepFinding(key, value),
  }
}
