import { openChain } from '../../chain/index.ts'

/** Sends transfers to a chain for as long as it lives, and says which were answered: run by restart.test.ts, which kills it. */
const path = process.argv[2]!
const node = await openChain({ database: { kind: 'level', path } })
const [from, to] = node.accounts
for (;;) {
  const hashes = await Promise.all(
    [1n, 2n, 3n].map(value =>
      node.sendTransaction({ from: node.accounts[Number(value) + 1]!, to: to!, value, gas: 21_000n }),
    ),
  )
  const alone = await node.sendTransaction({ from: from!, to: to!, value: 4n, gas: 21_000n })
  process.stdout.write([...hashes, alone].map(hash => `${hash}\n`).join(''))
}
