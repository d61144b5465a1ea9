import type { ChainNode } from '../../chain/index.ts'
import { type ServerOptions, startServer } from '../../rpc/index.ts'

/**
 * Serves `node` until `stopped` resolves, and closes the server then or at a throw.
 * @param announce is told the address once the server listens.
 * @throws AddressUnavailableError
 */
export async function serveUntil(
  stopped: Promise<unknown>,
  node: ChainNode,
  options: ServerOptions,
  announce: (url: string) => void,
): Promise<void> {
  const server = await startServer(node, options)
  try {
    announce(server.url)
    await stopped
  } finally {
    await server.close()
  }
}
