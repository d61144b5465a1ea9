export { decodeBytes, decodeBytesArray, decodeUint8, decodeWords, headWord, holdsHeads, wordBytes } from './decode.ts'
export {
  type Encoded,
  encodeArray,
  encodeBytes,
  encodeInt,
  encodeString,
  encodeTuple,
  encodeUint,
  encodeWord,
} from './encode.ts'
export { type Signature, selectorIn, selectorOf } from './selector.ts'
