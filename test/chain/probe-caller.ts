import { decodeFunctionResult, encodeFunctionData } from 'viem'
import type { CallOutcome, ChainNode } from '../../chain/index.ts'
import { compileContracts } from '../../contracts/index.ts'
import { bytesToHex, type Hex, hexToBytes } from '../../primitives/index.ts'

/** Calls any address in each of the ways that the EVM has, and keeps a counter and logs to see what came of it. */
const source = `
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
contract ProbeCaller {
    uint256 public count;
    event Called(uint256 indexed count, bytes answer);
    receive() external payable {}
    function byCall(address to, uint256 value, bytes calldata data) external payable returns (bool ok, bytes memory answer) {
        (ok, answer) = to.call{value: value}(data);
    }
    function byStaticcall(address to, bytes calldata data) external view returns (bool ok, bytes memory answer) {
        (ok, answer) = to.staticcall(data);
    }
    function byDelegatecall(address to, bytes calldata data) external returns (bool ok, bytes memory answer) {
        (ok, answer) = to.delegatecall(data);
    }
    function byCallcode(address to, bytes memory data) external returns (bool ok, bytes memory answer) {
        assembly {
            ok := callcode(gas(), to, 0, add(data, 32), mload(data), 0, 0)
            answer := mload(64)
            mstore(answer, returndatasize())
            returndatacopy(add(answer, 32), 0, returndatasize())
            mstore(64, add(add(answer, 64), returndatasize()))
        }
    }
    function limited(address to, uint256 gasLimit, bytes calldata data) external returns (bool ok, uint256 spent) {
        uint256 before = gasleft();
        (ok, ) = to.call{gas: gasLimit}(data);
        spent = before - gasleft();
    }
    function record(address to, bytes calldata data) external {
        (bool ok, bytes memory answer) = to.call(data);
        require(ok, "the call failed");
        count += 1;
        emit Called(count, answer);
    }
    function recordTwice(address to, bytes calldata data) external {
        this.record(to, data);
        try this.recordAndRevert(to, data) {} catch {}
    }
    function recordAndRevert(address to, bytes calldata data) external {
        this.record(to, data);
        revert("undone");
    }
    function burn(uint256 rounds) external { for (uint256 i = 0; i < rounds; i++) count = i + 1; }
    function needs(uint256 gasLeft) external { require(gasleft() >= gasLeft, "hungry"); count += 1; }
    function clear() external { count = 0; }
}`

const contracts = await compileContracts({ 'ProbeCaller.sol': source })

/** The caller's ABI and creation code. */
export const probeCaller = contracts.get('ProbeCaller')!

/** Deploys the caller. */
export async function deployProbeCaller(node: ChainNode): Promise<Hex> {
  const hash = await node.sendTransaction({ from: node.accounts[0]!, data: hexToBytes(probeCaller.bytecode) })
  return (await node.getReceipt(hash))!.contractAddress!
}

/** The data of a call of the caller. */
export function encodeCall(functionName: string, ...args: readonly unknown[]): Uint8Array {
  return hexToBytes(encodeFunctionData({ abi: probeCaller.abi, functionName, args }))
}

/** What a call of the caller answered. */
export function decodeAnswer(functionName: string, outcome: CallOutcome): unknown {
  if (outcome.status !== 'success') throw new Error(`${functionName} did not succeed: ${outcome.status}`)
  return decodeFunctionResult({ abi: probeCaller.abi, functionName, data: bytesToHex(outcome.output) })
}
