import { MalformedModelError, UnsupportedFeatureError } from '../errors.ts'
import type { ModelProto, NodeProto, TensorProto } from '../generated/onnx_pb.ts'

/** Contents of files beside a model, by their locations as the model spells them. */
export type ExternalFiles = ReadonlyMap<string, Uint8Array>

/** `TensorProto.DataLocation.EXTERNAL`. */
const externalLocation = 1

/**
 * The files beside a model that hold elements of its tensors.
 * @throws MalformedModelError where one would lie outside the model's folder.
 */
export function externalLocations(model: ModelProto): readonly string[] {
  const locations = new Set<string>()
  for (const tensor of tensorsOf(model)) {
    const place = placeOf(tensor)
    if (place !== undefined) locations.add(place.location)
  }
  return [...locations]
}

/**
 * Puts the elements that lie in other files into the tensors.
 * @throws UnsupportedFeatureError where a file was not given, MalformedModelError where it is too short.
 */
export function loadExternalData(model: ModelProto, files: ExternalFiles): void {
  for (const tensor of tensorsOf(model)) {
    const place = placeOf(tensor)
    if (place === undefined) continue
    const { location, offset, length } = place
    const file = files.get(location)
    if (file === undefined)
      throw new UnsupportedFeatureError(
        `tensor "${tensor.name}" keeps its elements in "${location}"`,
        'Put that file beside the model, or save the model as one file: `onnx.save(onnx.load(FILE), FILE)`.',
      )
    const end = length === undefined ? file.length : offset + length
    if (end > file.length || offset > end)
      throw new MalformedModelError(
        `tensor "${tensor.name}" lies at ${offset} to ${end} of "${location}", which has ${file.length} bytes`,
      )
    tensor.rawData = file.subarray(offset, end)
    tensor.dataLocation = 0
    tensor.externalData = []
  }
}

interface Place {
  readonly location: string
  readonly offset: number
  readonly length: number | undefined
}

function placeOf({ name, dataLocation, externalData }: TensorProto): Place | undefined {
  if (dataLocation !== externalLocation) return undefined
  const entries = new Map(externalData.map(({ key, value }) => [key, value]))
  const location = entries.get('location') ?? ''
  const parts = location.split('/')
  const leaves = parts.some(part => part === '' || part === '.' || part === '..') || /[\\:\0]/.test(location)
  if (leaves)
    throw new MalformedModelError(`tensor "${name}" keeps its elements in "${location}", outside the model's folder`)
  const number = (key: string): number | undefined => {
    const text = entries.get(key)
    if (text === undefined) return undefined
    const value = Number(text)
    if (!Number.isSafeInteger(value) || value < 0)
      throw new MalformedModelError(`tensor "${name}" has the ${key} "${text}"`)
    return value
  }
  return { location, offset: number('offset') ?? 0, length: number('length') }
}

/** The tensors that a graph's own values are made of; those of subgraphs are not read. */
export function* tensorsOf({ graph, functions }: ModelProto): Iterable<TensorProto> {
  if (graph) {
    yield* graph.initializer
    yield* attributeTensors(graph.node)
  }
  for (const { node } of functions) yield* attributeTensors(node)
}

function* attributeTensors(nodes: readonly NodeProto[]): Iterable<TensorProto> {
  for (const { attribute } of nodes) for (const { t } of attribute) if (t) yield t
}
