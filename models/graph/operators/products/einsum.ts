import type { Shape } from '../../../tensor/index.ts'
import { stringAttribute } from '../../attributes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

/** What the letters of an Einsum node's equation stand for; an ellipsis has a letter for each of its axes. */
export interface EinsumEquation {
  /** The letters of each operand's axes. */
  readonly operands: readonly (readonly string[])[]
  readonly output: readonly string[]
  readonly sizes: ReadonlyMap<string, number>
}

export const einsum: Operator = {
  opType: 'Einsum',
  inputCount: [1, 2],
  sinceOpset: 12,
  inferTypes(site) {
    const { output, sizes } = readEinsum(site)
    return [{ elementType: 'float32', shape: output.map(letter => sizes.get(letter)!) }]
  },
}

/** @see ONNX Einsum-12 */
export function readEinsum(site: NodeSite): EinsumEquation {
  const equation = stringAttribute(site.node, 'equation', '').replaceAll(' ', '')
  const [left = '', right] = equation.split('->')
  const terms = left.split(',')
  const shapes = site.types.map((_, input) => typeOf(site, input, ['float32']).shape)
  demand(
    terms.length === shapes.length && /^[a-zA-Z.,]*$/.test(left),
    `its equation "${equation}" has ${terms.length} operands, the node ${shapes.length}`,
  )
  const spans = terms.map((term, operand) => shapes[operand]!.length - term.replace('...', '').length)
  const span = Math.max(0, ...terms.map((term, operand) => (term.includes('...') ? spans[operand]! : 0)))
  const spell = (term: string, count: number): readonly string[] => {
    const [before = '', after = ''] = term.split('...')
    if (!term.includes('...')) return [...term]
    return [...before, ...Array.from({ length: count }, (_, at) => `.${span - count + at}`), ...after]
  }
  const operands = terms.map((term, operand) => spell(term, term.includes('...') ? spans[operand]! : 0))
  const sizes = new Map<string, number>()
  operands.forEach((letters, operand) => {
    demand(
      letters.length === shapes[operand]!.length && new Set(letters).size === letters.length,
      `its equation "${equation}" names an axis twice, or doesn't fit [${shapes[operand]}]`,
      'Take diagonals before it.',
    )
    for (const [axis, letter] of letters.entries()) measure(sizes, letter, shapes[operand]!, axis)
  })
  const output = right === undefined ? implied(operands, span) : spell(right, right.includes('...') ? span : 0)
  demand(
    output.every(letter => sizes.has(letter)) && new Set(output).size === output.length,
    `its equation "${equation}" has an output that its operands don't make`,
  )
  return { operands, output, sizes }
}

function measure(sizes: Map<string, number>, letter: string, shape: Shape, axis: number): void {
  const [known, size] = [sizes.get(letter), shape[axis]!]
  demand(known === undefined || known === size, `its axis ${letter} has ${known} elements and ${size}`)
  sizes.set(letter, size)
}

/** Without an arrow the output has the axes of an ellipsis, and the letters that stand once, in their order. */
function implied(operands: readonly (readonly string[])[], span: number): readonly string[] {
  const all = operands.flat().filter(letter => !letter.startsWith('.'))
  const once = all.filter(letter => all.indexOf(letter) === all.lastIndexOf(letter))
  return [...Array.from({ length: span }, (_, at) => `.${at}`), ...once.sort()]
}
