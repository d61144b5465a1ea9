/** How errors name a node; by its place where it has no name. */
export function describeNode(node: { readonly name: string; readonly opType: string }, index: number): string {
  return node.name === '' ? `node ${index} (${node.opType})` : `node "${node.name}" (${node.opType})`
}
