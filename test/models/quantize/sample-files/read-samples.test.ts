import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSamples, SampleFileError } from '../../../../models/quantize/index.ts'
import { numpyFiles } from './numpy-files.ts'

const x = { name: 'x', elementType: 'float32', shape: [1, 3] } as const
const u = { name: 'u', elementType: 'float32', shape: [1] } as const

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-samples-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function write(name: string, content: Uint8Array | string): Promise<string> {
  const path = join(folder, name)
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, content)
  return path
}

async function refusal(reading: Promise<unknown>): Promise<SampleFileError> {
  const error = await reading.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(SampleFileError)
  return error as SampleFileError
}

describe('readSamples', () => {
  test('default', async () => {
    const set = await readSamples(await write('two.npy', numpyFiles.float32Array), [x])
    expect(set).toEqual({ samples: [[Float32Array.of(0, 0.25, 0.5)], [Float32Array.of(0.75, 1, 1.25)]] })
  })

  test('behavior: an array "labels" labels the samples', async () => {
    const set = await readSamples(await write('labelled.npz', numpyFiles.storedArchive), [x])
    expect(set.labels).toEqual([2, 0])
    expect(set.samples).toHaveLength(2)
  })

  test('behavior: an input may be called labels', async () => {
    const path = await write('named.json', '{"labels": [[1, 2, 3]]}')
    expect(await readSamples(path, [{ ...x, name: 'labels' }])).toEqual({ samples: [[Float32Array.of(1, 2, 3)]] })
  })

  test('behavior: several inputs are found by name, whatever their order', async () => {
    const path = await write('pair.json', '{"u": [5, 6], "x": [[1, 2, 3], [4, 5, 6]]}')
    expect(await readSamples(path, [x, u])).toEqual({
      samples: [
        [Float32Array.of(1, 2, 3), Float32Array.of(5)],
        [Float32Array.of(4, 5, 6), Float32Array.of(6)],
      ],
    })
  })

  test('behavior: a folder is read in the order of its names, other files left aside', async () => {
    await write('many/b.json', '[[4, 5, 6]]')
    await write('many/a.json', '[[1, 2, 3]]')
    await write('many/notes.txt', 'not samples')
    expect(await readSamples(join(folder, 'many'), [x])).toEqual({
      samples: [[Float32Array.of(1, 2, 3)], [Float32Array.of(4, 5, 6)]],
    })
  })

  test.each([
    [
      '[[1, 2, 3, 4]]',
      'in shape [1, 4], 1 samples of 4 elements, want 3 elements each, as in [samples, 3]',
      'Give each sample the shape of the input, [1, 3].',
    ],
    [
      '[1, 2, 3, 4, 5, 6]',
      'in shape [6], 6 samples of 1 elements, want 3 elements each, as in [samples, 3]',
      'Put the samples along the first axis: [2, 1, 3] would do.',
    ],
    [
      '[]',
      'in shape [0], 0 samples of 0 elements, want 3 elements each, as in [samples, 3]',
      'Give each sample the shape of the input, [1, 3].',
    ],
  ])('error: a shape that is not samples of the input: %s', async (content, fault, hint) => {
    const path = await write('wide.json', content)
    const error = await refusal(readSamples(path, [x]))
    expect(error.message).toBe(`Cannot read samples from "${path}": input "x" is given ${fault}.`)
    expect(error.hint).toBe(hint)
    expect(error.code).toBe('QUANTIZE_SAMPLE_FILE_INVALID')
  })

  test('error: a missing input', async () => {
    const path = await write('half.json', '{"x": [[1, 2, 3]], "v": [1]}')
    expect((await refusal(readSamples(path, [x, u]))).message).toContain('it holds "x", "v", want an array "u"')
  })

  test('error: inputs with different numbers of samples', async () => {
    const path = await write('uneven.json', '{"x": [[1, 2, 3]], "u": [1, 2]}')
    expect((await refusal(readSamples(path, [x, u]))).message).toContain('"u" holds 2 samples, "x" 1')
  })

  test('error: labels for some of a folder only', async () => {
    await write('some/a.json', '{"x": [[1, 2, 3]], "labels": [1]}')
    await write('some/b.json', '[[1, 2, 3]]')
    expect((await refusal(readSamples(join(folder, 'some'), [x]))).message).toContain('it holds 1 labels for 2 samples')
  })

  test('error: a damaged file', async () => {
    const path = await write('bad.npy', numpyFiles.float32Array.subarray(0, 100))
    expect((await refusal(readSamples(path, [x]))).message).toContain('its header is cut off')
  })

  test('error: a path that is not there, a file of another type, a folder without samples', async () => {
    expect((await refusal(readSamples(join(folder, 'nowhere.npy'), [x]))).message).toContain("it can't be opened")
    const text = await write('samples.txt', '1 2 3')
    expect((await refusal(readSamples(text, [x]))).message).toContain('files of type ".txt" are not known')
    await mkdir(join(folder, 'empty'))
    expect((await refusal(readSamples(join(folder, 'empty'), [x]))).message).toContain(
      'the folder holds no .npy, .npz, .json file',
    )
  })
})
