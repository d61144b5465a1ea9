import type { Tensor, TensorType } from '../tensor/index.ts'
import type { Attribute, Node } from './graph.ts'
import type { Range } from './range.ts'
import type { WorkAmounts } from './work.ts'

/** A node, and what is known of its inputs before anything runs; an omitted optional input is undefined. */
export interface NodeSite {
  readonly node: Node
  /** Version of the operator set that the model imports for the node's domain. */
  readonly opset: number
  readonly types: readonly (TensorType | undefined)[]
  /** The inputs whose elements the file itself holds. */
  readonly constants: readonly (Tensor | undefined)[]
}

/** A node whose types are known, where its values are to be bounded. */
export interface ExactSite extends NodeSite {
  /** Type of the first output, mostly the only one. */
  readonly output: TensorType
  readonly outputs: readonly TensorType[]
  /** Bounds of each input's elements. */
  readonly ranges: readonly (Range | undefined)[]
  /** The node that makes each input; undefined for inputs of the model and for constants. */
  readonly producers: readonly (Node | undefined)[]
}

/** What is proven of a node in the exact profile: bounds of each output's elements, and the work of one run. */
export interface ExactFacts {
  readonly ranges: readonly Range[]
  readonly work: Partial<WorkAmounts>
}

/** How an operator may appear in the exact profile. */
export interface ExactForm {
  /** Outputs that a node has, none of them omitted; 1 where this is left out. */
  readonly outputCount?: number
  /** The attributes that a node may have, and of which kind. */
  readonly attributes: Readonly<Record<string, Attribute['kind']>>
  /**
   * Bounds a node's output and counts its work.
   * @throws NodeFault where the node is not in the profile or its values can't be bounded.
   */
  prove(site: ExactSite): ExactFacts
}

/** What Inlay knows of an ONNX operator. */
export interface Operator {
  readonly opType: string
  /** The standard one where it is left out. */
  readonly domain?: string
  /** Least and most inputs. */
  readonly inputCount: readonly [least: number, most: number]
  /** Least version of the domain's operator set whose meaning of the operator is implemented. */
  readonly sinceOpset: number
  /**
   * Types of the outputs, in the node's order.
   * @throws NodeFault on a node that breaks the standard or is not supported.
   */
  inferTypes(site: NodeSite): readonly TensorType[]
  /** Absent where the operator has no exact form. */
  readonly exact?: ExactForm
}

/** Why a node is refused, and what to do about it. */
export class NodeFault extends Error {
  constructor(
    readonly reason: string,
    readonly hint: string,
  ) {
    super(reason)
    this.name = 'NodeFault'
  }
}

/** What to do with a file that breaks the standard. */
export const brokenFileHint = 'Export the model again: its file breaks the ONNX standard.'
