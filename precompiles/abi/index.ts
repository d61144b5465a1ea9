export {
  type BytesArray,
  decodeBytes,
  decodeBytesArray,
  decodeUint8,
  decodeWords,
  headWord,
  holdsHeads,
  wordBytes,
} from './decode.ts'
export {
  type Encoded,
  encodeArray,
  encodeBytes,
  encodeStatic,
  encodeString,
  encodeTuple,
  encodeUint,
  encodeWord,
  toBytes,
} from './encode.ts'
export { encodeInts, int256Reader } from './int256-words.ts'
export { selectorIn, selectorOf } from './selector.ts'
