export type { Observer } from './dispatch.ts'
export type { Method, Parameter } from './method.ts'
export { methods } from './methods/index.ts'
export { type RpcServer, type ServerOptions, startServer } from './server.ts'
