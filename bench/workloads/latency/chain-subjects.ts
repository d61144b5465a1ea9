import { decodeFunctionResult, encodeFunctionData } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import type { ChainNode } from '../../../chain/index.ts'
import { inferenceAbi, inferenceAddress } from '../../../precompiles/index.ts'
import { bytesToHex, type Hex, hexToBytes } from '../../../primitives/index.ts'
import type { Inspection, Subject } from '../../harness.ts'

/** Gas limit of the calls and the transactions. */
const gasLimit = 50_000_000n

const mnemonic = 'test test test test test test test test test test test junk'

/** `infer` of model `id` by `eth_call`, through the node's facade. */
export function callSubject(node: ChainNode, id: Hex, inputs: readonly Uint8Array[]): Subject {
  const calldata = inputs.map(input => hexToBytes(encodeInfer(id, input)))
  return {
    name: 'eth_call',
    run: index => node.call({ to: inferenceAddress, data: calldata[index]!, gas: gasLimit }, 'latest'),
    inspect: (outcome: Awaited<ReturnType<ChainNode['call']>>): Inspection => {
      if (outcome.status !== 'success') throw new Error(`the call ended in a ${outcome.status}`)
      return { output: decodeInfer(bytesToHex(outcome.output)), innerMs: outcome.inferences[0]!.durationMs }
    },
  }
}

/** The same through JSON-RPC over HTTP, the connection kept. */
export function httpCallSubject(url: string, id: Hex, inputs: readonly Uint8Array[]): Subject {
  const bodies = inputs.map(input =>
    JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'eth_call',
      params: [{ to: inferenceAddress, data: encodeInfer(id, input), gas: `0x${gasLimit.toString(16)}` }, 'latest'],
    }),
  )
  return {
    name: 'eth_call over HTTP',
    run: async index => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: bodies[index]!,
      })
      return (await response.json()) as { readonly result?: Hex; readonly error?: { readonly message: string } }
    },
    inspect: ({ result, error }: { readonly result?: Hex; readonly error?: { readonly message: string } }) => {
      if (result === undefined) throw new Error(`eth_call answered "${error?.message}"`)
      return { output: decodeInfer(result) }
    },
  }
}

/** A signed transaction that calls `infer`, from its bytes to the block that holds it. */
export function transactionSubject(node: ChainNode, id: Hex, inputs: readonly Uint8Array[]): Subject {
  const account = mnemonicToAccount(mnemonic)
  let nonce: number | undefined
  let signed: Uint8Array
  return {
    name: 'mined transaction',
    prepare: async index => {
      nonce ??= Number((await node.getAccount(account.address.toLowerCase() as Hex, 'latest')).nonce)
      const raw = await account.signTransaction({
        chainId: Number(node.chainId),
        type: 'eip1559',
        to: inferenceAddress,
        data: encodeInfer(id, inputs[index]!),
        nonce: nonce++,
        gas: gasLimit,
        maxFeePerGas: 2n * (await node.gasPrice()),
        maxPriorityFeePerGas: 0n,
      })
      signed = hexToBytes(raw)
    },
    run: () => node.sendRawTransaction(signed),
    inspect: async (hash: Hex) => {
      const [inference] = await node.getInferences(hash)
      if (inference === undefined) throw new Error(`transaction ${hash} made no inference`)
      return { output: inference.outputs, innerMs: inference.durationMs }
    },
  }
}

function encodeInfer(id: Hex, input: Uint8Array): Hex {
  return encodeFunctionData({ abi: inferenceAbi, functionName: 'infer', args: [id, bytesToHex(input)] })
}

function decodeInfer(result: Hex): Uint8Array {
  return hexToBytes(decodeFunctionResult({ abi: inferenceAbi, functionName: 'infer', data: result }))
}
