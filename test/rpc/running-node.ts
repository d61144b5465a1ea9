import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createPublicClient, createTestClient, createWalletClient, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { type ChainNode, type ChainOptions, openChain } from '../../chain/index.ts'
import { packagePath } from '../../primitives/index.ts'
import { startServer } from '../../rpc/index.ts'

/** The first key of the mnemonic that every devnet shares. */
export const privateKey = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'

const run = promisify(execFile)

/** A node in memory, served over HTTP on a free port, and the clients that the tests ask it with. */
export type RunningNode = Awaited<ReturnType<typeof startNode>>

/** Starts a node; whoever starts it closes it. */
export async function startNode(options: Omit<ChainOptions, 'database'> = {}) {
  const node: ChainNode = await openChain({ backend: 'reference', ...options, database: { kind: 'memory' } })
  const faults: unknown[] = []
  const server = await startServer(node, {
    host: '127.0.0.1',
    port: 0,
    clientVersion: 'inlay/test',
    observer: { onFault: (_, thrown) => faults.push(thrown) },
  })
  const { url } = server
  const account = privateKeyToAccount(privateKey)
  const transport = http(url, { retryCount: 0 })

  return {
    node,
    url,
    account,
    /** What the server logged as its own fault. */
    faults,
    publicClient: createPublicClient({ chain: foundry, transport, pollingInterval: 20 }),
    walletClient: createWalletClient({ chain: foundry, transport, account }),
    testClient: createTestClient({ chain: foundry, transport, mode: 'anvil' }),
    /** Runs `cast` against the node. */
    cast: (command: string, ...args: readonly string[]) => runCast(command, '--rpc-url', url, ...args),
    /** Sends `body` as it is. */
    post: (body: string, headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' }) =>
      fetch(url, { method: 'POST', headers, body }),
    /** The answer to one JSON-RPC request, result or error. */
    async ask(
      method: string,
      ...params: readonly unknown[]
    ): Promise<{ result?: unknown; error?: { code: number; message: string; data: unknown } }> {
      const response = await fetch(url, {
        method: 'POST',
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      })
      return response.json() as never
    },
    async close(): Promise<void> {
      await server.close()
      await node.close()
    },
  }
}

/** Runs `cast`; resolves to what it printed, and rejects with its complaint: npm's wrapper exits with 0 all the same. */
export async function runCast(...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(packagePath('node_modules', '.bin', 'cast'), args, {
    env: { ...process.env, NO_COLOR: '1', FOUNDRY_DISABLE_NIGHTLY_WARNING: '1' },
  })
  if (stderr.startsWith('Error')) throw new Error(stderr)
  return stdout.trim()
}
