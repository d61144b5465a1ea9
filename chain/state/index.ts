export { createFileGenesis, createGenesis } from './genesis.ts'
export { type GenesisFile, GenesisFileError, readGenesisFile } from './genesis-file.ts'
export { StateLibrary } from './state-library.ts'
