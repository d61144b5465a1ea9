import type { Macs } from '../../../primitives/index.ts'
import type { Node } from '../../graph/index.ts'
import type { Artifact, Form } from '../artifact.ts'
import type { FloatModel } from '../float/index.ts'

/** Trees in an artifact. */
export interface RoundedForest {
  readonly trees: number
  readonly nodes: number
  /** The power of two that leaves are multiples of; 0 where they are as they were. */
  readonly grid: number
  /** The most that a leaf was rounded by. */
  readonly mostRounded: number
}

/** Nodes of the float model that become one computation of the artifact. */
export interface Layer {
  readonly nodes: readonly Node[]
  /** The values that it computes on; constants aside. */
  readonly inputs: readonly string[]
  readonly output: string
  /** Multiply-accumulates of one run. */
  readonly macs: Macs
  /** The forms that it can compute its output in. */
  readonly forms: readonly Form[]
  /** The form that it reads an input in, to compute its output in `form`. */
  reads(form: Form, input: string): Form
  /** Whether it can read codes of sixteen bits of an input that it reads in codes. */
  readsWide?(input: string): boolean
  /** Whether its output's codes are some of its first input's codes, so that both have one quantization. */
  readonly keepsCodes: boolean
  /** Whether its output's codes are those of all its inputs: those that nothing else reads get its quantization. */
  readonly joinsCodes?: boolean
  /** Of trees: what rounding their leaves came to. */
  readonly forest?: RoundedForest
  /** Writes the nodes that compute the output in `form`, and gives the tensor that holds it. */
  write(artifact: Artifact, form: Form): string
}

/** What the quantizer knows of operators of float models. */
export interface LayerReader {
  /** By qualifiedOpType. */
  readonly opTypes: readonly string[]
  /**
   * The layer that starts at `node`, or one for each of its outputs.
   * @throws NodeFault when the node has no exact form.
   */
  read(node: Node, model: FloatModel): Layer | readonly Layer[]
}
