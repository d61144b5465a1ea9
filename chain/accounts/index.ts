export { type DevAccount, deriveDevAccounts, devMnemonic } from './dev-accounts.ts'
export { TransactionWouldFailError, UnknownAccountError } from './errors.ts'
export { Signer, type TransactionDefaults } from './signer.ts'
