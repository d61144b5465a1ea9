import { expect, test } from 'vitest'
import { openChainOn } from '../../chain/open-chain.ts'
import { ChainDatabase, createMemoryStore } from '../../chain/storage/index.ts'
import { startServer } from '../../rpc/index.ts'
import { perceptron } from './perceptron.ts'

test('a node that can store nothing more says so: at /health, and where it is given a model', async () => {
  const store = createMemoryStore()
  let full = false
  const write: typeof store.write = batch => (full ? Promise.reject(new Error('no space left')) : store.write(batch))
  const node = await openChainOn(await ChainDatabase.open({ ...store, write }, 31_337n, 'memory'), 31_337n, {})
  const server = await startServer(node, { host: '127.0.0.1', port: 0, clientVersion: 'inlay/test' })
  full = true
  const put = await fetch(`${server.url}/models`, { method: 'PUT', body: Buffer.from(perceptron) })
  const health = await fetch(`${server.url}/health`)
  const error = {
    code: -32000,
    message: 'Cannot write to the database at memory, so this node stores nothing more: no space left.',
    data: { code: 'STORAGE_FAILED' },
  }
  expect(put.status).toBe(503)
  expect(await put.json()).toMatchObject({ error })
  expect(health.status).toBe(503)
  expect(await health.json()).toMatchObject({ status: 'failed', blockNumber: 0, error })
  await server.close()
  await node.close()
})
