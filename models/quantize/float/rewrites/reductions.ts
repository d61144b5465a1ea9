import type { Rewrite, Rewriting } from '../rewriting.ts'

/** What the terms of a sum are made of, and what is made of the sum. */
interface Parts {
  readonly term?: 'Abs' | 'Exp' | 'square'
  readonly result?: 'Sqrt' | 'Log'
}

const sums: Readonly<Record<string, Parts>> = {
  ReduceL1: { term: 'Abs' },
  ReduceL2: { term: 'square', result: 'Sqrt' },
  ReduceLogSum: { result: 'Log' },
  ReduceLogSumExp: { term: 'Exp', result: 'Log' },
  ReduceSumSquare: { term: 'square' },
}

/** Sums of functions of real numbers, and functions of sums. */
export const reductionRewrite: Rewrite = {
  opTypes: Object.keys(sums),
  rewrite(node, rewriting) {
    const [input, axesInput = ''] = node.inputs as [string, string?]
    const output = node.outputs[0]!
    const { elementType } = rewriting.types.get(input)!
    if (elementType !== 'float32') return false
    const { term, result } = sums[node.opType]!
    const terms = termsOf(rewriting, input, term, output)
    const operands = axesInput === '' ? [terms] : [terms, axesInput]
    const attributes = Object.fromEntries(node.attributes)
    const sum = rewriting.emit('ReduceSum', operands, result ? `${output}/sum` : output, attributes)
    if (result) rewriting.emit(result, [sum], output)
    return true
  },
}

function termsOf(rewriting: Rewriting, input: string, term: Parts['term'], output: string): string {
  if (term === undefined) return input
  if (term === 'square') return rewriting.emit('Mul', [input, input], `${output}/squares`)
  return rewriting.emit(term, [input], `${output}/terms`)
}
