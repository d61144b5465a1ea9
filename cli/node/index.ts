export { type NodeSettings, runNode } from './run-node.ts'
