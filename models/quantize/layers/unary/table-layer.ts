import { type Node, NodeFault, unaryOperators } from '../../../graph/index.ts'
import { type Artifact, type Form, greatestLogit, logitUnit } from '../../artifact.ts'
import type { FloatModel } from '../../float/index.ts'
import { encodeValue } from '../../quantization.ts'
import type { Layer, LayerReader } from '../layer.ts'
import { readFineTable, writeFineLookup } from './fine-table.ts'
import { writeLookup } from './lookup.ts'
import { findUnarySubgraph } from './unary-subgraph.ts'
import { decodedCodes, realFunction } from './value-table.ts'

const functions: ReadonlySet<string> = new Set(unaryOperators.map(({ opType }) => opType))

/** Functions of one element; how {@link readTable} reads them and whatever they are part of. */
export const unaryLayer: LayerReader = {
  opTypes: [...functions],
  read(node, model) {
    const layer = readTable(node, model)
    if (layer === undefined)
      throw new NodeFault(
        'it is no function of one value, element by element: a second operand is computed, or holds several numbers',
        'Only functions of one operand, the others being constants of one element, can be quantized.',
      )
    return layer
  },
}

/**
 * The function of one value that begins at `node`, as a table of 256 entries, or of more where it ends a model; undefined where none does, or a layer of another
 * kind computes it.
 */
export function readTable(node: Node, model: FloatModel): Layer | undefined {
  const subgraph = findUnarySubgraph(node, model, functions)
  if (subgraph === undefined) return undefined
  const { nodes, input, output } = subgraph
  const { shape } = model.types.get(output)!
  const fine = readFineTable(nodes, input, model)
  return {
    nodes,
    inputs: [input],
    output,
    macs: 0,
    forms: ['codes', 'values', 'logits'],
    reads: form => (form === 'values' && fine ? 'logits' : 'codes'),
    keepsCodes: false,
    write(artifact, form) {
      if (form === 'values' && fine) return writeFineLookup(artifact, input, output, fine)
      const results = realFunction(subgraph, model)(decodedCodes(artifact.quantization(input)))
      const table = writeTable(artifact, output, form, results)
      return writeLookup(artifact, artifact.held(input, 'codes'), table, shape, `${output}/${form}`)
    },
  }
}

function writeTable(artifact: Artifact, output: string, form: Form, results: Float32Array): string {
  const name = `${output}/${form}_table`
  if (form === 'values') return artifact.constant(name, 'float32', results)
  if (form === 'logits') return artifact.constant(name, 'float32', results.map(toLogit))
  const quantization = artifact.quantization(output)
  return artifact.constant(
    name,
    'uint8',
    Uint8Array.from(results, value => encodeValue(value, quantization)),
  )
}

function toLogit(value: number): number {
  return Math.min(greatestLogit, Math.max(-greatestLogit, value * logitUnit))
}
