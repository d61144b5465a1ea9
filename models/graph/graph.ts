import type { ElementType, Tensor } from '../tensor/index.ts'

/** The value of a node's attribute. */
export type Attribute =
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: Tensor }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'ints'; readonly value: readonly bigint[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  /** Kinds that this reader keeps no value of (subgraphs, sparse tensors, type protos). */
  | { readonly kind: 'unsupported'; readonly onnxType: number }

/** One operation: its inputs and outputs are names of values; an omitted optional one is ''. */
export interface Node {
  readonly name: string
  readonly opType: string
  /** '' for the standard operators. */
  readonly domain: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: ReadonlyMap<string, Attribute>
}

/** How operators are listed here: ONNX's name, after its domain where that is not the standard one. */
export function qualifiedOpType({ domain, opType }: Pick<Node, 'domain' | 'opType'>): string {
  return domain === '' ? opType : `${domain}.${opType}`
}

/** A declared input or output. `dims` holds a name where the file leaves a size open, undefined where it says nothing. */
export interface ValueDeclaration {
  readonly name: string
  readonly elementType: ElementType
  readonly dims: readonly (number | string)[] | undefined
}

/** A model as ONNX describes it, free of its wire format: nodes in topological order over named values. */
export interface Graph {
  readonly name: string
  /** Version of each operator set, by domain ('' is the standard one). */
  readonly opsets: ReadonlyMap<string, number>
  /** Without those that are initialisers. */
  readonly inputs: readonly ValueDeclaration[]
  readonly outputs: readonly ValueDeclaration[]
  readonly initializers: ReadonlyMap<string, Tensor>
  readonly nodes: readonly Node[]
}

/** The node's operator that {@link qualifiedOpType} names: no operator's own name has a dot. */
export function operatorNamed(qualified: string): Pick<Node, 'domain' | 'opType'> {
  const dot = qualified.lastIndexOf('.')
  return { domain: qualified.slice(0, Math.max(0, dot)), opType: qualified.slice(dot + 1) }
}
