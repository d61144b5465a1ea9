import { afterEach, expect, test, vi } from 'vitest'
import { loadTensorflow } from '../../../../models/backends/tfjs/load-tensorflow.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

function missing(name: string): Error {
  return Object.assign(new Error(`Cannot find package '${name}' imported from here`), { code: 'ERR_MODULE_NOT_FOUND' })
}

test('default: without the GPU package it runs in WebAssembly', async () => {
  const warned = vi.spyOn(console, 'error').mockImplementation(() => {})
  const tensorflow = await loadTensorflow(async name => {
    if (name === '@tensorflow/tfjs-node-gpu') throw missing(name)
    return import(name)
  })
  expect(tensorflow.getBackend()).toBe('wasm')
  expect(warned).not.toHaveBeenCalled()
})

test('behavior: a GPU package that is installed and does not load is said aloud', async () => {
  const warned = vi.spyOn(console, 'error').mockImplementation(() => {})
  const tensorflow = await loadTensorflow(name => {
    if (name !== '@tensorflow/tfjs-node-gpu') return import(name)
    throw new Error('libcudart.so.11.0: cannot open shared object file\nat …')
  })
  expect(tensorflow.getBackend()).toBe('wasm')
  expect(warned.mock.calls).toEqual([
    [
      'warning: tfjs runs in @tensorflow/tfjs-core, since @tensorflow/tfjs-node-gpu does not load (libcudart.so.11.0: cannot open shared object file)',
    ],
  ])
})

test('error: where nothing is installed, it says what to install', async () => {
  const nothing = loadTensorflow(async name => {
    throw missing(name)
  })
  await expect(nothing).rejects.toMatchObject({
    code: 'BACKEND_UNAVAILABLE',
    message:
      'Cannot load backend tfjs: @tensorflow/tfjs-node-gpu is not installed; @tensorflow/tfjs-core is not installed.',
    hint: 'Run `npm install @tensorflow/tfjs-node-gpu` where there is a GPU, or choose another one with `--backend`.',
  })
})
