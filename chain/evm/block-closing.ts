import type { Block } from '@ethereumjs/block'
import { Account, type Address } from '@ethereumjs/util'
import type { Wei } from '../../primitives/index.ts'
import { type Fork, isProofOfWork } from './fork.ts'
import type { Machine } from './machine.ts'

const weiPerGwei = 1_000_000_000n

/** Pays a block's withdrawals, and the rewards of its miner and uncles where it was sealed by work. @see EIP-4895 */
export async function payOut(fork: Fork, { evm }: Machine, block: Block): Promise<void> {
  const pay = async (address: Address, amount: Wei) => {
    const account = (await evm.stateManager.getAccount(address)) ?? new Account()
    account.balance += amount
    await evm.journal.putAccount(address, account)
  }
  for (const { address, amount } of block.withdrawals ?? []) await pay(address, amount * weiPerGwei)
  if (isProofOfWork(fork)) {
    const reward = fork.param('minerReward')
    const { uncleHeaders, header } = block
    for (const uncle of uncleHeaders) await pay(uncle.coinbase, ((uncle.number + 8n - header.number) * reward) / 8n)
    await pay(header.coinbase, reward + (reward / 32n) * BigInt(uncleHeaders.length))
  }
  await evm.journal.cleanup()
}
