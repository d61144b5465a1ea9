import type { Node } from '../../graph/index.ts'
import type { Artifact, Form } from '../artifact.ts'
import type { FloatModel } from '../float/index.ts'

/** One or more nodes of the float model that become one computation of the artifact. */
export interface Layer {
  /** Name of its first node, or of that node's output where it has none. */
  readonly name: string
  /** Operators of its nodes, joined by +. */
  readonly operators: string
  /** The values that it computes on; constants aside. */
  readonly inputs: readonly string[]
  readonly output: string
  /** The forms that it can compute its output in. */
  readonly forms: readonly Form[]
  /** The form that it reads its inputs in, to compute its output in `form`. */
  reads(form: Form): Form
  /** Whether its output's codes are some of its first input's codes, so that both have one quantization. */
  readonly keepsCodes: boolean
  /** Writes the nodes that compute the output in `form`, and gives the tensor that holds it. */
  write(artifact: Artifact, form: Form): string
}

/** What the quantizer knows of an operator of float models. */
export interface LayerReader {
  readonly opTypes: readonly string[]
  /**
   * The layer that starts at `node`, and its nodes.
   * @throws NodeFault when the node has no exact form.
   */
  read(node: Node, model: FloatModel): { readonly layer: Layer; readonly nodes: readonly Node[] }
}
