export { type Backend, type BackendName, backendNames, type Session } from './contract.ts'
