import {
  createTestClient,
  defineChain,
  http,
  parseEventLogs,
  publicActions,
  type TransactionReceipt,
  walletActions,
} from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { type Contract, loadContract } from '../../contracts/index.ts'
import type { Hex } from '../../primitives/index.ts'

/** Everybody's: the first of the accounts that a devnet funds. */
const account = mnemonicToAccount('test test test test test test test test test test test junk')

/** Enough for every call of the demo, so that none has to be estimated. */
const gas = 10_000_000n

const halfHourSeconds = 1_800n

/** A contract where it was deployed. */
export interface Deployed extends Contract {
  readonly name: string
  readonly address: Hex
}

export type DemoClient = ReturnType<typeof openDemoClient>

/** What the demo asks of a node, through viem over HTTP, as any application would. */
export function openDemoClient(url: string) {
  const chain = defineChain({
    id: 31_337,
    name: 'Inlay',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  })
  const client = createTestClient({
    account,
    chain,
    mode: 'anvil',
    transport: http(url),
    pollingInterval: 5,
    cacheTime: 0,
  })
    .extend(publicActions)
    .extend(walletActions)

  async function receiptOf(what: string, hash: Hex): Promise<TransactionReceipt> {
    const receipt = await client.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`${what} reverted in transaction ${hash}`)
    return receipt
  }

  return {
    account: account.address as Hex,

    async deploy(name: string, args: readonly unknown[]): Promise<Deployed> {
      const contract = await loadContract(name)
      const hash = await client.deployContract({ ...contract, args, gas })
      const { contractAddress } = await receiptOf(`Deploying ${name}`, hash)
      return { ...contract, name, address: contractAddress! }
    },

    async send(contract: Deployed, functionName: string, args: readonly unknown[]): Promise<TransactionReceipt> {
      const { abi, address, name } = contract
      const hash = await client.writeContract({ abi, address, functionName, args, gas })
      return receiptOf(`${name}.${functionName}`, hash)
    },

    read({ abi, address }: Deployed, functionName: string): Promise<unknown> {
      return client.readContract({ abi, address, functionName })
    },

    /** The arguments of the first event of that name in a receipt. */
    event({ abi, name }: Deployed, eventName: string, { logs }: TransactionReceipt): Readonly<Record<string, unknown>> {
      const [event] = parseEventLogs({ abi, logs, eventName })
      if (!event) throw new Error(`${name} did not tell of ${eventName}`)
      return event.args as Readonly<Record<string, unknown>>
    },

    /** Lets the next block begin the half-hour after the last one's. */
    async enterNextHalfHour(): Promise<void> {
      const { timestamp } = await client.getBlock()
      await client.setNextBlockTimestamp({ timestamp: (timestamp / halfHourSeconds + 1n) * halfHourSeconds })
    },
  }
}
