import { parseAbi } from 'viem'
import { compileContracts } from '../../contracts/index.ts'

const source = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

contract Ledger {
    error Refused(address who, uint256 have, uint256 want);
    event Stored(address indexed who, uint256 indexed value, string note);

    uint256 public value;

    constructor(uint256 initial) payable {
        value = initial;
    }

    function store(uint256 next, string calldata note) external payable {
        value = next;
        emit Stored(msg.sender, next, note);
    }

    function refuse(uint256 want) external {
        uint256 have = value;
        value = want;
        revert Refused(msg.sender, have, want);
    }

    function fail(string calldata reason) external pure {
        revert(reason);
    }

    function divide(uint256 a, uint256 b) external pure returns (uint256) {
        return a / b;
    }

    function spin() external view {
        for (uint256 i = 0; i < type(uint256).max; i++) {
            if (gasleft() == value) break;
        }
    }
}
`

/** What clients see of the contract that the RPC tests deploy. */
export const ledgerAbi = parseAbi([
  'constructor(uint256 initial) payable',
  'error Refused(address who, uint256 have, uint256 want)',
  'event Stored(address indexed who, uint256 indexed value, string note)',
  'function value() view returns (uint256)',
  'function store(uint256 next, string note) payable',
  'function refuse(uint256 want)',
  'function fail(string reason) pure',
  'function divide(uint256 a, uint256 b) pure returns (uint256)',
  'function spin() view',
])

/** Its creation code, before the constructor's argument. */
export const ledgerBytecode = (await compileContracts({ 'Ledger.sol': source })).get('Ledger')!.bytecode
