export { AlreadyKnownError, PoolFullError, ReplacementUnderpricedError } from './errors.ts'
export { Mempool } from './mempool.ts'
