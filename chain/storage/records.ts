import type { BackendName } from '../../models/index.ts'
import type { Inference } from '../../precompiles/index.ts'
import { bytesToBigInt, bytesToHex, type Gas, type Hex, hexToBytes } from '../../primitives/index.ts'
import { decodeRlp, encodeRlp, type Log, type RlpValue } from '../evm/index.ts'

/** A block as it is stored: beside its RLP, what can't be had from it, or not cheaply. */
export interface BlockRecord {
  readonly rlp: Uint8Array
  /** Of its transactions, in order. */
  readonly senders: readonly Hex[]
  /** Models that it admitted, sorted. */
  readonly admissions: readonly Hex[]
}

/** What a transaction came to, less what its block and its bytes say. */
export interface ReceiptRecord {
  readonly status: 'success' | 'reverted'
  /** The state after it, where receipts say that: before Byzantium. */
  readonly postState: Hex | undefined
  readonly gasUsed: Gas
  readonly cumulativeGasUsed: Gas
  readonly inferenceGas: Gas
  readonly contractAddress: Hex | undefined
  readonly logsBloom: Hex
  readonly logs: readonly Log[]
}

/** An inference of a block, with the index of the transaction that made it. */
export interface BlockInference extends Inference {
  readonly transactionIndex: number
}

export function encodeBlockRecord({ rlp, senders, admissions }: BlockRecord): Uint8Array {
  return encodeRlp([rlp, senders.map(hexToBytes), admissions.map(hexToBytes)])
}

export function decodeBlockRecord(bytes: Uint8Array): BlockRecord {
  const [rlp, senders, admissions] = list(decodeRlp(bytes))
  return { rlp: leaf(rlp), senders: list(senders).map(hex), admissions: list(admissions).map(hex) }
}

export function encodeReceiptRecords(receipts: readonly ReceiptRecord[]): Uint8Array {
  return encodeRlp(
    receipts.map(receipt => [
      encodeStatus(receipt),
      natural(receipt.gasUsed),
      natural(receipt.cumulativeGasUsed),
      natural(receipt.inferenceGas),
      receipt.contractAddress ? hexToBytes(receipt.contractAddress) : new Uint8Array(),
      receipt.logs.length > 0 ? hexToBytes(receipt.logsBloom) : new Uint8Array(),
      receipt.logs.map(({ address, topics, data }) => [hexToBytes(address), topics.map(hexToBytes), hexToBytes(data)]),
    ]),
  )
}

export function decodeReceiptRecords(bytes: Uint8Array): readonly ReceiptRecord[] {
  return list(decodeRlp(bytes)).map(item => {
    const [status, gasUsed, cumulativeGasUsed, inferenceGas, contract, bloom, logs] = list(item)
    return {
      ...decodeStatus(leaf(status)),
      gasUsed: number(gasUsed),
      cumulativeGasUsed: number(cumulativeGasUsed),
      inferenceGas: number(inferenceGas),
      contractAddress: leaf(contract).length > 0 ? hex(contract) : undefined,
      logsBloom: leaf(bloom).length > 0 ? hex(bloom) : emptyBloom,
      logs: list(logs).map(log => {
        const [address, topics, data] = list(log)
        return { address: hex(address), topics: list(topics).map(hex), data: hex(data) }
      }),
    }
  })
}

export function encodeInferences(inferences: readonly BlockInference[]): Uint8Array {
  return encodeRlp(
    inferences.map(inference => [
      natural(BigInt(inference.transactionIndex)),
      hexToBytes(inference.model),
      natural(BigInt(inference.batch)),
      natural(inference.gasUsed),
      hexToBytes(inference.inputsHash),
      inference.outputs,
      encoder.encode(inference.backend),
      encoder.encode(String(inference.durationMs)),
    ]),
  )
}

export function decodeInferences(bytes: Uint8Array): readonly BlockInference[] {
  return list(decodeRlp(bytes)).map(item => {
    const [transactionIndex, model, batch, gasUsed, inputsHash, outputs, backend, durationMs] = list(item)
    return {
      transactionIndex: Number(number(transactionIndex)),
      model: hex(model),
      batch: Number(number(batch)),
      gasUsed: number(gasUsed),
      inputsHash: hex(inputsHash),
      outputs: leaf(outputs),
      backend: decoder.decode(leaf(backend)) as BackendName,
      durationMs: Number(decoder.decode(leaf(durationMs))),
    }
  })
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const emptyBloom = bytesToHex(new Uint8Array(256))

/** 1 or nothing; before Byzantium one byte, 0 or 1, and the state. */
function encodeStatus({ status, postState }: ReceiptRecord): Uint8Array {
  const success = status === 'success'
  if (postState === undefined) return natural(success ? 1n : 0n)
  return Uint8Array.of(success ? 1 : 0, ...hexToBytes(postState))
}

function decodeStatus(field: Uint8Array): Pick<ReceiptRecord, 'status' | 'postState'> {
  return {
    status: field[0] === 1 ? 'success' : 'reverted',
    postState: field.length > 1 ? bytesToHex(field.subarray(1)) : undefined,
  }
}

/** Big-endian, no leading zeros. */
function natural(value: bigint): Uint8Array {
  if (value === 0n) return new Uint8Array()
  const digits = value.toString(16)
  return hexToBytes(`0x${digits.length % 2 ? '0' : ''}${digits}`)
}

function number(value: RlpValue | undefined): bigint {
  return bytesToBigInt(leaf(value))
}

function hex(value: RlpValue | undefined): Hex {
  return bytesToHex(leaf(value))
}

function leaf(value: RlpValue | undefined): Uint8Array {
  if (value instanceof Uint8Array) return value
  throw new Error('the database is damaged: want bytes, have a list')
}

function list(value: RlpValue | undefined): readonly RlpValue[] {
  if (value !== undefined && !(value instanceof Uint8Array)) return value
  throw new Error('the database is damaged: want a list, have bytes')
}
