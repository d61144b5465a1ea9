import { privateKeyToAccount } from 'viem/accounts'
import type { ChainNode } from '../../../chain/index.ts'
import {
  bigIntToBytes,
  bytesToHex,
  concatBytes,
  equalBytes,
  type Gas,
  type Hex,
  hexToBytes,
} from '../../../primitives/index.ts'
import type { Measurement, Subject } from '../../harness.ts'

/** Work whose price Ethereum sets, on this machine. */
export interface Yardstick {
  readonly name: string
  /** Of processor time. */
  readonly ms: number
  /** What the chain charges, the loop around it included. */
  readonly gas: number
  readonly outputHash: Hex
}

const repetitions = 64

/** Where the loops' code is put for the length of a call. */
const loopAddress: Hex = '0x00000000000000000000000000000000000b0b00'

/** calldata: 128 bytes for ecrecover, and how often; returns what the last one recovered. */
const ecrecoverLoop = hexToBytes('0x60805f5f376080355b80156021576020608060805f60015afa50600190036008565b60206080f3')
/** calldata: how often; each hash of 16 KiB goes into the next. Returns the last. */
const keccakLoop = hexToBytes('0x613fe051505f355b8015601b576140005f205f52600190036007565b60205ff3')

const signer = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const digest: Hex = `0x${'22'.repeat(32)}`

interface Loop {
  readonly name: string
  readonly code: Uint8Array
  readonly argument: Uint8Array
}

/** Loops over an operation, run through `eth_call`: what they cost more than empty loops is the operation. */
export async function openYardsticks(node: ChainNode) {
  const loops: readonly Loop[] = [
    { name: 'ecrecover', code: ecrecoverLoop, argument: await signedDigest() },
    { name: 'keccak256 of 16 KiB', code: keccakLoop, argument: new Uint8Array() },
  ]
  const gasUsed = new Map<string, Gas>()
  const subjects = loops.flatMap(loop => [
    loopSubject(node, loop, repetitions, gasUsed),
    loopSubject(node, loop, 0, gasUsed),
  ])
  return {
    subjects,
    /** @param measurements of `subjects`, in their order. */
    read: (measurements: readonly Measurement[]): readonly Yardstick[] =>
      loops.map(({ name }, i) => {
        const [full, empty] = [measurements[2 * i]!, measurements[2 * i + 1]!]
        return {
          name,
          ms: (full.cpuMs - empty.cpuMs) / repetitions,
          gas: Number(gasUsed.get(full.name)! - gasUsed.get(empty.name)!) / repetitions,
          outputHash: full.outputHash,
        }
      }),
  }
}

function loopSubject(
  node: ChainNode,
  { name, code, argument }: Loop,
  times: number,
  gasUsed: Map<string, Gas>,
): Subject {
  const label = `${name}, ${times} times`
  const data = concatBytes(argument, bigIntToBytes(BigInt(times), 32))
  const overrides = new Map([[loopAddress, { code }]])
  return {
    name: label,
    run: () => node.call({ to: loopAddress, data }, 'latest', overrides),
    inspect: (outcome: Awaited<ReturnType<ChainNode['call']>>) => {
      if (outcome.status !== 'success') throw new Error(`"${label}" ended in a ${outcome.status}`)
      if (argument.length > 0 && times > 0 && !equalBytes(outcome.output.subarray(12), hexToBytes(signer.address)))
        throw new Error(`"${label}" recovered ${bytesToHex(outcome.output)}, not the signer`)
      gasUsed.set(label, outcome.gasUsed)
      return { output: outcome.output }
    },
  }
}

/** What ecrecover takes: digest, v, r, s. */
async function signedDigest(): Promise<Uint8Array> {
  const signature = hexToBytes(await signer.sign({ hash: digest }))
  const v = bigIntToBytes(BigInt(signature[64]!), 32)
  return concatBytes(hexToBytes(digest), v, signature.subarray(0, 64))
}
