// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {Inference} from "../Inference.sol";

/// Reads handwritten digits by a classifier with ten float32 scores, and remembers the last one.
contract DigitReader {
    event DigitRead(address indexed reader, uint8 digit);

    /// keccak256 of the classifier's artifact.
    bytes32 public immutable model;
    uint8 public lastDigit;

    constructor(bytes32 model_) {
        model = model_;
    }

    /// @param image the artifact's input as raw bytes: 784 little-endian float32 for MNIST.
    function read(bytes calldata image) external returns (uint8 digit) {
        digit = uint8(Inference.argmax(Inference.infer(model, image)));
        lastDigit = digit;
        emit DigitRead(msg.sender, digit);
    }
}
