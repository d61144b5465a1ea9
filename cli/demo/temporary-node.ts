import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openChain } from '../../chain/index.ts'
import { startServer } from '../../rpc/index.ts'
import { readVersion } from '../version.ts'

/** Runs `use` against a node that listens on a free port, on a database that is removed afterwards. */
export async function withTemporaryNode<T>(use: (url: string) => Promise<T>): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'inlay-demo-'))
  try {
    const node = await openChain({ database: { kind: 'level', path } })
    try {
      const server = await startServer(node, { host: '127.0.0.1', port: 0, clientVersion: `inlay/v${readVersion()}` })
      try {
        return await use(server.url)
      } finally {
        await server.close()
      }
    } finally {
      await node.close()
    }
  } finally {
    await rm(path, { recursive: true, force: true })
  }
}
