import { createEvaluator } from '../../kernels/index.ts'
import { readModel } from '../../onnx/index.ts'
import { createTensor } from '../../tensor/index.ts'
import { alphabet, contextLength, decodeText, encodeText } from './alphabet.ts'

/** A model's logits for a whole context: of the character after each one, row by row. */
export type NextLogits = (context: ArrayLike<number>) => Float32Array

/** The logits of a model's file, by the reference kernels. */
export function nextLogits(model: Uint8Array): NextLogits {
  const evaluate = createEvaluator(readModel(model))
  return context => {
    const characters = createTensor('int64', [1, contextLength], contextInput(context))
    return evaluate(new Map([['characters', characters]])).get('logits')!.data as Float32Array
  }
}

/** The model's input for at most {@link contextLength} characters: what fills it up is not seen by those before it. */
export function contextInput(context: ArrayLike<number>): BigInt64Array {
  return BigInt64Array.from({ length: contextLength }, (_, i) => BigInt(context[i] ?? 0))
}

/** `prompt` and the `count` characters that the model thinks likeliest, one after the other. */
export function complete(logitsOf: NextLogits, prompt: string, count: number): string {
  const text = encodeText(prompt)
  for (let i = 0; i < count; i++) {
    const context = text.slice(-contextLength)
    const row = logitsOf(context).subarray((context.length - 1) * alphabet.length, context.length * alphabet.length)
    text.push(row.reduce((best, logit, at) => (logit > row[best]! ? at : best), 0))
  }
  return decodeText(text)
}
