import type { Graph } from './graph.ts'
import { faultOfModel, faultOfValue, type GraphFault } from './graph-fault.ts'
import { limits } from './limits.ts'
import { brokenFileHint } from './operator.ts'
import { quantizeHint } from './proof.ts'

/** What is wrong with a model's operator set, inputs, outputs and names, its nodes aside. */
export function signatureFaults(graph: Graph): readonly GraphFault[] {
  return [...opsetFaults(graph), ...nameFaults(graph), ...inputFaults(graph), ...outputFaults(graph)]
}

function opsetFaults({ opsets }: Graph): readonly GraphFault[] {
  const opset = opsets.get('')
  const [oldest, newest] = limits.opsets
  if (opset !== undefined && opset >= oldest && opset <= newest) return []
  return [faultOfModel(`it imports operator set ${opset ?? 'none'}, want ${oldest} to ${newest}`, quantizeHint)]
}

/** Names are what a caller is told of a model, so they are short and print; runtimes want those of nodes to be unique. */
function nameFaults({ name, inputs, outputs, nodes }: Graph): readonly GraphFault[] {
  const faults = [name, ...[...inputs, ...outputs].map(value => value.name)]
    .filter(shown => shown.length > limits.nameLength || /\p{C}/u.test(shown))
    .map(shown =>
      faultOfValue(shown, `its name doesn't print, or is longer than ${limits.nameLength} characters`, 'Rename it.'),
    )
  const seen = new Set<string>()
  for (const node of nodes) {
    if (node.name !== '' && seen.has(node.name))
      faults.push(faultOfValue(node.name, 'two nodes have this name', 'Rename one.'))
    seen.add(node.name)
  }
  return faults
}

function inputFaults({ inputs }: Graph): readonly GraphFault[] {
  return inputs.length >= 1 && inputs.length <= limits.signature
    ? []
    : [
        faultOfModel(
          `it has ${inputs.length} inputs, want 1 to ${limits.signature}`,
          'Split the model, or merge inputs.',
        ),
      ]
}

function outputFaults({ outputs, nodes }: Graph): readonly GraphFault[] {
  if (outputs.length < 1 || outputs.length > limits.signature)
    return [
      faultOfModel(
        `it has ${outputs.length} outputs, want 1 to ${limits.signature}`,
        'Split the model, or merge outputs.',
      ),
    ]
  const computed = new Set<string>()
  for (const node of nodes) for (const output of node.outputs) computed.add(output)
  return outputs.flatMap(({ name }, i) => {
    if (!computed.has(name)) return [faultOfValue(name, 'no node makes this output', brokenFileHint)]
    return outputs.findIndex(output => output.name === name) < i
      ? [faultOfValue(name, 'it is listed as an output twice', 'Remove one.')]
      : []
  })
}
