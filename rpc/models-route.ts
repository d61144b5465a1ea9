import type { FastifyInstance } from 'fastify'
import { type ChainNode, UnknownModelError } from '../chain/index.ts'
import { isHex } from '../primitives/index.ts'
import { InvalidParamsError } from './errors.ts'
import { toModelJson } from './views/index.ts'

const octets = 'application/octet-stream'

/** Artifacts as raw bytes: `PUT /models` adds one, `GET /models` lists them, `GET /models/:id` answers one. */
export function addModelRoutes(server: FastifyInstance, node: ChainNode): void {
  server.put<{ Body: Buffer | undefined }>('/models', async ({ body }) => {
    if (!body?.length)
      throw new InvalidParamsError(`the request holds no model: want the bytes of an .onnx file as ${octets}`)
    return toModelJson(await node.addModel(new Uint8Array(body.buffer, body.byteOffset, body.byteLength)))
  })

  server.get('/models', async () => (await node.listModels()).map(toModelJson))

  server.get<{ Params: { id: string } }>('/models/:id', async ({ params: { id } }, reply) => {
    if (!isHex(id) || id.length !== 66)
      throw new InvalidParamsError(`invalid model id: want 32 bytes as 0x-hex, have ${id.slice(0, 80)}`)
    const model = `0x${id.slice(2).toLowerCase()}` as const
    const artifact = await node.getArtifact(model)
    if (!artifact) throw new UnknownModelError(model)
    return reply.type(octets).send(Buffer.from(artifact.buffer, artifact.byteOffset, artifact.byteLength))
  })
}
