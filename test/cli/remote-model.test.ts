import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bytesToHex, keccak256 } from '../../primitives/index.ts'
import { floatPerceptron, perceptron } from '../rpc/perceptron.ts'
import { type RunningNode, startNode } from '../rpc/running-node.ts'
import { callInlay } from './run-inlay.ts'

const folder = mkdtempSync(join(tmpdir(), 'inlay-remote-'))
const path = (name: string) => join(folder, name)
const id = bytesToHex(keccak256(perceptron))
let rpc: RunningNode

beforeAll(async () => {
  rpc = await startNode()
  writeFileSync(path('exact.onnx'), perceptron)
  writeFileSync(path('float.onnx'), floatPerceptron)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await rpc.close()
})

describe('inlay model add and list', () => {
  test('adds a model, which a block admits, and lists it', async () => {
    expect(await callInlay('model', 'list', '--rpc', rpc.url)).toEqual({
      exitCode: 0,
      stdout: 'no models\n',
      stderr: '',
    })
    const added = await callInlay('model', 'add', path('exact.onnx'), '--rpc', rpc.url, '--json')
    expect([added.exitCode, added.stderr]).toEqual([0, ''])
    expect(JSON.parse(added.stdout)).toMatchObject({ id, admittedIn: 1 })
    const listed = JSON.parse((await callInlay('model', 'list', '--rpc', rpc.url, '--json')).stdout)
    const checked = JSON.parse((await callInlay('model', 'check', path('exact.onnx'), '--json')).stdout)
    expect(listed.models).toEqual([JSON.parse(added.stdout)])
    expect(listed.models[0].gas).toBe(checked.gas)
    const { stdout } = await callInlay('model', 'list', '--rpc', rpc.url)
    expect(stdout).toContain(id)
    expect(stdout).toMatch(/admitted +in block 1\n/)
  })

  test('names the first offending nodes of a float file, and the command that helps', async () => {
    const { exitCode, stdout, stderr } = await callInlay('model', 'add', path('float.onnx'), '--rpc', rpc.url)
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^error: Cannot admit the model: node ".*" \(Gemm\): .+; node ".*" \(Relu\): .+\n/)
    expect(stderr).toContain(`\nhint: Run \`inlay model quantize ${path('float.onnx')}`)
  })

  test('says in a sentence that what answers is no node', async () => {
    const server = createServer((_, response) => response.end('<html></html>')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { exitCode, stderr } = await callInlay('model', 'list', '--rpc', url)
    server.closeAllConnections()
    server.close()
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`error: Cannot reach a node at ${url}: what answers there is no Inlay node.\n`)
  })
})
