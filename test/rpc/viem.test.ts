import {
  type Address,
  BaseError,
  ContractFunctionRevertedError,
  encodeFunctionData,
  getAddress,
  getContract,
  parseEther,
  parseGwei,
} from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ledgerAbi, ledgerBytecode } from './ledger.ts'
import { type RunningNode, startNode } from './running-node.ts'

const stranger = '0x00000000000000000000000000000000000a11ce'
let rpc: RunningNode

beforeAll(async () => {
  rpc = await startNode()
})
afterAll(async () => {
  await rpc.close()
  expect(rpc.faults).toEqual([])
})

/** Accounts whose keys the node holds. */
const nodeAddresses = async () => (await rpc.ask('eth_accounts')).result as readonly Address[]

async function deployLedger(initial: bigint) {
  const hash = await rpc.walletClient.deployContract({ abi: ledgerAbi, bytecode: ledgerBytecode, args: [initial] })
  const { contractAddress } = await rpc.publicClient.waitForTransactionReceipt({ hash })
  return getContract({
    address: contractAddress!,
    abi: ledgerAbi,
    client: { public: rpc.publicClient, wallet: rpc.walletClient },
  })
}

async function refusal(promise: Promise<unknown>): Promise<BaseError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(BaseError)
  return thrown as BaseError
}

describe('viem', () => {
  test('asks for the chain and its accounts', async () => {
    expect(await rpc.publicClient.getChainId()).toBe(31_337)
    expect(await nodeAddresses()).toHaveLength(10)
    expect(await rpc.publicClient.getBalance({ address: rpc.account.address, blockNumber: 0n })).toBe(
      parseEther('10000'),
    )
  })

  test('sends ether from a local key and from a key of the node', async () => {
    const before = await rpc.publicClient.getBalance({ address: stranger })
    const local = await rpc.walletClient.sendTransaction({ to: stranger, value: 5n })
    expect(await rpc.publicClient.getTransactionReceipt({ hash: local })).toMatchObject({
      status: 'success',
      gasUsed: 21_000n,
    })
    const [, second] = await nodeAddresses()
    const remote = await rpc.walletClient.sendTransaction({ account: second!, to: stranger, value: 7n })
    expect(await rpc.publicClient.getTransaction({ hash: remote })).toMatchObject({
      from: second!.toLowerCase(),
      to: stranger,
      value: 7n,
      type: 'eip1559',
      transactionIndex: 0,
    })
    expect((await rpc.publicClient.getBalance({ address: stranger })) - before).toBe(12n)
  })

  test('sends legacy and access list transactions', async () => {
    const gasPrice = await rpc.publicClient.getGasPrice()
    const legacy = await rpc.walletClient.sendTransaction({ to: stranger, gasPrice })
    expect(await rpc.publicClient.getTransaction({ hash: legacy })).toMatchObject({
      type: 'legacy',
      gasPrice,
      chainId: 31_337,
    })
    const accessList = [{ address: rpc.account.address, storageKeys: [`0x${'0'.repeat(63)}1`] }] as const
    const listed = await rpc.walletClient.sendTransaction({ to: stranger, gasPrice, accessList })
    expect(await rpc.publicClient.getTransaction({ hash: listed })).toMatchObject({
      type: 'eip2930',
      accessList: [{ address: rpc.account.address.toLowerCase(), storageKeys: [`0x${'0'.repeat(63)}1`] }],
    })
  })

  test('deploys, writes, reads, simulates and estimates', async () => {
    const ledger = await deployLedger(1n)
    expect(await ledger.read.value()).toBe(1n)
    const { request } = await ledger.simulate.store([2n, 'two'], { account: rpc.account, value: 3n })
    const estimate = await ledger.estimateGas.store([2n, 'two'], { account: rpc.account, value: 3n })
    const hash = await rpc.walletClient.writeContract(request)
    const receipt = await rpc.publicClient.waitForTransactionReceipt({ hash })
    expect(receipt).toMatchObject({ status: 'success', to: ledger.address.toLowerCase(), contractAddress: null })
    expect(receipt.gasUsed).toBeLessThanOrEqual(estimate)
    expect(await ledger.read.value()).toBe(2n)
    expect(await ledger.read.value({ blockNumber: receipt.blockNumber - 1n })).toBe(1n)
    expect(await rpc.publicClient.getStorageAt({ address: ledger.address, slot: '0x0' })).toBe(`0x${'0'.repeat(63)}2`)
    expect(await rpc.publicClient.getBalance({ address: ledger.address })).toBe(3n)
    expect((await rpc.publicClient.getCode({ address: ledger.address }))!.length).toBeGreaterThan(100)
  })

  test('an estimate is enough and one gas less is not', async () => {
    const ledger = await deployLedger(1n)
    const gas = await ledger.estimateGas.store([77n, 'enough'], { account: rpc.account })
    const outcome = async (limit: bigint) =>
      (
        await rpc.publicClient.waitForTransactionReceipt({
          hash: await ledger.write.store([77n, 'enough'], { account: rpc.account, gas: limit }),
        })
      ).status
    expect(await outcome(gas - 1n)).toBe('reverted')
    expect(await outcome(gas)).toBe('success')
  })

  test('finds logs by address, event, topic, range and block hash', async () => {
    const ledger = await deployLedger(0n)
    const hashes = [await ledger.write.store([10n, 'ten']), await ledger.write.store([11n, 'eleven'])]
    const receipts = await Promise.all(hashes.map(hash => rpc.publicClient.getTransactionReceipt({ hash })))
    const fromBlock = receipts[0]!.blockNumber
    const all = await ledger.getEvents.Stored({}, { fromBlock })
    expect(all.map(({ args }) => args)).toEqual([
      { who: rpc.account.address, value: 10n, note: 'ten' },
      { who: rpc.account.address, value: 11n, note: 'eleven' },
    ])
    expect(all[0]).toMatchObject({ transactionHash: hashes[0], logIndex: 0, removed: false, blockNumber: fromBlock })
    expect(await ledger.getEvents.Stored({ value: 11n }, { fromBlock })).toEqual([all[1]])
    expect(await ledger.getEvents.Stored({ value: [10n, 11n], who: rpc.account.address }, { fromBlock })).toEqual(all)
    expect(await ledger.getEvents.Stored({ who: stranger }, { fromBlock })).toEqual([])
    const { blockHash } = receipts[1]!
    expect(await rpc.publicClient.getLogs({ blockHash })).toMatchObject([
      { blockHash, address: ledger.address.toLowerCase() },
    ])
    expect(await rpc.publicClient.getLogs({ address: ledger.address, fromBlock: 0n, toBlock: fromBlock - 1n })).toEqual(
      [],
    )
  })

  test('filters tell what is new since the last time', async () => {
    const ledger = await deployLedger(0n)
    const events = await ledger.createEventFilter.Stored({ value: 3n })
    const blocks = await rpc.publicClient.createBlockFilter()
    await ledger.write.store([2n, 'two'])
    await ledger.write.store([3n, 'three'])
    const { hash } = await rpc.publicClient.getBlock()
    expect((await rpc.publicClient.getFilterChanges({ filter: events })).map(({ args }) => args)).toMatchObject([
      { note: 'three' },
    ])
    expect(await rpc.publicClient.getFilterChanges({ filter: events })).toEqual([])
    const hashes = await rpc.publicClient.getFilterChanges({ filter: blocks })
    expect(hashes).toHaveLength(2)
    expect(hashes[1]).toBe(hash)
    expect(await rpc.publicClient.uninstallFilter({ filter: events })).toBe(true)
    expect(await rpc.publicClient.uninstallFilter({ filter: events })).toBe(false)
    await expect(rpc.publicClient.getFilterChanges({ filter: events })).rejects.toThrow('filter not found')
  })

  test('decodes custom errors, reasons and panics from calls and estimates', async () => {
    const ledger = await deployLedger(42n)
    const custom = (await refusal(ledger.simulate.refuse([7n], { account: rpc.account }))).walk(
      error => error instanceof ContractFunctionRevertedError,
    ) as ContractFunctionRevertedError
    expect(custom.data).toMatchObject({ errorName: 'Refused', args: [rpc.account.address, 42n, 7n] })
    expect((await refusal(ledger.read.fail(['out of luck']))).shortMessage).toContain('out of luck')
    expect((await refusal(ledger.read.divide([1n, 0n]))).message).toContain('Division or modulo by zero')
    const estimated = await refusal(ledger.estimateGas.refuse([9n], { account: rpc.account }))
    const revert = estimated.walk(
      error => error instanceof ContractFunctionRevertedError,
    ) as ContractFunctionRevertedError
    expect(revert.data).toMatchObject({ errorName: 'Refused', args: [rpc.account.address, 42n, 9n] })
  })

  test('decodes why the node will not sign what can only revert', async () => {
    const ledger = await deployLedger(42n)
    const [account] = await nodeAddresses()
    const refused = await refusal(
      rpc.walletClient.writeContract({ ...ledger, account: account!, functionName: 'refuse', args: [3n] }),
    )
    const revert = refused.walk(
      error => error instanceof ContractFunctionRevertedError,
    ) as ContractFunctionRevertedError
    expect(revert.data).toMatchObject({ errorName: 'Refused', args: [getAddress(account!), 42n, 3n] })
  })

  test('a transaction that reverts is mined and says so', async () => {
    const ledger = await deployLedger(0n)
    const hash = await rpc.walletClient.sendTransaction({ to: ledger.address, data: '0xdeadbeef', gas: 100_000n })
    expect(await rpc.publicClient.getTransactionReceipt({ hash })).toMatchObject({ status: 'reverted', logs: [] })
  })

  test('calls with state overrides see them and leave no trace', async () => {
    const ledger = await deployLedger(5n)
    const call = (stateOverride: Parameters<typeof rpc.publicClient.readContract>[0]['stateOverride']) =>
      rpc.publicClient.readContract({ ...ledger, functionName: 'value', ...(stateOverride && { stateOverride }) })
    const slot = `0x${'0'.repeat(64)}` as const
    const otherSlot = `0x${'0'.repeat(63)}1` as const
    const value = `0x${'0'.repeat(62)}63` as const
    expect(await call([{ address: ledger.address, stateDiff: [{ slot, value }] }])).toBe(99n)
    expect(await call([{ address: ledger.address, state: [{ slot: otherSlot, value }] }])).toBe(0n)
    expect(await call(undefined)).toBe(5n)
  })

  test('reads blocks by number, hash and tag', async () => {
    await rpc.walletClient.sendTransaction({ to: stranger, value: 1n })
    const latest = await rpc.publicClient.getBlock({ includeTransactions: true })
    expect(latest.transactions).toHaveLength(1)
    expect(latest).toMatchObject({ uncles: [], withdrawals: [], gasUsed: 21_000n, gasLimit: 200_000_000n })
    const byHash = await rpc.publicClient.getBlock({ blockHash: latest.hash })
    expect(byHash.transactions).toEqual([latest.transactions[0]!.hash])
    expect(await rpc.publicClient.getBlock({ blockNumber: latest.number })).toEqual(byHash)
    expect((await rpc.publicClient.getBlock({ blockTag: 'earliest' })).number).toBe(0n)
    expect(await rpc.publicClient.getBlockTransactionCount({ blockHash: latest.hash })).toBe(1)
    expect(await rpc.publicClient.getBlockNumber()).toBe(latest.number)
    await expect(rpc.publicClient.getBlock({ blockNumber: 10_000n })).rejects.toThrow('could not be found')
  })

  test('reads fees', async () => {
    const history = await rpc.publicClient.getFeeHistory({ blockCount: 3, rewardPercentiles: [10, 90] })
    expect(history.baseFeePerGas).toHaveLength(history.gasUsedRatio.length + 1)
    expect(history.reward).toHaveLength(history.gasUsedRatio.length)
    const { maxFeePerGas, maxPriorityFeePerGas } = await rpc.publicClient.estimateFeesPerGas()
    expect(maxFeePerGas).toBeGreaterThan(maxPriorityFeePerGas)
    expect(await rpc.publicClient.getBlobBaseFee()).toBeGreaterThan(0n)
  })

  test("says in geth's words why a transaction is refused", async () => {
    const nonce = await rpc.publicClient.getTransactionCount({ address: rpc.account.address })
    const send = (overrides: object) => refusal(rpc.walletClient.sendTransaction({ to: stranger, ...overrides }))
    expect((await send({ nonce: nonce - 1, gas: 21_000n })).name).toBe('TransactionExecutionError')
    expect((await send({ nonce: nonce - 1, gas: 21_000n })).message).toContain('nonce too low')
    expect((await send({ value: parseEther('20000'), gas: 21_000n })).message).toMatch(/insufficient funds/i)
    expect((await send({ gas: 20_000n })).message).toMatch(/intrinsic gas too low/i)
    expect((await send({ gas: 21_000n, maxFeePerGas: 1n, maxPriorityFeePerGas: 1n })).message).toMatch(
      /lower than the block base fee/,
    )
  })

  test('signs messages with a key of the node', async () => {
    const [address] = await nodeAddresses()
    const signature = await rpc.walletClient.signMessage({ account: address!, message: 'hello' })
    expect(await rpc.publicClient.verifyMessage({ address: address!, message: 'hello', signature })).toBe(true)
  })

  test('queues a transaction whose nonce is ahead until the gap is filled', async () => {
    const { address } = rpc.account
    const nonce = await rpc.publicClient.getTransactionCount({ address })
    const fees = { maxFeePerGas: parseGwei('10'), maxPriorityFeePerGas: 0n, gas: 21_000n }
    const later = await rpc.walletClient.sendTransaction({ to: stranger, value: 2n, nonce: nonce + 1, ...fees })
    expect(await rpc.publicClient.getTransaction({ hash: later })).toMatchObject({ blockHash: null, blockNumber: null })
    expect(await rpc.ask('eth_getTransactionReceipt', later)).toMatchObject({ result: null })
    const first = await rpc.walletClient.sendTransaction({ to: stranger, value: 1n, nonce, ...fees })
    const receipts = await Promise.all([first, later].map(hash => rpc.publicClient.waitForTransactionReceipt({ hash })))
    expect(receipts.map(({ status }) => status)).toEqual(['success', 'success'])
  })

  test('mines and moves time', async () => {
    const before = await rpc.publicClient.getBlock()
    await rpc.testClient.mine({ blocks: 3, interval: 10 })
    const mined = await rpc.publicClient.getBlock()
    expect(mined.number).toBe(before.number + 3n)
    expect(mined.timestamp).toBeGreaterThanOrEqual(before.timestamp + 20n)
    const timestamp = mined.timestamp + 1_000n
    await rpc.testClient.setNextBlockTimestamp({ timestamp })
    await rpc.testClient.mine({ blocks: 1 })
    expect((await rpc.publicClient.getBlock()).timestamp).toBe(timestamp)
    await rpc.testClient.increaseTime({ seconds: 500 })
    await rpc.testClient.mine({ blocks: 1 })
    expect((await rpc.publicClient.getBlock()).timestamp).toBeGreaterThanOrEqual(timestamp + 500n)
  })

  test('a call that never ends is cut by gas, without a revert', async () => {
    const ledger = await deployLedger(0n)
    const data = encodeFunctionData({ abi: ledgerAbi, functionName: 'spin' })
    const spin = await refusal(rpc.publicClient.call({ to: ledger.address, data, gas: 200_000n }))
    expect(spin.message).toContain('out of gas')
    expect(await rpc.ask('eth_call', { to: ledger.address, data, gas: '0x30d40' })).toMatchObject({
      error: { code: -32000, message: 'out of gas', data: { code: 'RPC_EXECUTION_HALTED' } },
    })
  })
})
