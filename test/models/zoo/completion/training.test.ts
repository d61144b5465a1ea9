import { describe, expect, test } from 'vitest'
import { writeModel } from '../../../../models/onnx/index.ts'
import { alphabet, contextLength, decodeText, encodeText } from '../../../../models/zoo/completion/alphabet.ts'
import { nextLogits } from '../../../../models/zoo/completion/complete.ts'
import { exportNetwork } from '../../../../models/zoo/completion/export-network.ts'
import { forward } from '../../../../models/zoo/completion/network.ts'
import { trainNetwork } from '../../../../models/zoo/completion/train-network.ts'
import { writeSentences } from '../../../../models/zoo/completion/write-sentences.ts'
import { createRandom, createTape } from '../../../../models/zoo/training/index.ts'
import { bytesToHex, keccak256 } from '../../../../primitives/index.ts'

const { text, agreements } = writeSentences(createRandom(5), 4_000)

describe('writeSentences', () => {
  test('default: the same seed writes the same sentences, in the alphabet', () => {
    expect(writeSentences(createRandom(5), 4_000)).toEqual({ text, agreements })
    expect(decodeText(encodeText(text))).toBe(text)
    expect(text.split('. ').length).toBeGreaterThan(50)
  })

  test('behavior: a verb behind a clause has an s where its subject is one thing', () => {
    expect(agreements.length).toBeGreaterThan(10)
    for (const { at, singular } of agreements) {
      if (at < text.length) expect(text[at] === 's').toBe(singular)
      const sentence = text
        .slice(0, at)
        .split(/[.,] |^/)
        .at(-1)!
      expect(sentence).toContain(' that ')
    }
  })
})

describe('trainNetwork', { timeout: 60_000 }, () => {
  const losses: number[] = []
  const network = trainNetwork(text, { seed: 5, steps: 12 }, (_, loss) => losses.push(loss))

  test('behavior: the loss falls', () => {
    expect(losses).toHaveLength(12)
    expect(losses[11]).toBeLessThan(losses[0]! * 0.9)
  })

  test('behavior: the same seed gives the same file, the one that it always gave', () => {
    const { steps, seed } = { steps: 1, seed: 9 }
    const file = () => writeModel(exportNetwork(trainNetwork(text, { seed, steps })))
    const id = bytesToHex(keccak256(file()))
    expect(bytesToHex(keccak256(file()))).toBe(id)
    expect(id).toBe('0x7b4ac93e7ded6a077cd77ae3c008ae969c40b21e26e6dff1cbba30de71e58302')
  })

  test('behavior: the float model gives what the network does', () => {
    const context = encodeText(text.slice(0, contextLength))
    const have = nextLogits(writeModel(exportNetwork(network)))(context)
    const want = forward(network, createTape(), context).values
    expect(have).toHaveLength(contextLength * alphabet.length)
    want.forEach((value, i) => {
      expect(have[i]).toBeCloseTo(value, 3)
    })
  })
})

describe('encodeText', () => {
  test('error: a character of another alphabet', () => {
    expect(() => encodeText('a-b')).toThrow(RangeError)
  })
})
