import type { Hex, Macs } from '../../../primitives/index.ts'
import { admit } from '../../admission.ts'
import { createRandom } from '../training/index.ts'
import { alphabet, contextLength, encodeText } from './alphabet.ts'
import { complete, type NextLogits, nextLogits } from './complete.ts'
import { countingModel } from './counting-model.ts'
import { contextsOf, recipe, testSentences } from './recipe.ts'
import { type Sentences, writeSentences } from './write-sentences.ts'

/** How well characters that training never saw are foretold. */
export interface Report {
  readonly id: Hex
  readonly artifactBytes: number
  readonly floatBytes: number
  readonly macs: Macs
  readonly recipe: typeof recipe
  readonly scores: readonly { readonly name: string; readonly score: Score }[]
  /** Of the artifact and the float model. */
  readonly agreement: { readonly characters: number; readonly sameGreatest: number }
  readonly completions: readonly string[]
}

export interface Score {
  /** Of a character, given those before it in its context. */
  readonly bits: number
  /** Characters that were the likeliest one. */
  readonly right: number
  readonly characters: number
  /** Verbs whose ending was foretold to be their subject's, across a clause. */
  readonly verbsRight: number
  readonly verbs: number
}

const prompts = ['the model', 'if the contracts', 'these nodes that trust a pool', 'every price']

/** Measures an artifact and the float model that it was made of. */
export function measure(floatModel: Uint8Array, artifact: Uint8Array): Report {
  const { id, artifactBytes, macs } = admit(artifact).summary
  const sentences = testSentences()
  const { textSeed, characters } = recipe.training
  const training = writeSentences(createRandom(textSeed), characters).text
  const models: readonly (readonly [name: string, model: NextLogits])[] = [
    ['artifact', nextLogits(artifact)],
    ['float model', nextLogits(floatModel)],
    ['counts after 4 characters', countingModel(training, 4)],
    ['counts after 8 characters', countingModel(training, 8)],
  ]
  return {
    id,
    artifactBytes,
    floatBytes: floatModel.length,
    macs,
    recipe,
    scores: models.map(([name, model]) => ({ name, score: scoreModel(model, sentences) })),
    agreement: compareGreatest(models[0]![1], models[1]![1], sentences.text),
    completions: prompts.map(prompt => complete(models[0]![1], prompt, 40)),
  }
}

/** How well a model foretells a text. */
export function scoreModel(logitsOf: NextLogits, { text, agreements }: Sentences): Score {
  const singular = new Map(agreements.map(({ at, singular }) => [at, singular]))
  const ending = alphabet.indexOf('s')
  const characters = encodeText(text)
  let [nats, right, count, verbsRight, verbs] = [0, 0, 0, 0, 0]
  contextsOf(text).forEach((context, index) => {
    const logits = logitsOf(context)
    for (let i = 0; i < contextLength; i++) {
      const at = index * contextLength + i + 1
      const target = characters[at]
      if (target === undefined) continue
      const row = logits.subarray(i * alphabet.length, (i + 1) * alphabet.length)
      const best = greatestOf(row)
      nats += crossEntropy(row, target)
      right += Number(best === target)
      count += 1
      const wanted = singular.get(at)
      if (wanted === undefined) continue
      verbsRight += Number((best === ending) === wanted)
      verbs += 1
    }
  })
  return { bits: nats / count / Math.LN2, right, characters: count, verbsRight, verbs }
}

function compareGreatest(a: NextLogits, b: NextLogits, text: string): Report['agreement'] {
  let [characters, sameGreatest] = [0, 0]
  for (const context of contextsOf(text)) {
    const [ofA, ofB] = [a(context), b(context)]
    for (let start = 0; start < ofA.length; start += alphabet.length) {
      const [x, y] = [ofA, ofB].map(logits => greatestOf(logits.subarray(start, start + alphabet.length)))
      sameGreatest += Number(x === y)
      characters += 1
    }
  }
  return { characters, sameGreatest }
}

function greatestOf(row: Float32Array): number {
  return row.reduce((best, logit, at) => (logit > row[best]! ? at : best), 0)
}

function crossEntropy(row: Float32Array, target: number): number {
  const greatest = row.reduce((a, b) => Math.max(a, b))
  const total = row.reduce((sum, logit) => sum + Math.exp(logit - greatest), 0)
  return Math.log(total) + greatest - row[target]!
}
