import { createBlock } from '@ethereumjs/block'
import { Hardfork, Mainnet } from '@ethereumjs/common'
import { RLP } from '@ethereumjs/rlp'
import { createTxFromRLP } from '@ethereumjs/tx'
import { Account, createAddressFromString, KECCAK256_RLP } from '@ethereumjs/util'
import { runTx } from '@ethereumjs/vm'
import { createFork } from '../../../../chain/evm/fork.ts'
import type { ForkSchedule } from '../../../../chain/evm/fork-schedule.ts'
import { createMachine, type Machine } from '../../../../chain/evm/machine.ts'
import { bytesToHex, type Hex, hexToBytes, keccak256 } from '../../../../primitives/index.ts'
import type { StateTestCase } from './read-cases.ts'

const fork = createFork(Mainnet, Hardfork.Cancun, { transactionGasCap: false })

function openMachine(): Machine {
  return createMachine(
    {
      forks: { at: () => fork } as unknown as ForkSchedule,
      nodes: { getNode: () => undefined },
      blockHash: number => keccak256(new TextEncoder().encode(String(number))),
      natives: { precompiles: [], registryAddress: '0x00', models: {} as never },
    },
    fork,
    KECCAK256_RLP,
  )
}

/** What a transaction of a test comes to: the root of the state, and the hash of its logs. */
export async function runCase(test: StateTestCase): Promise<{ readonly root: Hex; readonly logs: Hex }> {
  const { vm, state } = openMachine()
  const { manager } = state
  await manager.checkpoint()
  for (const [address, account] of Object.entries(test.pre)) {
    const at = createAddressFromString(address)
    await manager.putAccount(at, new Account(BigInt(account.nonce), BigInt(account.balance)))
    if (account.code !== '0x') await manager.putCode(at, hexToBytes(account.code))
    for (const [slot, value] of Object.entries(account.storage))
      await manager.putStorage(at, word(slot as Hex), unpadded(value))
  }
  await manager.commit()
  const header = {
    number: BigInt(test.env.currentNumber!),
    timestamp: BigInt(test.env.currentTimestamp!),
    coinbase: createAddressFromString(test.env.currentCoinbase!),
    gasLimit: BigInt(test.env.currentGasLimit!),
    baseFeePerGas: BigInt(test.env.currentBaseFee ?? '0x0a'),
    mixHash: word(test.env.currentRandom ?? '0x00'),
    excessBlobGas: BigInt(test.env.currentExcessBlobGas ?? '0x00'),
  }
  const block = createBlock({ header }, { common: fork })
  let logs: unknown[] = []
  try {
    const tx = createTxFromRLP(hexToBytes(test.transaction), { common: fork })
    const { receipt } = await runTx(vm, { tx, block, skipHardForkValidation: true })
    logs = receipt.logs
  } catch (error) {
    if (!isRefusal(error)) throw error
  }
  return {
    root: bytesToHex(await manager.getStateRoot()),
    logs: bytesToHex(keccak256(RLP.encode(logs as never))),
  }
}

/** EthereumJS refuses a transaction that is not valid by throwing, before it changes anything. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.constructor.name.startsWith('EthereumJSError')
}

function word(value: Hex): Uint8Array {
  const bytes = unpadded(value)
  const padded = new Uint8Array(32)
  padded.set(bytes, 32 - bytes.length)
  return padded
}

function unpadded(value: Hex): Uint8Array {
  const digits = value.slice(2).replace(/^0+/, '')
  return hexToBytes(`0x${digits.length % 2 === 0 ? digits : `0${digits}`}`)
}
