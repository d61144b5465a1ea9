import { test } from 'vitest'
import { tfjsBackend } from '../../../models/backends/index.ts'
import { expectAgreement } from '../../suites/agreement.ts'
import { backendSuite } from '../../suites/backend-suite.ts'
import { int, Sketch } from '../sketch.ts'

backendSuite(tfjsBackend)

for (const opType of ['Max', 'Min'])
  test(`behavior: ${opType} of one operand is that operand`, async () => {
    const s = new Sketch()
    await expectAgreement([tfjsBackend], s.graph(s.node(opType, [s.input('x', 'uint8', [3, 4])])), 1)
  })

test('behavior: a step past the end takes one element', async () => {
  const s = new Sketch()
  const wide = s.node('Cast', [s.input('x', 'uint8', [5, 4])], { to: int(6) })
  const sliced = s.node('Slice', [wide, s.longs(3), s.longs(100), s.longs(0), s.longs(Number.MAX_SAFE_INTEGER)])
  await expectAgreement([tfjsBackend], s.graph(sliced), 1)
})
