import pc from 'picocolors'
import type { Report } from '../command.ts'
import { nameFile, readBytes } from '../files.ts'
import { callNode, NodeRefusalError, putModel } from '../rpc-client.ts'
import { type ModelFacts, renderModel } from './render.ts'

/** A model as `inference_getModel` answers it. */
interface ModelAnswer extends Omit<ModelFacts, 'gas'> {
  readonly gas: string
  readonly admittedIn: string | null
  readonly backend: string
}

/** `inlay model add FILE`: the node checks it, and a block admits it. */
export async function addModel(path: string, url: string): Promise<Report> {
  const artifact = await readBytes(path)
  const model = (await putModel(url, artifact).catch(thrown => refuse(thrown, path))) as ModelAnswer
  return { text: renderAnswer(model), json: toReport(model) }
}

/** `inlay model list`. */
export async function listModels(url: string): Promise<Report> {
  const models = (await callNode(url, 'inference_listModels')) as readonly ModelAnswer[]
  const text = models.length === 0 ? 'no models' : models.map(renderAnswer).join('\n\n')
  return { text, json: { models: models.map(toReport) } }
}

/** A refusal whose hint names the file. */
function refuse(thrown: unknown, path: string): never {
  if (!(thrown instanceof NodeRefusalError)) throw thrown
  const { code, hint, message } = thrown
  throw new NodeRefusalError({ message, data: { code, hint: nameFile(hint, path) } })
}

/** Quantities as every command reports them, where the node answers hex. */
function toReport({ admittedIn, gas, ...model }: ModelAnswer): object {
  return { ...model, gas: BigInt(gas), admittedIn: admittedIn === null ? null : Number(admittedIn) }
}

function renderAnswer(model: ModelAnswer): string {
  const { admittedIn, backend, gas } = model
  return renderModel(
    { ...model, gas: BigInt(gas) },
    ['admitted', admittedIn === null ? pc.yellow('not yet') : `in block ${BigInt(admittedIn)}`],
    ['backend', backend],
  )
}
