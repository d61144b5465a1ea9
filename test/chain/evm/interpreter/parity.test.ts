import { createBlock } from '@ethereumjs/block'
import { createEVM, type EVM } from '@ethereumjs/evm'
import { createAddressFromString, createZeroAddress } from '@ethereumjs/util'
import { describe, expect, test } from 'vitest'
import { osakaSchedule } from '../../../../chain/evm/fork-schedule.ts'
import { installSprints } from '../../../../chain/evm/interpreter/index.ts'
import { bytesToHex } from '../../../../primitives/index.ts'
import { randomSource } from '../../../suites/random-source.ts'
import { randomCode } from './random-code.ts'

/** Random programs of a run; `INLAY_RANDOM_PROGRAMS` asks for more. */
const programs = Number(process.env.INLAY_RANDOM_PROGRAMS ?? 1_500)

const contract = createAddressFromString('0x00000000000000000000000000000000000c0de0')
const fork = osakaSchedule(31_337n).at(0n, 0n)
const block = createBlock(
  { header: { number: 7n, timestamp: 1_800_000_000n, gasLimit: 30_000_000n } },
  { common: fork },
)

async function openEvm(): Promise<EVM> {
  return createEVM({ common: fork })
}

async function openSprinting(): Promise<EVM> {
  const evm = await openEvm()
  const inside = evm as unknown as { _opcodeMap: Parameters<typeof installSprints>[0] }
  inside._opcodeMap = installSprints(inside._opcodeMap, fork, () => evm.events.listenerCount('step') > 0)
  return evm
}

/** All that a call leaves behind. */
async function outcome(evm: EVM, code: Uint8Array, gasLimit: bigint, data: Uint8Array) {
  await evm.stateManager.checkpoint()
  evm.journal.cleanup()
  await evm.stateManager.putCode(contract, code)
  const { execResult } = await evm.runCall({
    block,
    to: contract,
    caller: createZeroAddress(),
    gasLimit,
    data,
    skipBalance: true,
  })
  const storage = await Promise.all(
    [0, 1, 2, 31, 32].map(slot => evm.stateManager.getStorage(contract, new Uint8Array(32).fill(slot, 31))),
  )
  await evm.stateManager.revert()
  return {
    gasUsed: execResult.executionGasUsed,
    error: execResult.exceptionError?.error,
    output: bytesToHex(execResult.returnValue),
    logs: execResult.logs?.map(([, topics, logged]) => [...topics, logged].map(bytesToHex)),
    storage: storage.map(bytesToHex),
  }
}

describe('sprints', () => {
  test('default: random programs come to what EthereumJS makes of them, at any gas limit', async () => {
    const [stock, sprinting] = [await openEvm(), await openSprinting()]
    const endings = new Set<string>()
    for (let seed = 0; seed < programs; seed++) {
      const random = randomSource(seed)
      const code = randomCode(random)
      const data = Uint8Array.from({ length: random.integer(0, 80) }, () => random.integer(0, 255))
      for (const gasLimit of [BigInt(random.integer(0, 3_000)), 60_000n]) {
        const want = await outcome(stock, code, gasLimit, data)
        endings.add(want.error ?? 'success')
        expect({ seed, ...(await outcome(sprinting, code, gasLimit, data)) }).toEqual({ seed, ...want })
      }
    }
    expect([...endings].map(ending => ending.split(' at ')[0]!)).toEqual(
      expect.arrayContaining(['success', 'revert', 'out of gas', 'stack underflow', 'invalid JUMP']),
    )
  })
})
