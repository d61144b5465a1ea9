import { BaseError } from '../primitives/index.ts'

/** Thrown when no node answers at the address. */
export class NodeUnreachableError extends BaseError {
  readonly code = 'CLI_NODE_UNREACHABLE'
  constructor(url: string, reason: string, cause?: unknown) {
    super(`Cannot reach a node at ${url}: ${reason}.`, {
      hint: 'Start one with `inlay node`, or name another with --rpc URL.',
      cause,
    })
  }
}

/** Thrown when a node refuses a request; the summary, code and hint are the node's. */
export class NodeRefusalError extends BaseError {
  readonly code: string
  constructor({ message, data }: ErrorAnswer) {
    super(message, { hint: data?.hint ?? "Look into the node's log." })
    this.code = data?.code ?? 'CLI_NODE_REFUSAL'
  }
}

const notInlay = 'what answers there is no Inlay node'

interface ErrorAnswer {
  readonly message: string
  readonly data?: { readonly code?: string; readonly hint?: string }
}

/**
 * Asks the node at `url` for a method's result.
 * @throws NodeUnreachableError, NodeRefusalError.
 */
export async function callNode(url: string, method: string, ...params: readonly unknown[]): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const answer = await send(url, url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  if (!('result' in answer)) throw new NodeUnreachableError(url, notInlay)
  return answer.result
}

/**
 * Adds an artifact to the node at `url`; answers the model as `inference_getModel` does.
 * @throws NodeUnreachableError, NodeRefusalError.
 */
export function putModel(url: string, artifact: Uint8Array): Promise<unknown> {
  const headers = { 'content-type': 'application/octet-stream' }
  return send(url, new URL('models', url.endsWith('/') ? url : `${url}/`).href, {
    method: 'PUT',
    headers,
    body: artifact,
  })
}

async function send(node: string, url: string, request: RequestInit): Promise<object> {
  const text = await fetch(url, request).then(
    response => response.text(),
    (cause: unknown) => {
      throw new NodeUnreachableError(node, reasonOf(cause), cause)
    },
  )
  const answer = parseAnswer(text)
  if (!answer) throw new NodeUnreachableError(node, notInlay)
  if ('error' in answer) throw new NodeRefusalError(answer.error as ErrorAnswer)
  return answer
}

function parseAnswer(text: string): object | undefined {
  try {
    const answer: unknown = JSON.parse(text)
    return typeof answer === 'object' && answer !== null ? answer : undefined
  } catch {
    return undefined
  }
}

function reasonOf(thrown: unknown): string {
  const { cause } = thrown as { readonly cause?: { readonly code?: string; readonly message?: string } }
  if (cause?.code === 'ECONNREFUSED') return 'nothing listens there'
  if (cause?.message === 'bad port') return 'no HTTP client may use that port'
  return cause?.message || cause?.code || String((thrown as Error).message)
}
