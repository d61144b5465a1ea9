// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {IInference} from "./IInference.sol";

/// The common calls of the inference precompile in one line. Its custom errors reach the caller as they are.
library Inference {
    IInference internal constant PRECOMPILE = IInference(0x00000000000000000000000000000000000000A1);

    /// Runs a model on raw little-endian tensors; by assembly, less than half the gas of the high-level request.
    function infer(bytes32 model, bytes memory inputs) internal view returns (bytes memory outputs) {
        bytes4 selector = IInference.infer.selector;
        address precompile = address(PRECOMPILE);
        assembly ("memory-safe") {
            let request := mload(0x40)
            let length := mload(inputs)
            mstore(request, selector)
            mstore(add(request, 0x04), model)
            mstore(add(request, 0x24), 0x40)
            mcopy(add(request, 0x44), inputs, add(length, 0x20))
            let success := staticcall(gas(), precompile, request, add(length, 0x64), 0, 0)
            if iszero(and(success, gt(returndatasize(), 0x3f))) {
                returndatacopy(request, 0, returndatasize())
                revert(request, returndatasize())
            }
            let contentSize := sub(returndatasize(), 0x20)
            outputs := request
            returndatacopy(outputs, 0x20, contentSize)
            mstore(0x40, add(outputs, contentSize))
        }
    }

    /// Runs a model on fixed-point reals of `decimals` digits.
    function inferReal(bytes32 model, int256[] memory values, uint8 decimals) internal view returns (int256[] memory outputs) {
        return PRECOMPILE.inferReal(model, values, decimals);
    }

    /// The index of the greatest of raw float32 values, the lowest of several; 0 for none.
    function argmax(bytes memory values) internal pure returns (uint256 index) {
        uint256 greatest = 0;
        for (uint256 i = 0; 4 * i + 4 <= values.length; ++i) {
            uint256 rank = rankOfFloat(values, 4 * i);
            if (rank > greatest) (greatest, index) = (rank, i);
        }
    }

    /// A positive integer in the order of the finite little-endian float32 at `offset`; -0 and 0 have the same.
    function rankOfFloat(bytes memory values, uint256 offset) private pure returns (uint256) {
        uint256 bits = 0;
        for (uint256 i = 0; i < 4; ++i) bits |= uint256(uint8(values[offset + i])) << (8 * i);
        if (bits == 0x80000000) bits = 0;
        return bits < 0x80000000 ? bits + 0x80000000 : 0xffffffff - bits;
    }

    /// The gas of one `infer`, its calldata aside.
    function quote(bytes32 model) internal view returns (uint256 gas_) {
        return PRECOMPILE.quote(model, 1);
    }
}
