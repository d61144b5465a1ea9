import { expect, test } from 'vitest'
import { admit } from '../../../../models/admission.ts'
import { loadTensorflow } from '../../../../models/backends/tfjs/load-tensorflow.ts'
import { planStep } from '../../../../models/backends/tfjs/plan.ts'
import { writeModel } from '../../../../models/onnx/index.ts'
import { formGraphs } from '../../../suites/form-graphs.ts'

/** What the reference runs inside a session: int64 and bool, and square roots. */
async function leftToReference(name: keyof typeof formGraphs): Promise<readonly string[]> {
  const tensorflow = await loadTensorflow()
  const { graph } = admit(writeModel(formGraphs[name]()))
  const kept = (make: () => ReturnType<typeof tensorflow.scalar>) => tensorflow.tidy(make)
  return graph.graph.nodes
    .filter(node => planStep(tensorflow, graph, node, kept as never) === undefined)
    .map(({ opType }) => opType)
}

for (const name of [
  'a fully connected layer',
  'a dot product of 33,000 terms, near the end of int32',
  'a product of two activations',
  'a grouped, dilated convolution',
  'a depthwise convolution',
  'a residual sum',
  'a table of 256 codes',
  'a softmax of logits by a table',
] as const)
  test(`behavior: TensorFlow.js runs every node of ${name}`, async () => {
    expect(await leftToReference(name)).toEqual([])
  })

test('behavior: the reference runs what TensorFlow.js has no numbers for', async () => {
  expect(await leftToReference('two 8-bit planes of a 16-bit activation, summed in int64')).toEqual([
    'Cast',
    'Mul',
    'Cast',
    'Add',
    'Cast',
  ])
})
