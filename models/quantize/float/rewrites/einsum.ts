import { demand, readEinsum } from '../../../graph/index.ts'
import { elementCount } from '../../../tensor/index.ts'
import type { Rewrite, Rewriting } from '../rewriting.ts'
import { emitReshape, emitTranspose } from './emission.ts'

/** Einsum of one operand, or of two whose axes are those of stacked matrix products: transposed, multiplied, and transposed again. */
export const einsumRewrite: Rewrite = {
  opTypes: ['Einsum'],
  rewrite(node, rewriting) {
    const { operands, output, sizes } = readEinsum({
      node,
      opset: rewriting.opset,
      types: node.inputs.map(name => rewriting.types.get(name)),
      constants: node.inputs.map(name => rewriting.constant(name)),
    })
    const [result] = node.outputs as [string]
    const [a, b] = operands as [readonly string[], (readonly string[])?]
    const onlyOf = (own: readonly string[], other: readonly string[] = []) =>
      own.filter(letter => !other.includes(letter) && output.includes(letter))
    demand(
      operands.every((own, at) =>
        own.every(letter => output.includes(letter) || operands[1 - at]?.includes(letter) === true),
      ),
      'it sums an axis of one operand alone',
      'Sum the axis with ReduceSum.',
    )
    if (b === undefined) {
      emitTranspose(
        rewriting,
        node.inputs[0]!,
        output.map(letter => a.indexOf(letter)),
        result,
      )
      return true
    }
    const stacked = output.filter(letter => a.includes(letter) && b.includes(letter))
    const summed = a.filter(letter => !output.includes(letter))
    const [rows, columns] = [onlyOf(a, b), onlyOf(b, a)]
    const sizeOf = (letters: readonly string[]) => elementCount(letters.map(letter => sizes.get(letter)!))
    const stack = stacked.map(letter => sizes.get(letter)!)
    const left = arrange(rewriting, node.inputs[0]!, a, [...stacked, ...rows, ...summed], `${result}/left`)
    const right = arrange(rewriting, node.inputs[1]!, b, [...stacked, ...summed, ...columns], `${result}/right`)
    const product = rewriting.emit(
      'MatMul',
      [
        emitReshape(rewriting, left, [...stack, sizeOf(rows), sizeOf(summed)], `${result}/rows`),
        emitReshape(rewriting, right, [...stack, sizeOf(summed), sizeOf(columns)], `${result}/columns`),
      ],
      `${result}/product`,
    )
    const made = [...stacked, ...rows, ...columns]
    const spread = emitReshape(
      rewriting,
      product,
      made.map(letter => sizes.get(letter)!),
      `${result}/spread`,
    )
    emitTranspose(
      rewriting,
      spread,
      output.map(letter => made.indexOf(letter)),
      result,
    )
    return true
  },
}

function arrange(
  rewriting: Rewriting,
  value: string,
  have: readonly string[],
  want: readonly string[],
  name: string,
): string {
  if (want.every((letter, axis) => have[axis] === letter)) return value
  return emitTranspose(
    rewriting,
    value,
    want.map(letter => have.indexOf(letter)),
    name,
  )
}
