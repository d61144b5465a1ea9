import type { AddressInfo } from 'node:net'
import cors from '@fastify/cors'
import fastify, { type FastifyInstance } from 'fastify'
import { type ChainNode, StorageFailedError, UnknownModelError } from '../chain/index.ts'
import { BaseError } from '../primitives/index.ts'
import { AddressUnavailableError } from './address-unavailable.ts'
import { createDispatch, type Observer } from './dispatch.ts'
import { InvalidRequestError, toErrorObject } from './errors.ts'
import { createFilters } from './filters.ts'
import { methods } from './methods/index.ts'
import { addModelRoutes } from './models-route.ts'

/** Bytes that the body of a request may have. */
const maxBodyBytes = 64 * 2 ** 20

/** Where and how a server listens. */
export interface ServerOptions {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
  readonly clientVersion: string
  readonly observer?: Observer
}

/** A server that takes requests. */
export interface RpcServer {
  readonly host: string
  readonly port: number
  readonly url: string
  /** Answers what it has begun and takes no more: batches and mining are cut short. Calling it twice does nothing. */
  close(): Promise<void>
}

/**
 * Serves `node` over HTTP: JSON-RPC at `POST /`, artifacts at `/models`, `GET /health`. It doesn't own the node.
 * @throws AddressUnavailableError when the address can't be listened on.
 */
export async function startServer(node: ChainNode, options: ServerOptions): Promise<RpcServer> {
  const { host, port, clientVersion, observer = {} } = options
  const dispatch = createDispatch(methods, { node, filters: createFilters(node), clientVersion }, observer)
  const server = fastify({ bodyLimit: maxBodyBytes, forceCloseConnections: 'idle', return503OnClosing: false })

  await server.register(cors, { methods: ['GET', 'POST', 'PUT'] })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  answerErrors(server, observer)

  const closing = new AbortController()
  server.addHook('onSend', async (_request, reply) => {
    if (closing.signal.aborted) reply.header('connection', 'close')
  })
  server.post<{ Body: Buffer | undefined }>('/', async ({ body }, reply) => {
    const hungUp = new AbortController()
    reply.raw.once('close', () => hungUp.abort())
    const signal = AbortSignal.any([hungUp.signal, closing.signal])
    const response = await dispatch(body?.toString('utf8') ?? '', signal)
    return response === undefined ? reply.code(204).send() : reply.type('application/json').send(response)
  })
  server.get('/health', (_request, reply) => {
    const { failure } = node
    const blockNumber = Number(node.blockNumber())
    return failure
      ? reply.code(503).send({ status: 'failed', blockNumber, error: toErrorObject(failure) })
      : reply.send({ status: 'ok', blockNumber })
  })
  addModelRoutes(server, node)

  await server.listen({ host, port }).catch((cause: unknown) => {
    throw AddressUnavailableError.from(host, port, cause) ?? cause
  })
  const { port: boundPort } = server.server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host
  return {
    host,
    port: boundPort,
    url: `http://${name}:${boundPort}`,
    close: () => {
      closing.abort()
      return server.close()
    },
  }
}

function statusOf(error: Error): number {
  if (error instanceof UnknownModelError) return 404
  if (error instanceof StorageFailedError) return 503
  return error instanceof BaseError ? 400 : 500
}

/** Failures outside JSON-RPC's own: the same error object, and a status that fits. */
function answerErrors(server: FastifyInstance, observer: Observer): void {
  server.setErrorHandler<Error & { readonly statusCode?: number }>((thrown, request, reply) => {
    const refusal = thrown.statusCode !== undefined && thrown.statusCode < 500
    const error = refusal ? new InvalidRequestError(thrown.message) : thrown
    if (!(error instanceof BaseError)) observer.onFault?.(`${request.method} ${request.url}`, thrown)
    return reply
      .code(thrown.statusCode ?? statusOf(error))
      .send({ jsonrpc: '2.0', id: null, error: toErrorObject(error) })
  })
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      jsonrpc: '2.0',
      id: null,
      error: toErrorObject(new InvalidRequestError(`nothing is at ${request.method} ${request.url.slice(0, 80)}`)),
    }),
  )
}
