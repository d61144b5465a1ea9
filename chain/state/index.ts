export { createGenesis } from './genesis.ts'
export { StateLibrary } from './state-library.ts'
