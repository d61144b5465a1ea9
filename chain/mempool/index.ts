export { AlreadyKnownError, PoolFullError, ReplacementUnderpricedError } from './errors.ts'
export { Mempool } from './mempool.ts'
export { viewPool } from './view-pool.ts'
