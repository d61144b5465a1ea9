import { readFileSync } from 'node:fs'
import { type Block, createBlock } from '@ethereumjs/block'
import { createCustomCommon, Hardfork, Mainnet } from '@ethereumjs/common'
import { createEVM, EVMError } from '@ethereumjs/evm'
import { MerklePatriciaTrie } from '@ethereumjs/mpt'
import { MerkleStateManager } from '@ethereumjs/statemanager'
import { createTxFromRLP } from '@ethereumjs/tx'
import { createAddressFromString, MapDB, unprefixedHexToBytes, ValueEncoding } from '@ethereumjs/util'
import { createVM, runBlock } from '@ethereumjs/vm'
import { encodeFunctionData, parseGwei } from 'viem'
import { expect, test } from 'vitest'
import { osakaSchedule } from '../../chain/evm/index.ts'
import { type BlockView, type ChainNode, openChain } from '../../chain/index.ts'
import { createGenesis } from '../../chain/state/index.ts'
import { createMemoryArtifactStore, ModelLibrary, openBackends } from '../../models/index.ts'
import {
  admittedSlot,
  inferenceAbi,
  inferenceAddress,
  inferencePrecompile,
  registryAddress,
} from '../../precompiles/index.ts'
import { bigIntToBytes, bytesToHex, type Hex, hexToBytes, packagePath } from '../../primitives/index.ts'
import { wallets } from './dev-wallets.ts'
import { deployProbeCaller, encodeCall } from './probe-caller.ts'

const artifact = Uint8Array.from(readFileSync(packagePath('models', 'zoo', 'volatility', 'volatility.onnx')))
const fees = { maxFeePerGas: parseGwei('20'), maxPriorityFeePerGas: parseGwei('2'), chainId: 31_337 }

/** Fills a chain with blocks of all kinds of transactions. */
async function fillChain(node: ChainNode): Promise<void> {
  const [alice, bob, carol, dave] = wallets
  const caller = await deployProbeCaller(node)
  const { id } = await node.addModel(artifact)
  const infer = encodeFunctionData({
    abi: inferenceAbi,
    functionName: 'infer',
    args: [id, bytesToHex(new Uint8Array(160))],
  })
  const send = async (raw: Promise<Hex>) => node.sendRawTransaction(hexToBytes(await raw))
  const data = (name: string, ...args: readonly unknown[]) => bytesToHex(encodeCall(name, ...args))
  const authorization = await dave!.signAuthorization!({ contractAddress: caller, chainId: 31_337, nonce: 0 })
  const call = { to: caller, gas: 300_000n, ...fees }
  const creation = `0x60${'11'}5f5260205ff3` as const
  await Promise.all([
    send(
      bob!.signTransaction({
        type: 'legacy',
        to: carol!.address,
        value: 1n,
        nonce: 0,
        gas: 21_000n,
        gasPrice: parseGwei('3'),
        chainId: 31_337,
      }),
    ),
    send(
      bob!.signTransaction({
        type: 'legacy',
        to: carol!.address,
        value: 2n,
        nonce: 1,
        gas: 21_000n,
        gasPrice: parseGwei('3'),
      }),
    ),
    send(bob!.signTransaction({ ...call, nonce: 2, data: data('record', inferenceAddress, infer) })),
    send(
      bob!.signTransaction({ ...call, nonce: 3, data: data('recordTwice', inferenceAddress, infer), gas: 900_000n }),
    ),
    send(bob!.signTransaction({ ...call, nonce: 4, data: data('recordAndRevert', inferenceAddress, infer) })),
    send(bob!.signTransaction({ ...call, nonce: 5, data: data('burn', 1_000n), gas: 60_000n })),
    send(bob!.signTransaction({ ...call, nonce: 6, data: data('clear') })),
    send(
      bob!.signTransaction({
        ...call,
        nonce: 7,
        data: infer,
        to: inferenceAddress,
        accessList: [{ address: registryAddress, storageKeys: [bytesToHex(admittedSlot(id))] }],
      }),
    ),
    send(carol!.signTransaction({ ...fees, nonce: 0, gas: 100_000n, data: creation })),
    send(carol!.signTransaction({ ...fees, nonce: 1, gas: 100_000n, data: '0xfe' })),
    send(
      carol!.signTransaction({
        ...fees,
        nonce: 2,
        gas: 200_000n,
        to: '0x4e59b44847b379578588920ca78fbf26c0b4956c',
        data: `0x${'07'.repeat(32)}${creation.slice(2)}`,
      }),
    ),
    send(
      carol!.signTransaction({
        ...fees,
        nonce: 3,
        gas: 100_000n,
        value: 5n,
        to: alice!.address,
        type: 'eip7702',
        authorizationList: [authorization],
      }),
    ),
  ])
  await node.mine()
  await send(
    carol!.signTransaction({
      ...call,
      nonce: 4,
      to: dave!.address,
      data: data('record', inferenceAddress, infer),
    }),
  )
  await send(dave!.signTransaction({ ...fees, nonce: 1, gas: 21_000n, to: alice!.address, value: 1n }))
}

/** EthereumJS as it comes, with the inference precompile, on the same genesis. */
async function openReplay(gasLimit: bigint, accounts: readonly Hex[]) {
  const common = createCustomCommon({ chainId: 31_337 }, Mainnet, { hardfork: Hardfork.Osaka })
  const genesis = await createGenesis(osakaSchedule(31_337n), gasLimit, accounts, [inferenceAddress])
  const nodes = new Map(genesis.nodes.map(({ key, value }) => [bytesToHex(key).slice(2), value]))
  const trie = new MerklePatriciaTrie({
    db: new MapDB(nodes),
    valueEncoding: ValueEncoding.Bytes,
    useKeyHashing: true,
    common,
    root: hexToBytes(genesis.header.stateRoot),
  })
  const stateManager = new MerkleStateManager({ common, trie })
  const artifacts = createMemoryArtifactStore()
  const library = new ModelLibrary(artifacts, await openBackends('reference'))
  const registry = createAddressFromString(registryAddress)
  const slotOf = async (slot: Uint8Array) => {
    const value = await stateManager.getStorage(registry, slot)
    return unprefixedHexToBytes(bytesToHex(value).slice(2).padStart(64, '0'))
  }
  const hashes = new Map([[0n, hexToBytes(genesis.header.hash)]])
  const evm = await createEVM({
    common,
    stateManager,
    blockchain: {
      getBlock: async number => ({ hash: () => hashes.get(BigInt(number))! }),
      putBlock: async () => {},
      shallowCopy() {
        return this
      },
    },
    customPrecompiles: [
      {
        address: createAddressFromString(inferenceAddress),
        async function({ data, gasLimit }) {
          const message = {
            kind: 'call',
            caller: registryAddress,
            value: 0n,
            data: data.slice(),
            gasLimit,
          } as const
          const outcome = await inferencePrecompile.run(message, {
            readRegistrySlot: slotOf,
            summary: id => library.summary(id),
            open: id => library.open(id),
          })
          if (outcome.status === 'halt') throw new Error('the replay expects no halt')
          const result = { executionGasUsed: outcome.gasUsed, returnValue: outcome.output }
          return outcome.status === 'success'
            ? result
            : { ...result, exceptionError: new EVMError(EVMError.errorMessages.REVERT) }
        },
      },
    ],
  })
  const vm = await createVM({ common, stateManager, evm })
  return {
    async run(view: BlockView, artifactsOf: (id: Hex) => Promise<Uint8Array | undefined>) {
      for (const id of view.admissions) {
        await artifacts.put((await artifactsOf(id))!)
        await stateManager.putStorage(registry, admittedSlot(id), bigIntToBytes(view.number, 32))
      }
      hashes.set(view.number, hexToBytes(view.hash))
      const block = rebuildBlock(view, common)
      expect(bytesToHex(block.hash())).toBe(view.hash)
      return runBlock(vm, { block, skipHeaderValidation: true })
    },
  }
}

function rebuildBlock(view: BlockView, common: ReturnType<typeof createCustomCommon>): Block {
  return createBlock(
    {
      header: {
        ...view,
        coinbase: view.miner,
        uncleHash: view.sha3Uncles,
        transactionsTrie: view.transactionsRoot,
        receiptTrie: view.receiptsRoot,
      },
      transactions: view.transactions.map(({ raw }) => createTxFromRLP(hexToBytes(raw), { common })),
    },
    { common },
  )
}

test('EthereumJS, as it comes, agrees with every block: state, receipts, blooms, gas, requests and hash', async () => {
  const node = await openChain({ database: { kind: 'memory' }, backend: 'reference' })
  await fillChain(node)
  const replay = await openReplay(node.blockGasLimit, node.accounts)
  for (let number = 1n; number <= node.blockNumber(); number++) {
    const view = (await node.getBlock({ number }))!
    const { receipts } = await replay.run(view, node.getArtifact)
    const ours = (await node.getBlockReceipts({ number }))!
    expect(
      ours.map(({ status, logs, cumulativeGasUsed }) => [status === 'success' ? 1 : 0, logs.length, cumulativeGasUsed]),
    ).toEqual(
      receipts.map(receipt => [
        'status' in receipt && receipt.status,
        receipt.logs.length,
        receipt.cumulativeBlockGasUsed,
      ]),
    )
  }
  const receipts = await Promise.all(
    Array.from({ length: Number(node.blockNumber()) }, (_, i) => node.getBlockReceipts({ number: BigInt(i + 1) })),
  )
  const all = receipts.flatMap(block => block!)
  expect(new Set(all.map(({ type }) => type))).toEqual(new Set([0, 2, 4]))
  expect(all.filter(({ status }) => status === 'reverted')).toHaveLength(3)
  expect(all.filter(({ inferenceGas }) => inferenceGas! > 0n)).toHaveLength(5)
  await node.close()
})
