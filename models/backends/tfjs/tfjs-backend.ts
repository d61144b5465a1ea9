import { type ExactGraph, type Node, nodeLabel } from '../../graph/index.ts'
import { prepareNode } from '../../kernels/index.ts'
import { createTensor, type ElementArray, type Tensor, type TensorType } from '../../tensor/index.ts'
import type { Backend, Session } from '../contract.ts'
import { type DeviceTensor, loadTensorflow, type Tensorflow } from './load-tensorflow.ts'
import { planStep } from './plan.ts'
import { deviceType } from './step.ts'

/**
 * TensorFlow.js: on a GPU where `@tensorflow/tfjs-node-gpu` is installed and loads, else in WebAssembly. Dot products are cut into
 * chunks whose sums binary32 holds exactly, and added as int32; what it can't do exactly, the reference does, within the session.
 */
export const tfjsBackend: Backend = createTfjsBackend(loadTensorflow)

/** The backend on what `load` gives, loaded when a first session needs it. */
export function createTfjsBackend(load: () => Promise<Tensorflow>): Backend {
  let loading: Promise<Tensorflow> | undefined
  return {
    name: 'tfjs',
    async createSession({ graph }) {
      loading ??= load()
      return new TfjsSession(await loading, graph)
    },
  }
}

/** A value of a run, where it was computed and where it was asked for; its tensor is kept until it is disposed of. */
interface Held {
  host?: Tensor
  device?: DeviceTensor
}

type Values = Map<string, Held>

class TfjsSession implements Session {
  readonly backend = 'tfjs'
  readonly #tf: Tensorflow
  readonly #graph: ExactGraph
  readonly #kept: DeviceTensor[] = []
  readonly #constants: Values = new Map()
  readonly #steps: readonly ((values: Values) => void)[]
  #disposed = false

  constructor(tf: Tensorflow, graph: ExactGraph) {
    this.#tf = tf
    this.#graph = graph
    for (const [name, host] of graph.constants) this.#constants.set(name, { host })
    const lastReader = new Map<string, Node>()
    for (const node of graph.graph.nodes) for (const name of node.inputs) lastReader.set(name, node)
    for (const { name } of graph.graph.outputs) lastReader.delete(name)
    this.#steps = graph.graph.nodes.map(node => this.#prepare(node, lastReader))
  }

  run(inputs: readonly Tensor[]): readonly Tensor[] {
    if (this.#disposed) throw new Error('the tfjs session is disposed of')
    const { graph } = this.#graph
    const values: Values = new Map(this.#constants)
    graph.inputs.forEach(({ name }, i) => {
      values.set(name, { host: inputs[i]! })
    })
    try {
      for (const step of this.#steps) step(values)
      return graph.outputs.map(({ name }) => copied(this.#host(name, values)))
    } finally {
      for (const name of values.keys()) this.#release(name, values)
    }
  }

  async dispose(): Promise<void> {
    this.#disposed = true
    for (const tensor of this.#kept.splice(0)) tensor.dispose()
    this.#constants.clear()
  }

  #prepare(node: Node, lastReader: ReadonlyMap<string, Node>): (values: Values) => void {
    const step = planStep(this.#tf, this.#graph, node, make => this.#keep(make))
    const done = [...new Set(node.inputs)].filter(name => lastReader.get(name) === node && !this.#constants.has(name))
    const run = step
      ? (values: Values) => {
          const device = this.#made(() => step(position => this.#device(node.inputs[position]!, values)))
          values.set(node.outputs[0]!, { device })
          this.#check(node, device)
        }
      : this.#referenceStep(node)
    return values => {
      run(values)
      for (const name of done) this.#release(name, values)
    }
  }

  #referenceStep(node: Node): (values: Values) => void {
    const { types, constants, graph } = this.#graph
    const outputs = node.outputs.map(name => types.get(name)!)
    const run = prepareNode(node, graph.opsets.get(node.domain) ?? 0, outputs, name => constants.has(name))
    return values => {
      const results = run(node.inputs.map(name => (name === '' ? undefined : this.#host(name, values))))
      node.outputs.forEach((name, i) => {
        if (name !== '') values.set(name, { host: results[i]! })
      })
    }
  }

  /** What `make` makes, without what it needed on the way. */
  #made(make: () => DeviceTensor): DeviceTensor {
    return this.#tf.tidy(() => this.#tf.keep(make()))
  }

  #keep(make: () => DeviceTensor): DeviceTensor {
    const tensor = this.#made(make)
    this.#kept.push(tensor)
    return tensor
  }

  #release(name: string, values: Values): void {
    if (this.#constants.has(name)) return
    values.get(name)?.device?.dispose()
    values.delete(name)
  }

  #device(name: string, values: Values): DeviceTensor {
    const held = values.get(name)!
    const make = () => upload(this.#tf, held.host!)
    held.device ??= this.#constants.has(name) ? this.#keep(make) : this.#made(make)
    return held.device
  }

  #host(name: string, values: Values): Tensor {
    const held = values.get(name)!
    held.host ??= download(held.device!, this.#graph.types.get(name)!)
    return held.host
  }

  #check(node: Node, tensor: DeviceTensor): void {
    const { elementType, shape } = this.#graph.types.get(node.outputs[0]!)!
    if (tensor.dtype !== deviceType(elementType) || tensor.shape.join() !== shape.join())
      throw new Error(
        `tfjs gives ${tensor.dtype} [${tensor.shape}] for ${nodeLabel(node)}, want ${elementType} [${shape}]`,
      )
  }
}

function upload(tf: Tensorflow, { elementType, shape, data }: Tensor): DeviceTensor {
  const dtype = deviceType(elementType)!
  const elements = dtype === 'int32' ? Int32Array.from(data as Int32Array) : Float32Array.from(data as Float32Array)
  return tf.tensor(elements, [...shape], dtype)
}

function download(tensor: DeviceTensor, { elementType, shape }: TensorType): Tensor {
  const data = tensor.dataSync()
  const elements = elementType === 'uint8' ? Uint8Array.from(data as Float32Array) : data
  return createTensor(elementType, shape, elements as ElementArray)
}

/** A tensor that shares nothing: the elements may be an input's or a constant's. */
function copied({ elementType, shape, data }: Tensor): Tensor {
  return createTensor(elementType, shape, data.slice() as ElementArray)
}
