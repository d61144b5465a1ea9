import { encodeAbiParameters, encodeFunctionData, type Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bytesToHex, keccak256 } from '../../primitives/index.ts'
import { methods } from '../../rpc/index.ts'
import { ledgerAbi, ledgerBytecode } from './ledger.ts'
import { perceptron, randomInputs } from './perceptron.ts'
import { type RunningNode, startNode } from './running-node.ts'

const account = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'
const ledger = '0x5fbdb2315678afecb367f032d93f642f64180aa3'
const model = bytesToHex(keccak256(perceptron))
const word = (value: bigint) => encodeAbiParameters([{ type: 'uint256' }], [value])
const quantity = expect.stringMatching(/^0x(0|[1-9a-f][0-9a-f]*)$/)
const digest = expect.stringMatching(/^0x[0-9a-f]{64}$/)
const call = { from: account, to: ledger, data: encodeFunctionData({ abi: ledgerAbi, functionName: 'value' }) }

let rpc: RunningNode
/** Block 1 admits the model, block 2 deploys the ledger, block 3 stores 7 in it. */
let store: { readonly hash: Hex; readonly blockHash: Hex; readonly topic: Hex }

beforeAll(async () => {
  rpc = await startNode()
  await rpc.node.addModel(perceptron)
  await rpc.walletClient.deployContract({ abi: ledgerAbi, bytecode: ledgerBytecode, args: [1n] })
  const hash = await rpc.walletClient.writeContract({
    address: ledger,
    abi: ledgerAbi,
    functionName: 'store',
    args: [7n, ''],
  })
  const { blockHash, logs } = await rpc.publicClient.getTransactionReceipt({ hash })
  store = { hash, blockHash, topic: logs[0]!.topics[0]! }
})
afterAll(async () => {
  await rpc.close()
  expect(rpc.faults).toEqual([])
})

const mail = {
  domain: { name: 'Inlay', chainId: 31_337 },
  types: {
    Mail: [
      { name: 'to', type: 'address' },
      { name: 'words', type: 'string' },
    ],
  },
  primaryType: 'Mail',
  message: { to: ledger, words: 'hello' },
} as const

const sign = async (nonce: number) =>
  rpc.account.signTransaction({
    chainId: 31_337,
    nonce,
    to: account,
    gas: 21_000n,
    maxFeePerGas: 10n ** 10n,
    maxPriorityFeePerGas: 0n,
    type: 'eip1559',
  })

/** For each method its parameters and what it answers; those that change the chain come last, in this order. */
const samples: Readonly<Record<string, () => Promise<readonly [params: readonly unknown[], answer: unknown]>>> = {
  eth_chainId: async () => [[], '0x7a69'],
  eth_syncing: async () => [[], false],
  eth_coinbase: async () => [[], expect.stringMatching(/^0x[0-9a-f]{40}$/)],
  eth_mining: async () => [[], false],
  eth_hashrate: async () => [[], '0x0'],
  eth_blockNumber: async () => [[], '0x3'],
  eth_getBlockByNumber: async () => [['0x3', true], expect.objectContaining({ hash: store.blockHash, number: '0x3' })],
  eth_getBlockByHash: async () => [[store.blockHash], expect.objectContaining({ transactions: [store.hash] })],
  eth_getBlockReceipts: async () => [
    ['0x3'],
    [expect.objectContaining({ transactionHash: store.hash, status: '0x1' })],
  ],
  eth_getBlockTransactionCountByNumber: async () => [['0x3'], '0x1'],
  eth_getBlockTransactionCountByHash: async () => [[store.blockHash], '0x1'],
  eth_getUncleCountByBlockNumber: async () => [['latest'], '0x0'],
  eth_getUncleCountByBlockHash: async () => [[store.blockHash], '0x0'],
  eth_getUncleByBlockNumberAndIndex: async () => [['latest', '0x0'], null],
  eth_getUncleByBlockHashAndIndex: async () => [[store.blockHash, '0x0'], null],
  eth_getTransactionByHash: async () => [
    [store.hash],
    expect.objectContaining({ to: ledger, blockNumber: '0x3', yParity: quantity }),
  ],
  eth_getRawTransactionByHash: async () => [[store.hash], expect.stringMatching(/^0x02/)],
  eth_getTransactionByBlockNumberAndIndex: async () => [['0x3', '0x0'], expect.objectContaining({ hash: store.hash })],
  eth_getTransactionByBlockHashAndIndex: async () => [
    [store.blockHash, 0],
    expect.objectContaining({ hash: store.hash }),
  ],
  eth_getTransactionReceipt: async () => [
    [store.hash],
    expect.objectContaining({ blockHash: store.blockHash, inferenceGas: '0x0' }),
  ],
  eth_getBalance: async () => [[account, '0x0'], '0x21e19e0c9bab2400000'],
  eth_getTransactionCount: async () => [[account, 'pending'], '0x2'],
  eth_getCode: async () => [[ledger], expect.stringMatching(/^0x60/)],
  eth_getStorageAt: async () => [[ledger, '0x0', { blockNumber: '0x2' }], word(1n)],
  eth_getAccount: async () => [[ledger], { balance: '0x0', nonce: '0x1', storageRoot: digest, codeHash: digest }],
  eth_getAccountInfo: async () => [[account], { balance: quantity, nonce: '0x2', code: '0x' }],
  eth_call: async () => [[call, 'latest'], word(7n)],
  eth_estimateGas: async () => [[call], quantity],
  eth_gasPrice: async () => [[], quantity],
  eth_maxPriorityFeePerGas: async () => [[], quantity],
  eth_blobBaseFee: async () => [[], '0x1'],
  eth_feeHistory: async () => [
    ['0x2', 'latest', [50]],
    {
      oldestBlock: '0x2',
      baseFeePerGas: [quantity, quantity, quantity],
      gasUsedRatio: [expect.any(Number), expect.any(Number)],
      baseFeePerBlobGas: ['0x1', '0x1', '0x1'],
      blobGasUsedRatio: [0, 0],
      reward: [[quantity], [quantity]],
    },
  ],
  eth_getLogs: async () => [
    [{ fromBlock: 'earliest', topics: [store.topic] }],
    [expect.objectContaining({ transactionHash: store.hash })],
  ],
  eth_accounts: async () => [[], expect.arrayContaining([account])],
  eth_sign: async () => [[account, '0x00'], expect.stringMatching(/^0x[0-9a-f]{130}$/)],
  personal_sign: async () => [['0x00', account], expect.stringMatching(/^0x[0-9a-f]{130}$/)],
  net_version: async () => [[], '31337'],
  net_listening: async () => [[], true],
  net_peerCount: async () => [[], '0x0'],
  web3_clientVersion: async () => [[], 'inlay/test'],
  web3_sha3: async () => [['0x'], '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'],
  inference_getModel: async () => [[model], expect.objectContaining({ id: model, admittedIn: '0x1' })],
  inference_listModels: async () => [[], [expect.objectContaining({ id: model })]],
  inference_quote: async () => [[model], quantity],
  inference_run: async () => [
    [model, bytesToHex(randomInputs())],
    { outputs: expect.stringMatching(/^0x[0-9a-f]{16}$/), durationMs: expect.any(Number), backend: 'reference' },
  ],
  inference_getReceipts: async () => [[store.hash], []],
  inference_addModel: async () => [[bytesToHex(perceptron)], expect.objectContaining({ id: model })],
  anvil_nodeInfo: async () => [
    [],
    {
      currentBlockNumber: '0x3',
      currentBlockTimestamp: expect.any(Number),
      currentBlockHash: store.blockHash,
      hardFork: 'osaka',
      transactionOrder: 'fees',
      environment: { baseFee: quantity, chainId: 31_337, gasLimit: '0xbebc200', gasPrice: quantity },
      forkConfig: { forkUrl: null, forkBlockNumber: null, forkRetryBackoff: null },
    },
  ],
  eth_newFilter: async () => [[{ address: ledger, fromBlock: '0x3', toBlock: '0x3' }], expect.stringMatching(/^0x/)],
  eth_newBlockFilter: async () => [[], expect.stringMatching(/^0x/)],
  eth_getFilterLogs: async () => [[await newFilter()], [expect.objectContaining({ transactionHash: store.hash })]],
  eth_getFilterChanges: async () => [[await newFilter()], []],
  eth_uninstallFilter: async () => [[await newFilter()], true],
  eth_getHeaderByNumber: async () => [
    ['0x3'],
    expect.not.objectContaining({ transactions: expect.anything(), withdrawals: expect.anything() }),
  ],
  eth_getHeaderByHash: async () => [[store.blockHash], expect.objectContaining({ number: '0x3', gasUsed: quantity })],
  eth_getRawTransactionByBlockNumberAndIndex: async () => [['0x3', '0x0'], expect.stringMatching(/^0x02/)],
  eth_getRawTransactionByBlockHashAndIndex: async () => [[store.blockHash, 1], null],
  eth_signTypedData_v4: async () => [[account, JSON.stringify(mail)], await rpc.account.signTypedData(mail)],
  eth_baseFee: async () => [[], quantity],
  eth_config: async () => [
    [],
    {
      current: expect.objectContaining({
        activationTime: 0,
        chainId: '0x7a69',
        forkId: expect.stringMatching(/^0x[0-9a-f]{8}$/),
      }),
      next: null,
      last: null,
    },
  ],
  eth_capabilities: async () => [[], expect.objectContaining({ state: { disabled: false, oldestBlock: '0x0' } })],
  eth_getStorageValues: async () => [[{ [ledger]: ['0x0'] }, '0x2'], { [ledger]: [word(1n)] }],
  eth_getProof: async () => [
    [ledger, ['0x0'], '0x3'],
    expect.objectContaining({
      nonce: '0x1',
      storageProof: [{ key: '0x0', value: '0x7', proof: [expect.any(String)] }],
    }),
  ],
  eth_createAccessList: async () => [
    [call],
    { accessList: [{ address: ledger, storageKeys: [word(0n)] }], gasUsed: quantity },
  ],
  eth_simulateV1: async () => [
    [{ blockStateCalls: [{ calls: [call] }] }],
    [
      expect.objectContaining({
        number: '0x4',
        calls: [expect.objectContaining({ returnData: word(7n), status: '0x1' })],
      }),
    ],
  ],
  debug_traceTransaction: async () => [
    [store.hash, { tracer: 'callTracer', tracerConfig: { withLog: true } }],
    expect.objectContaining({
      type: 'CALL',
      from: account,
      to: ledger,
      logs: [expect.objectContaining({ address: ledger, position: '0x0' })],
    }),
  ],
  debug_traceBlockByNumber: async () => [
    ['0x3'],
    [{ txHash: store.hash, result: expect.objectContaining({ failed: false, returnValue: '0x' }) }],
  ],
  debug_traceBlockByHash: async () => [
    [store.blockHash, { tracer: 'noopTracer' }],
    [{ txHash: store.hash, result: {} }],
  ],
  debug_traceCall: async () => [
    [call, 'latest', { tracer: 'callTracer' }],
    expect.objectContaining({ type: 'CALL', to: ledger, output: word(7n) }),
  ],
  debug_getRawBlock: async () => [['0x3'], expect.stringMatching(/^0xf9/)],
  debug_getRawHeader: async () => [['0x3'], expect.stringMatching(/^0xf9/)],
  debug_getRawReceipts: async () => [[store.blockHash], [expect.stringMatching(/^0x02f9/)]],
  debug_getRawTransaction: async () => [[store.hash], expect.stringMatching(/^0x02/)],
  txpool_status: async () => [[], { pending: '0x0', queued: '0x0' }],
  txpool_content: async () => [[], { pending: {}, queued: {} }],
  txpool_contentFrom: async () => [[account], { pending: {}, queued: {} }],
  txpool_inspect: async () => [[], { pending: {}, queued: {} }],
  testing_buildBlockV1: async () => [
    [
      store.blockHash,
      { timestamp: '0xffffffff', prevRandao: word(0n), suggestedFeeRecipient: account },
      [await sign(2)],
    ],
    expect.objectContaining({ executionPayload: expect.objectContaining({ blockNumber: '0x4', gasUsed: '0x5208' }) }),
  ],
  eth_sendRawTransaction: async () => [[await sign(2)], digest],
  eth_sendRawTransactionSync: async () => [
    [await sign(3)],
    expect.objectContaining({ blockNumber: '0x5', status: '0x1' }),
  ],
  eth_sendTransaction: async () => [[{ from: account, to: account }], digest],
  evm_mine: async () => [[], '0x0'],
  anvil_mine: async () => [['0x2', '0xa'], null],
  hardhat_mine: async () => [['0x2'], true],
  anvil_getAutomine: async () => [[], true],
  anvil_getIntervalMining: async () => [[], null],
  evm_setIntervalMining: async () => [[0], null],
  evm_setAutomine: async () => [[true], null],
  anvil_dropTransaction: async () => [[store.hash], null],
  anvil_removePoolTransactions: async () => [[account], null],
  anvil_dropAllTransactions: async () => [[], null],
  evm_setNextBlockTimestamp: async () => [[4_102_444_800], null],
  evm_increaseTime: async () => [[3_600], expect.any(Number)],
}

const newFilter = async () =>
  (await rpc.ask('eth_newFilter', { address: ledger, fromBlock: '0x3', toBlock: '0x3' })).result

describe('every method', () => {
  test('has its sample here', () => {
    expect(Object.keys(samples).sort()).toEqual(methods.map(({ name }) => name).sort())
  })

  test.each(Object.keys(samples))('%s answers a client', async name => {
    const [params, answer] = await samples[name]!()
    expect(await rpc.ask(name, ...params)).toEqual({ jsonrpc: '2.0', id: 1, result: answer })
  })

  test.each(methods.filter(({ parameters }) => parameters[0]?.required))(
    '$name refuses to go without its parameters',
    async ({ name }) => {
      expect(await rpc.ask(name)).toMatchObject({ error: { code: -32602 } })
    },
  )

  test.each(methods.map(({ name, parameters }) => ({ name, count: parameters.length })))(
    '$name refuses more than $count parameters',
    async ({ name, count }) => {
      expect(await rpc.ask(name, ...Array.from({ length: count + 1 }, () => '0x1'))).toMatchObject({
        error: { code: -32602 },
      })
    },
  )
})
