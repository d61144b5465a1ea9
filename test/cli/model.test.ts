import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bytesToHex, hexToBytes, keccak256 } from '../../primitives/index.ts'
import { createRandom, floatModel, randomTensor } from '../models/quantize/float-models.ts'
import { callInlay } from './run-inlay.ts'

const inputCount = 6
const sampleCount = 40
const random = createRandom(7)
const folder = mkdtempSync(join(tmpdir(), 'inlay-cli-'))
const path = (name: string) => join(folder, name)

const samples = Array.from({ length: sampleCount }, () => Array.from({ length: inputCount }, random))

beforeAll(() => {
  const perceptron = floatModel({
    inputs: { x: [1, inputCount] },
    outputs: { y: [1, 2] },
    constants: {
      w1: randomTensor(random, [inputCount, 8]),
      b1: randomTensor(random, [8]),
      w2: randomTensor(random, [8, 2]),
      b2: randomTensor(random, [2]),
    },
    nodes: [
      ['Gemm', ['x', 'w1', 'b1'], 'h'],
      ['Relu', ['h'], 'r'],
      ['Gemm', ['r', 'w2', 'b2'], 'y'],
    ],
  })
  writeFileSync(path('float.onnx'), perceptron)
  writeFileSync(
    path('determinant.onnx'),
    floatModel({ inputs: { x: [1, 4] }, outputs: { y: [1, 4] }, nodes: [['Det', ['x'], 'y']] }),
  )
  writeFileSync(path('samples.json'), JSON.stringify({ x: samples }))
  writeFileSync(path('raw.bin'), new Uint8Array(Float32Array.from(samples[0]!).buffer))
  writeFileSync(path('short.bin'), new Uint8Array(5))
  writeFileSync(path('four.json'), '[[1, 2, 3, 4]]')
  writeFileSync(path('words.json'), '{"x": [["one"]]}')
})
afterAll(() => rmSync(folder, { recursive: true }))

const quantize = (...args: readonly string[]) =>
  callInlay(
    'model',
    'quantize',
    path('float.onnx'),
    '--calibration',
    path('samples.json'),
    '-o',
    path('exact.onnx'),
    ...args,
  )

describe('inlay model', () => {
  test('quantizes, checks and runs a model', async () => {
    const quantized = await quantize('--json')
    expect([quantized.exitCode, quantized.stderr]).toEqual([0, ''])
    const report = JSON.parse(quantized.stdout)
    const artifact = readFileSync(path('exact.onnx'))
    expect(report).toMatchObject({
      id: bytesToHex(keccak256(artifact)),
      artifactBytes: artifact.length,
      calibrationSamples: sampleCount,
    })

    const checked = await callInlay('model', 'check', path('exact.onnx'), '--json')
    expect([checked.exitCode, checked.stderr]).toEqual([0, ''])
    expect(JSON.parse(checked.stdout)).toMatchObject({
      id: report.id,
      macs: inputCount * 8 + 8 * 2,
      inputs: [{ name: 'x', elementType: 'float32', shape: [1, inputCount] }],
      outputs: [{ name: 'y', elementType: 'float32', shape: [1, 2] }],
    })

    const [reference, onnxruntime] = await Promise.all(
      ['reference', 'onnxruntime'].map(backend =>
        callInlay('model', 'run', path('exact.onnx'), '--input', path('samples.json'), '--backend', backend, '--json'),
      ),
    )
    const { runs } = JSON.parse(reference!.stdout)
    expect(runs).toHaveLength(sampleCount)
    const bytes = (answer: string) => JSON.parse(answer).runs.map((run: { bytes: string }) => run.bytes)
    expect(bytes(onnxruntime!.stdout)).toEqual(bytes(reference!.stdout))
    const [first] = runs
    expect(new Float32Array(hexToBytes(first.bytes).buffer)).toEqual(Float32Array.from(first.outputs[0].values))

    const raw = await callInlay('model', 'run', path('exact.onnx'), '--input', path('raw.bin'), '--json')
    expect(JSON.parse(raw.stdout).runs).toMatchObject([{ bytes: first.bytes }])
  })

  test('says the same to a person', async () => {
    const quantized = await quantize('--ranges', 'least-error')
    expect(quantized.stdout).toContain(`wrote ${path('exact.onnx')}`)
    expect((await callInlay('model', 'check', path('exact.onnx'))).stdout).toMatch(
      /input +"x" float32\[1,6\]\n[\s\S]*exact +yes: a node admits it\n$/,
    )
    expect((await callInlay('model', 'run', path('exact.onnx'), '--input', path('raw.bin'))).stdout).toMatch(
      /run 0 +y -?\d/,
    )
  })

  test('gives activations 16 bits, all of them or those that are named', async () => {
    const layersOf = async (...args: readonly string[]) => JSON.parse((await quantize('--json', ...args)).stdout)
    const all = await layersOf('--activations', '16')
    const named = await layersOf('--wide', 'x')
    expect([all.inputs[0].coding.bits, all.layers[0].coding.bits]).toEqual([16, 16])
    expect([named.inputs[0].coding.bits, named.layers[0].coding.bits]).toEqual([16, undefined])
    const { error } = await layersOf('--wide', 'x,nothing')
    expect(error).toMatchObject({ code: 'QUANTIZE_WIDE_INVALID', message: expect.stringContaining('"nothing"') })
  })

  test('names the first offending nodes of a float file, and the command that helps', async () => {
    const { exitCode, stdout, stderr } = await callInlay('model', 'check', path('float.onnx'))
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/Cannot admit ".*float.onnx": it has \d+ faults\.\n {2}Gemm ".*": .*\n {2}Relu/)
    expect(stderr).toContain(`\nhint: Run \`inlay model quantize ${path('float.onnx')}`)
    const { error } = JSON.parse((await callInlay('model', 'check', path('float.onnx'), '--json')).stdout)
    expect(error).toMatchObject({
      code: 'CLI_CHECK_FAILED',
      faults: expect.arrayContaining([
        expect.objectContaining({ operator: 'Gemm', hint: expect.stringContaining('quantize') }),
      ]),
    })
  })

  test.each([
    [
      'a missing file',
      ['check', path('nothing.onnx')],
      /^error: Cannot read ".*nothing\.onnx": there is no such file\.\nhint: .+\n$/,
    ],
    ['a folder', ['check', folder], /^error: Cannot read ".*": it is a folder\.\nhint: .+\n$/],
    [
      'a folder to write to',
      ['quantize', path('float.onnx'), '--calibration', path('nothing.json'), '-o', folder],
      /^error: Cannot write ".*": it is a folder\.\nhint: .+\n$/,
    ],
    [
      'a folder to write into that is not there, before it reads samples',
      ['quantize', path('float.onnx'), '--calibration', path('nothing.json'), '-o', path('nowhere/out.onnx')],
      /^error: Cannot write ".*nowhere.out\.onnx": there is no such folder\.\nhint: .+\n$/,
    ],
    [
      'no output',
      ['quantize', path('float.onnx')],
      /^error: required option '-o, --output <OUT>' not specified\nhint: .+\n$/,
    ],
    [
      'a port that HTTP clients refuse',
      ['list', '--rpc', 'http://127.0.0.1:1'],
      /^error: Cannot reach a node at http:\/\/127\.0\.0\.1:1: no HTTP client may use that port\.\nhint: .+\n$/,
    ],
    [
      'a file that is no ONNX',
      ['check', path('samples.json')],
      /^error: Cannot admit ".*samples\.json": it is not an ONNX file: .+[^.]\.\nhint: .+\n$/,
    ],
    [
      'a model that no form fits',
      ['quantize', path('determinant.onnx'), '--calibration', path('four.json'), '-o', path('out.onnx')],
      /^error: Cannot quantize the model: .*\n.*Det/,
    ],
    [
      'samples that are no numbers',
      ['quantize', path('float.onnx'), '--calibration', path('words.json'), '-o', path('out.onnx')],
      /^error: Cannot read samples from ".*words\.json": .+\nhint: .+\n$/,
    ],
    [
      'no calibration',
      ['quantize', path('float.onnx'), '-o', path('out.onnx')],
      /^error: Cannot calibrate on 0 samples, want at least 1: the file says no scale for 2 of its values, such as "x"\.\nhint: .*--calibration PATH.*\n$/,
    ],
    [
      'a folder that is not there',
      ['quantize', path('float.onnx'), '--calibration', path('samples.json'), '-o', path('no/where.onnx')],
      /^error: Cannot write ".*where\.onnx": there is no such folder\.\nhint: .+\n$/,
    ],
    [
      'an address that is none',
      ['list', '--rpc', 'localhost:8545'],
      /^error: option '--rpc <URL>' argument 'localhost:8545' is invalid\. Want an http or https URL\.\nhint: Run `inlay model list --help`\.\n$/,
    ],
  ])('says in a sentence that it was given %s', async (_, args, stderr) => {
    const finished = await callInlay('model', ...args)
    expect([finished.exitCode, finished.stdout]).toEqual([1, ''])
    expect(finished.stderr).toMatch(stderr)
  })

  test('says in a sentence that no node is at an address', async () => {
    const url = await unusedUrl()
    expect(await callInlay('model', 'add', path('float.onnx'), '--rpc', url)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `error: Cannot reach a node at ${url}: nothing listens there.\nhint: Start one with \`inlay node\`, or name another with --rpc URL.\n`,
    })
  })

  test('says how many bytes a run takes', async () => {
    await quantize()
    const { exitCode, stderr } = await callInlay('model', 'run', path('exact.onnx'), '--input', path('short.bin'))
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`has 5 bytes, want ${4 * inputCount} for each run.`)
  })
})

async function unusedUrl(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}`
}
