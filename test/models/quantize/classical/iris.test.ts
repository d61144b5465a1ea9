import { describe, expect, test } from 'vitest'
import { irisesPresent, irisModels, measureIris } from '../../../iris.ts'

const right: Readonly<Record<string, number>> = { 'forest-iris': 148, 'forest-iris-small': 145 }

describe.skipIf(!irisesPresent)('models of ai.onnx.ml on irises (skipped where ../shared/data is not there)', () => {
  for (const model of irisModels)
    test(`behavior: ${model.name} follows its float file, whatever the threads and optimisations`, async () => {
      const measured = await measureIris(model)
      expect(measured.differingRuns).toBe(0)
      if (!model.classifies) expect(measured.greatestDifference).toBeLessThan(2e-6)
      else expect(measured.agreeing).toBe(measured.irises)
      const wanted = right[model.name]
      if (wanted !== undefined) expect(measured.right).toEqual({ float: wanted, artifact: wanted })
    })
})
