import type { Graph } from '../graph/index.ts'
import { decodeModel } from './decode.ts'
import type { GraphProto, ModelProto } from './generated/onnx_pb.ts'
import { readGraph } from './read-model.ts'

/** What a file says beyond its graph, and an artifact must not. */
export interface FileFault {
  readonly reason: string
  readonly hint: string
}

/** A file that is to run as it is. */
export interface ArtifactFile {
  readonly graph: Graph
  readonly faults: readonly FileFault[]
}

/**
 * Versions of the format that came with the exact profile's operator sets.
 * @see https://github.com/onnx/onnx/blob/main/docs/Versioning.md
 */
const artifactVersions = [8, 10] as const

/**
 * As {@link readModel}, with what else of the file a runtime might heed and the graph doesn't hold: another version of
 * the format, operator sets beside the standard one and that of trees, types of inner values, defaults of inputs, unknown fields.
 * @throws as {@link readModel}.
 */
export function readArtifact(bytes: Uint8Array): ArtifactFile {
  const { model, unlisted } = decodeModel(bytes)
  const graph = readGraph(model)
  const faults = [...versionFaults(model), ...importFaults(graph), ...declarationFaults(model.graph!)]
  if (unlisted)
    faults.push({
      reason: `it has a field that is not known: number ${unlisted.number} of ${unlisted.message}`,
      hint: 'Remove the field.',
    })
  return { graph, faults }
}

/** The operator set of trees. */
const [forestDomain, forestOpset] = ['ai.onnx.ml', 3] as const

function versionFaults({ irVersion }: ModelProto): FileFault[] {
  const [oldest, newest] = artifactVersions
  if (irVersion >= oldest && irVersion <= newest) return []
  return [{ reason: `it is of IR version ${irVersion}, want ${oldest} to ${newest}`, hint: 'Set `ir_version` to 10.' }]
}

function importFaults({ opsets }: Graph): FileFault[] {
  return [...opsets]
    .filter(([domain, version]) => domain !== '' && !(domain === forestDomain && version === forestOpset))
    .map(([domain, version]) => ({
      reason: `it imports version ${version} of operator set "${domain}", want the standard one, and version ${forestOpset} of ${forestDomain} at most`,
      hint: 'Remove it from `opset_import`.',
    }))
}

function declarationFaults({ valueInfo, input, initializer }: GraphProto): FileFault[] {
  const inputs = new Set(input.map(({ name }) => name))
  const inner = valueInfo.slice(0, 1).map(({ name }) => ({
    reason: `it declares the type of inner value "${name}"`,
    hint: 'Remove `graph.value_info`: types follow from those of the inputs.',
  }))
  const defaults = initializer
    .filter(({ name }) => inputs.has(name))
    .map(({ name }) => ({ reason: `initialiser "${name}" is listed as an input`, hint: 'List it once.' }))
  return [...inner, ...defaults]
}
