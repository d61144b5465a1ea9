import type { BlockReference, LogFilter } from '../../chain/index.ts'
import type { Hex } from '../../primitives/index.ts'
import { InvalidParamsError } from '../errors.ts'
import { blockNumber } from './block-reference.ts'
import { arrayOf, type Codec, converted, record } from './codec.ts'
import { address, hash } from './scalars.ts'

/** geth's limits on a filter. */
const maxTopics = 4
const maxAddresses = 1_000
const maxAlternatives = 1_000

const oneOrMore = <T>(element: Codec<T>): Codec<readonly T[]> => ({
  type: `${element.type}, or an array of such`,
  decode: (value, path) =>
    Array.isArray(value) ? arrayOf(element).decode(value, path) : [element.decode(value, path)],
})

/** null and the empty array stand for every topic, as in geth. */
const anyOfTopics: Codec<readonly Hex[] | undefined> = {
  type: `null, ${oneOrMore(hash).type}`,
  decode: (value, path) => {
    if (value === null || (Array.isArray(value) && value.includes(null))) return undefined
    const topics = oneOrMore(hash).decode(value, path)
    if (topics.length > maxAlternatives)
      throw new InvalidParamsError(`invalid ${path}: want at most ${maxAlternatives} topics, have ${topics.length}`)
    return topics.length === 0 ? undefined : topics
  },
}

function checkOrder(from: BlockReference | undefined, to: BlockReference | undefined): void {
  if (typeof from !== 'object' || !('number' in from) || typeof to !== 'object' || !('number' in to)) return
  if (from.number > to.number)
    throw new InvalidParamsError(`invalid block range params: from ${from.number}, to ${to.number}`)
}

/** Which logs a question is about; the newest block where no range is given. */
export const logFilter: Codec<LogFilter> = converted(
  record('a filter object', {
    fromBlock: blockNumber,
    toBlock: blockNumber,
    blockHash: hash,
    address: oneOrMore(address),
    topics: arrayOf(anyOfTopics),
  }),
  ({ fromBlock, toBlock, blockHash, address: addresses = [], topics = [] }, path) => {
    if (blockHash !== undefined && (fromBlock !== undefined || toBlock !== undefined))
      throw new InvalidParamsError(
        `invalid ${path}: cannot specify both blockHash and fromBlock/toBlock, choose one or the other`,
      )
    checkOrder(fromBlock, toBlock)
    if (topics.length > maxTopics)
      throw new InvalidParamsError(`invalid ${path}: want at most ${maxTopics} topics, have ${topics.length}`)
    if (addresses.length > maxAddresses)
      throw new InvalidParamsError(`invalid ${path}: want at most ${maxAddresses} addresses, have ${addresses.length}`)
    const range =
      blockHash === undefined
        ? { from: fromBlock ?? 'latest', to: toBlock ?? 'latest' }
        : { from: { hash: blockHash }, to: { hash: blockHash } }
    return { ...range, addresses, topics } as LogFilter
  },
)
