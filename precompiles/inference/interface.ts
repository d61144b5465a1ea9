import type { Hex } from '../../primitives/index.ts'

/** Where the native inference precompile lies. */
export const inferenceAddress: Hex = '0x00000000000000000000000000000000000000a1'

const tensorInfo = [
  { name: 'name', type: 'string' },
  { name: 'elementType', type: 'uint8' },
  { name: 'shape', type: 'uint256[]' },
] as const

/** IInference as JSON ABI; the Solidity interface is compared with it by selector. */
export const inferenceAbi = [
  {
    type: 'function',
    name: 'infer',
    stateMutability: 'view',
    inputs: [
      { name: 'model', type: 'bytes32' },
      { name: 'inputs', type: 'bytes' },
    ],
    outputs: [{ name: 'outputs', type: 'bytes' }],
  },
  {
    type: 'function',
    name: 'inferBatch',
    stateMutability: 'view',
    inputs: [
      { name: 'model', type: 'bytes32' },
      { name: 'inputs', type: 'bytes[]' },
    ],
    outputs: [{ name: 'outputs', type: 'bytes[]' }],
  },
  {
    type: 'function',
    name: 'inferReal',
    stateMutability: 'view',
    inputs: [
      { name: 'model', type: 'bytes32' },
      { name: 'values', type: 'int256[]' },
      { name: 'decimals', type: 'uint8' },
    ],
    outputs: [{ name: 'outputs', type: 'int256[]' }],
  },
  {
    type: 'function',
    name: 'quote',
    stateMutability: 'view',
    inputs: [
      { name: 'model', type: 'bytes32' },
      { name: 'batch', type: 'uint256' },
    ],
    outputs: [{ name: 'gas', type: 'uint256' }],
  },
  {
    type: 'function',
    name: 'describe',
    stateMutability: 'view',
    inputs: [{ name: 'model', type: 'bytes32' }],
    outputs: [
      {
        name: 'info',
        type: 'tuple',
        components: [
          { name: 'inputs', type: 'tuple[]', components: tensorInfo },
          { name: 'outputs', type: 'tuple[]', components: tensorInfo },
          { name: 'macs', type: 'uint256' },
          { name: 'artifactBytes', type: 'uint256' },
          { name: 'gas', type: 'uint256' },
        ],
      },
    ],
  },
  {
    type: 'function',
    name: 'admitted',
    stateMutability: 'view',
    inputs: [{ name: 'model', type: 'bytes32' }],
    outputs: [{ name: '', type: 'bool' }],
  },
  { type: 'error', name: 'ModelNotRegistered', inputs: [{ name: 'model', type: 'bytes32' }] },
  {
    type: 'error',
    name: 'FeeRequired',
    inputs: [
      { name: 'model', type: 'bytes32' },
      { name: 'fee', type: 'uint256' },
    ],
  },
  {
    type: 'error',
    name: 'InputSizeMismatch',
    inputs: [
      { name: 'wantBytes', type: 'uint256' },
      { name: 'haveBytes', type: 'uint256' },
    ],
  },
  {
    type: 'error',
    name: 'ValueCountMismatch',
    inputs: [
      { name: 'want', type: 'uint256' },
      { name: 'have', type: 'uint256' },
    ],
  },
  { type: 'error', name: 'ValueOutOfRange', inputs: [{ name: 'index', type: 'uint256' }] },
  {
    type: 'error',
    name: 'DecimalsTooLarge',
    inputs: [
      { name: 'limit', type: 'uint256' },
      { name: 'have', type: 'uint256' },
    ],
  },
  {
    type: 'error',
    name: 'BatchTooLarge',
    inputs: [
      { name: 'limit', type: 'uint256' },
      { name: 'have', type: 'uint256' },
    ],
  },
  { type: 'error', name: 'NonPayable', inputs: [] },
  { type: 'error', name: 'DirectCallOnly', inputs: [] },
  { type: 'error', name: 'MalformedCall', inputs: [] },
] as const

type Entry = (typeof inferenceAbi)[number]
export type InferenceMethod = Extract<Entry, { type: 'function' }>['name']
export type InferenceError = Extract<Entry, { type: 'error' }>['name']
