import { describe, expect, test } from 'vitest'
import { createDeviationMeter } from '../../../../models/quantize/report/deviation.ts'
import { createTopMeter } from '../../../../models/quantize/report/top-meter.ts'

describe('createDeviationMeter', () => {
  test('default', () => {
    const meter = createDeviationMeter()
    meter.add([3, 4], [3, 4.5])
    meter.add([0], [-0.25])
    expect(meter.read()).toEqual({
      maxAbsoluteError: 0.5,
      meanAbsoluteError: 0.25,
      signalToNoiseDb: 19.03,
    })
  })

  test('behavior: no noise, and no signal, have no ratio', () => {
    const exact = createDeviationMeter()
    exact.add([1], [1])
    expect(exact.read().signalToNoiseDb).toBeNull()
    const silent = createDeviationMeter()
    silent.add([0], [1])
    expect(silent.read().signalToNoiseDb).toBeNull()
  })
})

describe('createTopMeter', () => {
  test('default', () => {
    const meter = createTopMeter(3)
    meter.add([1, 5, 2], [1, 4, 2], 1)
    meter.add([7, 5, 6], [6, 5, 7], 0)
    expect(meter.read()).toEqual({
      rows: 2,
      agreeing: 1,
      ties: { float: 0, artifact: 0 },
      correct: { float: 2, artifact: 1 },
    })
  })

  test('behavior: ties go to the lowest index and are counted, row by row', () => {
    const meter = createTopMeter(2)
    meter.add([1, 1, 0, 2], [1, 1, 3, 3], undefined)
    expect(meter.read()).toEqual({ rows: 2, agreeing: 1, ties: { float: 1, artifact: 2 } })
  })
})
