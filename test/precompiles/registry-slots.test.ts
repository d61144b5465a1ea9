import { createEVM } from '@ethereumjs/evm'
import { type Address, encodeFunctionData, type Hex, keccak256, stringToBytes } from 'viem'
import { describe, expect, test } from 'vitest'
import { compileContracts } from '../../contracts/index.ts'
import { admittedSlot, byNameSlot, registeredSlot, registryNamespace } from '../../precompiles/index.ts'
import { readAdmitted, readFee } from '../../precompiles/registry-slots.ts'
import { bytesToHex, hexToBytes } from '../../primitives/index.ts'

/** Solidity's own layout of the registry's storage, at the place that ERC-7201 gives the namespace. */
const registry = `
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;
contract Registry {
    struct Registration { uint128 tokenId; uint128 fee; }
    struct Storage {
        mapping(bytes32 => uint64) admitted;
        mapping(bytes32 => Registration) registered;
        mapping(bytes32 => bytes32) byName;
    }
    function write(bytes32 id, string calldata name) external {
        bytes32 place = keccak256(abi.encode(uint256(keccak256("${registryNamespace}")) - 1)) & ~bytes32(uint256(0xff));
        Storage storage $;
        assembly { $.slot := place }
        $.admitted[id] = 11;
        $.registered[id] = Registration({ tokenId: 5, fee: 1 ether });
        $.byName[keccak256(bytes(name))] = id;
    }
}`

describe('registry slots', async () => {
  const contract = (await compileContracts({ 'Registry.sol': registry })).get('Registry')!
  const evm = await createEVM()
  const created = await evm.runCall({ data: hexToBytes(contract.bytecode), gasLimit: 10_000_000n })
  const id: Hex = keccak256(stringToBytes('an artifact'))
  const data = encodeFunctionData({ abi: contract.abi, functionName: 'write', args: [id, 'alice/volatility'] })
  const to = created.createdAddress!
  const written = await evm.runCall({ to, data: hexToBytes(data), gasLimit: 10_000_000n })
  const read = (slot: Uint8Array): Promise<Uint8Array> => evm.stateManager.getStorage(to, slot)

  test('are where Solidity puts them', async () => {
    expect(written.execResult.exceptionError).toBeUndefined()
    expect(BigInt(bytesToHex(await read(admittedSlot(id))))).toBe(11n)
    expect(BigInt(bytesToHex(await read(registeredSlot(id))))).toBe(((10n ** 18n) << 128n) + 5n)
    expect(bytesToHex(await read(byNameSlot('alice/volatility')))).toBe(id)
  })

  test('are read as Solidity wrote them', async () => {
    const host = {
      readRegistrySlot: async (slot: Uint8Array) => hexToBytes(padded(await read(slot))),
      summary: () => Promise.reject(new Error('no model is asked for')),
      open: () => Promise.reject(new Error('no model is asked for')),
    }
    const other: Address = `0x${'00'.repeat(20)}`
    expect(await readAdmitted(host, id)).toBe(true)
    expect(await readFee(host, id)).toBe(10n ** 18n)
    expect(await readAdmitted(host, `${other}${'00'.repeat(12)}`)).toBe(false)
    expect(await readFee(host, keccak256('0x'))).toBe(0n)
  })
})

function padded(bytes: Uint8Array): Hex {
  return `0x${bytesToHex(bytes).slice(2).padStart(64, '0')}`
}
