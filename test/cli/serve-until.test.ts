import { expect, test } from 'vitest'
import { openChain } from '../../chain/index.ts'
import { serveUntil } from '../../cli/node/serve-until.ts'

const options = { host: '127.0.0.1', port: 0, clientVersion: 'inlay/test' }

test('a server is closed when its node is told to stop, and when its banner fails', async () => {
  const node = await openChain({ database: { kind: 'memory' } })
  const urls: string[] = []
  await serveUntil(Promise.resolve(), node, options, url => urls.push(url))
  const broken = new Error('no banner')
  const served = serveUntil(new Promise(() => {}), node, options, url => {
    urls.push(url)
    throw broken
  })
  await expect(served).rejects.toBe(broken)
  expect(urls).toHaveLength(2)
  for (const url of urls) await expect(fetch(url)).rejects.toThrow('fetch failed')
  await node.close()
})
