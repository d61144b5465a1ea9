import { expect, test } from 'vitest'
import { type BlockView, openChain } from '../../chain/index.ts'

test('a listener is told of every block that is stored from then on, in order, until it ends', async () => {
  const node = await openChain({ database: { kind: 'memory' } })
  await node.mine()
  const heard: BlockView[] = []
  const stop = node.onBlock(block => heard.push(block))
  const [from, to] = node.accounts
  await node.sendTransaction({ from: from!, to: to! })
  await node.mine()
  stop()
  await node.mine()
  expect(heard).toEqual([await node.getBlock({ number: 2n }), await node.getBlock({ number: 3n })])
  await node.close()
})
