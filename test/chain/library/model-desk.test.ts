import { readFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { ModelDesk } from '../../../chain/library/index.ts'
import { ChainDatabase, createMemoryStore } from '../../../chain/storage/index.ts'
import { onnxruntimeBackend } from '../../../models/backends/index.ts'
import { admit, BackendMismatchError, zooModel, zooModels } from '../../../models/index.ts'

test('a desk that opens has looked at every model, so that no call before it pays has to', async () => {
  const artifact = Uint8Array.from(readFileSync(zooModel('volatility').artifactPath))
  const { summary } = admit(artifact)
  const database = await ChainDatabase.open(createMemoryStore(), 31_337n, 'memory')
  await database.stage(summary.id, artifact)
  const desk = await ModelDesk.open(database, 'reference')
  database.getArtifact = () => {
    throw new Error('an artifact was read')
  }
  expect(await desk.summary(summary.id)).toEqual(summary)
  expect(await desk.quote(summary.id, 1)).toBeGreaterThan(5_000n)
  await expect(desk.open(summary.id)).rejects.toThrow('an artifact was read')
  await desk.close()
})

afterEach(() => {
  vi.restoreAllMocks()
})

test('error: a model that the backend runs to other bits is not staged, and can be added where it runs', async () => {
  const artifact = Uint8Array.from(readFileSync(zooModel('volatility').artifactPath))
  const { id } = admit(artifact).summary
  const database = await ChainDatabase.open(createMemoryStore(), 31_337n, 'memory')
  const desk = await ModelDesk.open(database, 'onnxruntime')
  refuse(id)
  await expect(desk.add(artifact)).rejects.toThrow(BackendMismatchError)
  expect(desk.hasStaged).toBe(false)
  expect(await database.listStaged()).toEqual([])
  vi.restoreAllMocks()
  await Promise.all([desk.add(artifact), desk.add(artifact)])
  expect(desk.nextAdmissions()).toEqual([id])
  await desk.close()
})

test('behavior: a model that can not be opened is listed, its backend unavailable', async () => {
  const [artifact, other] = zooModels.map(({ artifactPath }) => Uint8Array.from(readFileSync(artifactPath)))
  const database = await ChainDatabase.open(createMemoryStore(), 31_337n, 'memory')
  const { id } = admit(artifact!).summary
  await database.stage(id, artifact!)
  const desk = await ModelDesk.open(database, 'onnxruntime')
  refuse(id)
  if (other) await desk.add(other)
  const views = await desk.list()
  expect(views[0]).toMatchObject({ id, backend: 'unavailable', artifactBytes: artifact!.length })
  expect(views.slice(1).every(({ backend }) => backend === 'onnxruntime')).toBe(true)
  await desk.close()
})

/** Lets onnxruntime differ on one model. */
function refuse(id: string): void {
  const createSession = onnxruntimeBackend.createSession.bind(onnxruntimeBackend)
  vi.spyOn(onnxruntimeBackend, 'createSession').mockImplementation(async model => {
    if (model.summary.id === id) throw new BackendMismatchError('onnxruntime', model.summary.id, 'y')
    return createSession(model)
  })
}
