export { alphabet, contextLength, decodeText, encodeText } from './alphabet.ts'
