import { type Attention, readAttention } from '../../../graph/index.ts'
import { createTensor, elementCount, type Tensor } from '../../../tensor/index.ts'
import type { Kernel, KernelCall } from '../../kernel.ts'
import { exp, tanh } from '../elementary/index.ts'
import { broadcastIndices, operand } from '../loops/index.ts'

/** Each score, share and output in binary64, rounded when the node gives it. */
export const attention: Kernel = call => {
  const site = readAttention(call)
  const { batch, heads, sharedHeads, queries, keys, size, valueSize } = site
  const [q, k, v] = [
    splitHeads(operand<'float32'>(call, 0), heads, site),
    withPast(call, 1, 4, site),
    withPast(call, 2, 5, site),
  ]
  const biases = biasesOf(call, site)
  const output = new Float32Array(batch * heads * queries * valueSize)
  const scores = new Float32Array(batch * heads * queries * keys)
  for (let row = 0; row < batch * heads * queries; row++) {
    const [head, query] = [Math.floor(row / queries), row % queries]
    const shared = Math.floor(head / heads) * sharedHeads + Math.floor(((head % heads) * sharedHeads) / heads)
    const dot = (key: number) => {
      let sum = 0
      for (let i = 0; i < size; i++) sum += q[row * size + i]! * k[(shared * keys + key) * size + i]!
      return sum * site.scale
    }
    const raw = Float64Array.from({ length: keys }, (_, key) => dot(key))
    const capped = raw.map(score => (site.softcap === 0 ? score : site.softcap * tanh(score / site.softcap)))
    const isHidden = (key: number) => site.causal && key > query + site.past
    const masked = capped.map((score, key) => (isHidden(key) ? -Infinity : score + biases(row * keys + key)))
    const shares = sharesOf(masked)
    scores.set({ raw, capped, masked, shares }[site.scores], row * keys)
    for (let i = 0; i < valueSize; i++)
      output[placeOf(head, query, i, site)] = shares.reduce(
        (sum, share, key) => sum + share * v[(shared * keys + key) * valueSize + i]!,
        0,
      )
  }
  const results = [output, k, v, scores]
  return call.outputs.map((type, i) => type && createTensor('float32', type.shape, results[i]!))
}

function sharesOf(scores: Float64Array): Float64Array {
  const most = scores.reduce((a, b) => Math.max(a, b))
  const terms = scores.map(score => exp(score - most))
  const sum = terms.reduce((a, b) => a + b)
  return terms.map(term => term / sum)
}

/** Where an element of the output lies: heads beside each other in the last axis, or one after the other. */
function placeOf(head: number, query: number, i: number, { heads, queries, valueSize, joined }: Attention): number {
  if (!joined) return (head * queries + query) * valueSize + i
  return ((Math.floor(head / heads) * queries + query) * heads + (head % heads)) * valueSize + i
}

/** [batch, length, heads * size] as [batch, heads, length, size]. */
function splitHeads({ data, shape }: Tensor<'float32'>, heads: number, { joined }: Attention): Float32Array {
  if (!joined) return data
  const [batch, length, width] = shape as readonly [number, number, number]
  const size = width / heads
  const split = new Float32Array(data.length)
  for (let at = 0; at < data.length; at++) {
    const [row, head, i] = [Math.floor(at / width), Math.floor((at % width) / size), at % size]
    split[((Math.floor(row / length) * heads + head) * length + (row % length)) * size + i] = data[at]!
  }
  return batch === 0 ? data : split
}

/** Keys or values, after those that came before. */
function withPast(call: KernelCall, own: number, before: number, site: Attention): Float32Array {
  const split = splitHeads(operand<'float32'>(call, own), site.sharedHeads, site)
  const earlier = call.inputs[before] as Tensor<'float32'> | undefined
  if (earlier === undefined) return split
  const rows = site.batch * site.sharedHeads
  const [pastLength, length] = [earlier.data.length / rows, split.length / rows]
  const joined = new Float32Array(rows * (pastLength + length))
  for (let row = 0; row < rows; row++) {
    joined.set(earlier.data.subarray(row * pastLength, (row + 1) * pastLength), row * (pastLength + length))
    joined.set(split.subarray(row * length, (row + 1) * length), row * (pastLength + length) + pastLength)
  }
  return joined
}

/** What a mask adds to a score, by its place. */
function biasesOf(call: KernelCall, { batch, heads, queries, keys }: Attention): (at: number) => number {
  const mask = call.inputs[3]
  if (mask === undefined) return () => 0
  const indices = broadcastIndices(mask.shape, [batch, heads, queries, keys])
  const bias = (value: number) => (mask.elementType === 'bool' ? (value === 0 ? -Infinity : 0) : value)
  return elementCount(mask.shape) === 0 ? () => 0 : at => bias(Number(mask.data[indices[at]!]))
}
