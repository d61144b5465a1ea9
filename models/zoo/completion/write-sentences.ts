import type { Random } from '../training/index.ts'

/** A text that a grammar makes, and the places where it says which number a sentence's subject has. */
export interface Sentences {
  readonly text: string
  /** Where a verb's stem ends whose subject stands before a clause of its own: an s follows, or none. */
  readonly agreements: readonly { readonly at: number; readonly singular: boolean }[]
}

const nouns = ['block', 'chain', 'code', 'contract', 'layer', 'model', 'node', 'pool', 'price', 'sum', 'swap', 'table']
const adjectives = ['cheap', 'early', 'exact', 'fair', 'kind', 'proven', 'public', 'quiet', 'slow', 'small']
const transitive = ['answer', 'call', 'check', 'follow', 'keep', 'move', 'prove', 'read', 'send', 'trust', 'weigh']
const intransitive = ['end', 'grow', 'rest', 'run', 'sleep', 'start', 'wait', 'win']
const adverbs = ['again', 'alone', 'first', 'often', 'quietly', 'soon', 'twice']
const prepositions = ['after', 'before', 'behind', 'for', 'in', 'near', 'with']
const ofOne = ['a', 'every', 'one', 'the', 'this']
const ofMany = ['all', 'few', 'some', 'the', 'these', 'three', 'two']

/** Sentences of simple grammar, one after the other, until there are `length` characters. */
export function writeSentences(random: Random, length: number): Sentences {
  const agreements: { at: number; singular: boolean }[] = []
  let text = ''
  const chance = (share: number) => random.uniform() < share
  const pick = (words: readonly string[]) => words[random.integer() % words.length]!
  const say = (word: string): void => {
    text += text === '' ? word : ` ${word}`
  }

  const phrase = (singular: boolean): void => {
    const noun = pick(nouns)
    const adjective = chance(0.3) ? pick(adjectives) : undefined
    const determiner = pick(singular ? ofOne : ofMany)
    const vowel = /^[aeiou]/.test(adjective ?? noun)
    say(determiner === 'a' && vowel ? 'an' : determiner)
    if (adjective !== undefined) say(adjective)
    say(singular ? noun : `${noun}s`)
  }
  const verb = (stem: string, singular: boolean, marked: boolean): void => {
    say(stem)
    if (marked) agreements.push({ at: text.length, singular })
    if (singular) text += 's'
  }
  const predicate = (singular: boolean, marked: boolean): void => {
    if (chance(0.6)) {
      verb(pick(transitive), singular, marked)
      phrase(chance(0.5))
    } else verb(pick(intransitive), singular, marked)
    const ending = random.uniform()
    if (ending < 0.25) say(pick(adverbs))
    else if (ending < 0.45) {
      say(pick(prepositions))
      phrase(chance(0.5))
    }
  }
  const clause = (): void => {
    const singular = chance(0.5)
    phrase(singular)
    const extended = chance(0.35)
    if (extended) {
      say('that')
      verb(pick(transitive), singular, false)
      phrase(chance(0.5))
    }
    predicate(singular, extended)
  }

  while (text.length < length) {
    if (chance(0.2)) {
      say(pick(['if', 'when']))
      clause()
      text += ','
    }
    clause()
    if (chance(0.15)) {
      say(pick(['and', 'but']))
      clause()
    }
    text += '.'
  }
  return { text: text.slice(0, length), agreements: agreements.filter(({ at }) => at < length) }
}
