// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// A tensor of a model's signature.
struct TensorInfo {
    string name;
    /// The number of ONNX's TensorProto.DataType: 1 float32, 2 uint8, 3 int8, 6 int32, 7 int64, 9 bool.
    uint8 elementType;
    uint256[] shape;
}

/// What is known of an admitted model.
struct ModelInfo {
    TensorInfo[] inputs;
    TensorInfo[] outputs;
    /// Multiply-accumulates of one run.
    uint256 macs;
    uint256 artifactBytes;
    /// Gas of one `infer`, its calldata aside: `quote(model, 1)`.
    uint256 gas;
}

/// The native inference precompile at 0x00000000000000000000000000000000000000A1. A model is named by keccak256 of its artifact.
interface IInference {
    /// No block has admitted the model.
    error ModelNotRegistered(bytes32 model);
    /// The registry asks for a fee: call ModelRegistry.infer with it.
    error FeeRequired(bytes32 model, uint256 fee);
    error InputSizeMismatch(uint256 wantBytes, uint256 haveBytes);
    error ValueCountMismatch(uint256 want, uint256 have);
    /// A real that is not finite or rounds beyond binary32, a bool above 1, not an integer of its type: the index in
    /// `values`, or of the element in `inputs`, over all inputs of a batch.
    error ValueOutOfRange(uint256 index);
    error DecimalsTooLarge(uint256 limit, uint256 have);
    error BatchTooLarge(uint256 limit, uint256 have);
    error NonPayable();
    error DirectCallOnly();
    /// An unknown selector, or arguments that Solidity's decoder rejects.
    error MalformedCall();

    /// Runs a model on tensors as raw little-endian bytes, in the artifact's input and output order, in the artifact's own
    /// element types, without padding.
    function infer(bytes32 model, bytes calldata inputs) external view returns (bytes memory outputs);

    /// The same for each of `inputs`, at most 1,024 and 64 MiB of tensors in and out; the fixed cost is paid once. An empty
    /// batch is valid.
    function inferBatch(bytes32 model, bytes[] calldata inputs) external view returns (bytes[] memory outputs);

    /// Runs a model on real numbers as fixed point with `decimals` digits (0..38), flattened row-major over all inputs.
    /// value / 10^decimals is rounded once, ties to even, to binary32, a zero to +0; each binary32 output is rounded once,
    /// half to even, to `decimals` digits. For an integer or bool tensor a value must be exactly an integer in its range.
    function inferReal(bytes32 model, int256[] calldata values, uint8 decimals)
        external
        view
        returns (int256[] memory outputs);

    /// The gas of `inferBatch` with `batch` inputs (of `infer` with 1), 3 per calldata word aside.
    function quote(bytes32 model, uint256 batch) external view returns (uint256 gas);

    function describe(bytes32 model) external view returns (ModelInfo memory info);

    /// Whether a block has admitted the model.
    function admitted(bytes32 model) external view returns (bool);
}
