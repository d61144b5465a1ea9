export { type DevAccount, deriveDevAccounts } from './dev-accounts.ts'
export { createGenesis } from './genesis.ts'
