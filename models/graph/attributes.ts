import type { Tensor } from '../tensor/index.ts'
import type { Attribute, Node } from './graph.ts'
import { brokenFileHint, NodeFault } from './operator.ts'

/** An integer attribute, or `absent` where the node doesn't have it. */
export function intAttribute<Absent>(node: Node, name: string, absent: Absent): number | Absent {
  const value = attributeOf(node, name, 'int')
  return value === undefined ? absent : toSafeInteger(value, name)
}

/**
 * A switch, or `absent` where the node doesn't have it.
 * @throws NodeFault where it is neither 0 nor 1: runtimes differ on what other integers mean.
 */
export function flagAttribute(node: Node, name: string, absent: boolean): boolean {
  const value = attributeOf(node, name, 'int') ?? (absent ? 1n : 0n)
  if (value !== 0n && value !== 1n)
    throw new NodeFault(`attribute ${name} is ${value}, want 0 or 1`, 'Set it to 0 or 1.')
  return value === 1n
}

/** A list of integers, or `absent` where the node doesn't have it. */
export function intsAttribute<Absent>(node: Node, name: string, absent: Absent): readonly number[] | Absent {
  const values = attributeOf(node, name, 'ints')
  return values === undefined ? absent : values.map(value => toSafeInteger(value, name))
}

/** A binary32 attribute, or `absent` where the node doesn't have it. */
export function floatAttribute<Absent>(node: Node, name: string, absent: Absent): number | Absent {
  return attributeOf(node, name, 'float') ?? absent
}

/** A list of binary32 numbers, or `absent` where the node doesn't have it. */
export function floatsAttribute<Absent>(node: Node, name: string, absent: Absent): readonly number[] | Absent {
  return attributeOf(node, name, 'floats') ?? absent
}

/** A list of strings, or `absent` where the node doesn't have it. */
export function stringsAttribute<Absent>(node: Node, name: string, absent: Absent): readonly string[] | Absent {
  return attributeOf(node, name, 'strings') ?? absent
}

/** A string attribute, or `absent` where the node doesn't have it. */
export function stringAttribute<Absent>(node: Node, name: string, absent: Absent): string | Absent {
  return attributeOf(node, name, 'string') ?? absent
}

/** A tensor attribute, or undefined where the node doesn't have it. */
export function tensorAttribute(node: Node, name: string): Tensor | undefined {
  return attributeOf(node, name, 'tensor')
}

type Values = { [A in Attribute as A['kind']]: A extends { readonly value: infer Value } ? Value : never }

function attributeOf<Kind extends keyof Values>(node: Node, name: string, kind: Kind): Values[Kind] | undefined {
  const attribute = node.attributes.get(name)
  if (attribute === undefined) return undefined
  if (attribute.kind !== kind || attribute.kind === 'unsupported')
    throw new NodeFault(`attribute ${name} is of kind ${attribute.kind}, want ${kind}`, brokenFileHint)
  return attribute.value as Values[Kind]
}

function toSafeInteger(value: bigint, name: string): number {
  const integer = Number(value)
  if (!Number.isSafeInteger(integer))
    throw new NodeFault(`attribute ${name} is ${value}, want an integer below 2^53`, 'Use a smaller value.')
  return integer
}
