import pc from 'picocolors'
import type { Report } from '../command.ts'
import { callNode, putModel } from '../rpc-client.ts'
import { readBytes } from './files.ts'
import { type ModelFacts, renderModel } from './render.ts'

/** A model as `inference_getModel` answers it. */
interface ModelAnswer extends Omit<ModelFacts, 'gas'> {
  readonly gas: string
  readonly admittedIn: string | null
  readonly backend: string
}

/** `inlay model add FILE`: the node checks it, and a block admits it. */
export async function addModel(path: string, url: string): Promise<Report> {
  const model = (await putModel(url, await readBytes(path))) as ModelAnswer
  return { text: renderAnswer(model), json: model }
}

/** `inlay model list`. */
export async function listModels(url: string): Promise<Report> {
  const models = (await callNode(url, 'inference_listModels')) as readonly ModelAnswer[]
  const text = models.length === 0 ? 'no models' : models.map(renderAnswer).join('\n\n')
  return { text, json: { models } }
}

function renderAnswer(model: ModelAnswer): string {
  const { admittedIn, backend, gas } = model
  return renderModel(
    { ...model, gas: BigInt(gas) },
    ['admitted', admittedIn === null ? pc.yellow('not yet') : `in block ${BigInt(admittedIn)}`],
    ['backend', backend],
  )
}
