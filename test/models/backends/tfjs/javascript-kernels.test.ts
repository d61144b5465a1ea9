import * as tensorflow from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { expect, test, vi } from 'vitest'
import { BackendMismatchError, selfTestModels, verifySession } from '../../../../models/backends/index.ts'
import { createTfjsBackend } from '../../../../models/backends/tfjs/tfjs-backend.ts'
import { expectAgreement } from '../../../suites/agreement.ts'
import { formGraphs } from '../../../suites/form-graphs.ts'

/** TensorFlow.js's kernels in JavaScript, whose Cast to binary32 keeps every bit of an int32: no backend of ours. */
const inexact = createTfjsBackend(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  await tensorflow.setBackend('cpu')
  return tensorflow
})

test('error: the self-test refuses kernels that do not round an int32 to binary32', async () => {
  const verify = async () => {
    for (const model of selfTestModels()) await verifySession(await inexact.createSession(model), model)
  }
  await expect(verify()).rejects.toThrow(BackendMismatchError)
})

for (const name of [
  'a fully connected layer',
  'a dot product of 33,000 terms, near the end of int32',
  'a product of two activations',
  'a convolution with bias and padding, clipped at 0',
  'a depthwise convolution',
  'a grouped, dilated convolution',
  'a residual sum',
  'a table of 256 codes',
] as const)
  test(`behavior: the steps lean on no kernel in particular: ${name}`, () =>
    expectAgreement([inexact], formGraphs[name](), 1))
