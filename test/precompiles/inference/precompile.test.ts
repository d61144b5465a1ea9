import fc from 'fast-check'
import {
  type ContractFunctionArgs,
  type ContractFunctionName,
  decodeErrorResult,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { createTensor, tensorsToBytes } from '../../../models/index.ts'
import {
  inferenceAbi,
  inferencePrecompile,
  type Message,
  type Outcome,
  registryAddress,
} from '../../../precompiles/index.ts'
import { bytesToHex, hexToBytes, keccak256 } from '../../../primitives/index.ts'
import { anyone, handmadeModel, memoryHost, messageOf } from '../memory-host.ts'

type View = ContractFunctionName<typeof inferenceAbi, 'view'>
type Arguments<F extends View> = ContractFunctionArgs<typeof inferenceAbi, 'view', F>

const sum = handmadeModel(
  `0x${'aa'.repeat(32)}`,
  {
    inputs: [
      { name: 'left', elementType: 'float32', shape: [2, 2] },
      { name: 'right', elementType: 'float32', shape: [] },
    ],
    outputs: [{ name: 'total', elementType: 'float32', shape: [1] }],
  },
  { denseMacs: 100_000 },
  inputs => {
    const values = inputs.flatMap(({ data }) => [...(data as Float32Array)])
    return [createTensor('float32', [1], Float32Array.of(values.reduce((a, b) => Math.fround(a + b))))]
  },
)

const echo = handmadeModel(
  `0x${'bb'.repeat(32)}`,
  {
    inputs: [
      { name: 'code', elementType: 'uint8', shape: [2] },
      { name: 'count', elementType: 'int64', shape: [1] },
      { name: 'flag', elementType: 'bool', shape: [2] },
    ],
    outputs: [
      { name: 'code', elementType: 'uint8', shape: [2] },
      { name: 'count', elementType: 'int64', shape: [1] },
      { name: 'flag', elementType: 'bool', shape: [2] },
    ],
  },
  { bytesMoved: 11 },
  inputs => inputs,
)

const stranger: Hex = `0x${'cc'.repeat(32)}`

describe('infer', () => {
  test('default: raw tensors in, raw tensors out', async () => {
    const { result } = await call('infer', [sum.summary.id, floats(1, 2, 3, 4, 0.5)])
    expect(result).toBe(floats(10.5))
  })

  test('behavior: the record holds what was asked and answered, and the charge', async () => {
    const { outcome } = await call('infer', [sum.summary.id, floats(1, 2, 3, 4, 0.5)])
    if (outcome.status !== 'success') throw new Error(outcome.status)
    expect(outcome.inference).toEqual({
      model: sum.summary.id,
      batch: 1,
      gasUsed: outcome.gasUsed,
      inputsHash: bytesToHex(keccak256(hexToBytes(floats(1, 2, 3, 4, 0.5)))),
      outputs: hexToBytes(floats(10.5)),
      backend: 'reference',
      durationMs: expect.any(Number),
    })
  })

  test('error: a model that no block admitted', async () => {
    expect(await call('infer', [stranger, '0x'])).toMatchObject({ error: 'ModelNotRegistered', args: [stranger] })
  })

  test('error: a length that is not the tensors', async () => {
    for (const have of [0, 19, 21])
      expect(await call('infer', [sum.summary.id, `0x${'00'.repeat(have)}`])).toMatchObject({
        error: 'InputSizeMismatch',
        args: [20n, BigInt(have)],
        runs: 0,
      })
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'error: %d is not finite',
    async value => {
      expect(await call('infer', [sum.summary.id, floats(1, 2, 3, 4, value)])).toMatchObject({
        error: 'ValueOutOfRange',
        args: [4n],
        runs: 0,
      })
    },
  )

  test('error: a bool above 1', async () => {
    const input = `0xffff${'ff'.repeat(8)}0102` as const
    expect(await call('infer', [echo.summary.id, input])).toMatchObject({ error: 'ValueOutOfRange', args: [4n] })
  })

  test('error: a model with a fee runs for the registry only', async () => {
    const fees = { [sum.summary.id]: 3n * 10n ** 16n }
    const args = [sum.summary.id, floats(1, 2, 3, 4, 5)] as const
    expect(await call('infer', args, {}, fees)).toMatchObject({
      error: 'FeeRequired',
      args: [sum.summary.id, 3n * 10n ** 16n],
      runs: 0,
    })
    expect(await call('infer', args, { caller: registryAddress }, fees)).toMatchObject({ result: floats(15) })
    expect(await call('infer', args, { caller: registryAddress })).toMatchObject({ result: floats(15) })
  })

  test('error: a node that lacks an admitted model throws, whatever the state says', async () => {
    const data = encode('infer', [sum.summary.id, floats(1, 2, 3, 4, 5)])
    for (const question of ['summary', 'open']) {
      const host = { ...memoryHost([sum]), [question]: () => Promise.reject(new Error('disk on fire')) }
      await expect(inferencePrecompile.run(messageOf(data), host)).rejects.toThrow('disk on fire')
    }
  })
})

describe('inferBatch', () => {
  test('default: each input is answered', async () => {
    const batch = [floats(1, 2, 3, 4, 5), floats(0, 0, 0, 0, -1)]
    const { result, outcome } = await call('inferBatch', [sum.summary.id, batch])
    expect(result).toEqual([floats(15), floats(-1)])
    expect(outcome).toMatchObject({ inference: { batch: 2, outputs: hexToBytes(floats(15, -1)) } })
  })

  test('behavior: an empty batch is valid, and no inference', async () => {
    const { result, outcome, opened } = await call('inferBatch', [sum.summary.id, []])
    expect({ result, opened }).toEqual({ result: [], opened: [] })
    expect(outcome).not.toHaveProperty('inference')
  })

  test('behavior: the index of a bad value counts over the whole batch, before anything runs', async () => {
    const batch = [floats(1, 2, 3, 4, 5), floats(0, Number.NaN, 0, 0, 0)]
    expect(await call('inferBatch', [sum.summary.id, batch])).toMatchObject({
      error: 'ValueOutOfRange',
      args: [6n],
      runs: 0,
    })
  })

  test('error: more than 1,024 inputs', async () => {
    const batch = Array.from({ length: 1_025 }, () => '0x' as const)
    expect(await call('inferBatch', [sum.summary.id, batch])).toMatchObject({
      error: 'BatchTooLarge',
      args: [1_024n, 1_025n],
    })
  })

  test('error: the first input of another length', async () => {
    const batch = [floats(1, 2, 3, 4, 5), floats(1), '0x'] as const
    expect(await call('inferBatch', [sum.summary.id, batch])).toMatchObject({
      error: 'InputSizeMismatch',
      args: [20n, 4n],
    })
  })
})

describe('inferReal', () => {
  test('default: fixed point in, fixed point out', async () => {
    const values = [1_500n, -250n, 0n, 1n, 10n].map(value => value * 10n ** 15n)
    const { result } = await call('inferReal', [sum.summary.id, values, 18])
    expect(result).toEqual([1_261_000_037_193_298_340n])
  })

  test('behavior: integer and bool tensors take exact integers of their ranges', async () => {
    const values = [255n, 0n, -(2n ** 63n), 1n, 0n]
    for (const decimals of [0, 1, 38]) {
      const scaled = values.map(value => value * 10n ** BigInt(decimals))
      expect(await call('inferReal', [echo.summary.id, scaled, decimals])).toMatchObject({ result: scaled })
    }
  })

  test.each([
    [0, 256n * 100n],
    [1, -100n],
    [1, 150n],
    [2, 2n ** 63n * 100n],
    [2, -(2n ** 63n) * 100n - 1n],
    [4, 200n],
  ])('error: value %d can not be %d hundredths', async (index, value) => {
    const values = [0n, 0n, 0n, 0n, 0n].with(index, value)
    expect(await call('inferReal', [echo.summary.id, values, 2])).toMatchObject({
      error: 'ValueOutOfRange',
      args: [BigInt(index)],
      runs: 0,
    })
  })

  test('error: a real beyond binary32', async () => {
    const limit = 2n ** 128n - 2n ** 103n
    expect(await call('inferReal', [sum.summary.id, [0n, 0n, 0n, limit - 1n, 0n], 0])).toMatchObject({ runs: 1 })
    for (const value of [limit, -limit, 2n ** 255n - 1n])
      expect(await call('inferReal', [sum.summary.id, [0n, 0n, 0n, value, 0n], 0])).toMatchObject({
        error: 'ValueOutOfRange',
        args: [3n],
      })
  })

  test('error: a wrong count, or more than 38 decimals', async () => {
    expect(await call('inferReal', [sum.summary.id, [1n], 18])).toMatchObject({
      error: 'ValueCountMismatch',
      args: [5n, 1n],
    })
    expect(await call('inferReal', [sum.summary.id, [1n, 1n, 1n, 1n, 1n], 39])).toMatchObject({
      error: 'DecimalsTooLarge',
      args: [38n, 39n],
    })
  })
})

describe('what is asked of a model', () => {
  test('admitted answers by the state', async () => {
    expect(await call('admitted', [sum.summary.id])).toMatchObject({ result: true })
    expect(await call('admitted', [stranger])).toMatchObject({ result: false })
  })

  test('describe tells the signature and the cost', async () => {
    const { result } = await call('describe', [echo.summary.id])
    const tensors = [
      { name: 'code', elementType: 2, shape: [2n] },
      { name: 'count', elementType: 7, shape: [1n] },
      { name: 'flag', elementType: 9, shape: [2n] },
    ]
    expect(result).toEqual({ inputs: tensors, outputs: tensors, macs: 1_234n, artifactBytes: 5_678n, gas: 12_541n })
    expect(await call('describe', [stranger])).toMatchObject({ error: 'ModelNotRegistered', args: [stranger] })
  })

  test('quote answers for a model with a fee too, and for batches that can be', async () => {
    const fees = { [sum.summary.id]: 1n }
    expect(await call('quote', [sum.summary.id, 0n], {}, fees)).toMatchObject({ result: 5_000n })
    expect(await call('quote', [sum.summary.id, 1_024n], {}, fees)).toMatchObject({ result: 5_000n + 1_024n * 8_040n })
    expect(await call('quote', [sum.summary.id, 1_025n])).toMatchObject({
      error: 'BatchTooLarge',
      args: [1_024n, 1_025n],
    })
    expect(await call('quote', [sum.summary.id, 2n ** 256n - 1n])).toMatchObject({ args: [1_024n, 2n ** 256n - 1n] })
    expect(await call('quote', [stranger, 1n])).toMatchObject({ error: 'ModelNotRegistered' })
  })
})

describe('messages', () => {
  const data = encode('infer', [sum.summary.id, floats(1, 2, 3, 4, 5)])

  test.each(['delegatecall', 'callcode'] as const)('error: %s runs in another account', async kind => {
    expect(decode(await run(data, { kind, value: 5n }))).toMatchObject({ error: 'DirectCallOnly' })
  })

  test('error: value has no use here', async () => {
    expect(decode(await run(data, { kind: 'call', value: 1n }))).toMatchObject({ error: 'NonPayable' })
  })

  test('error: what no method decodes', async () => {
    for (const malformed of [
      '0x',
      '0x12',
      '0x12345678',
      bytesToHex(data.subarray(0, 40)),
      `${bytesToHex(data).slice(0, 72)}`,
    ])
      expect(decode(await run(hexToBytes(malformed)))).toMatchObject({ error: 'MalformedCall' })
  })

  test('behavior: calldata may begin anywhere in its buffer', async () => {
    const buffer = new Uint8Array(data.length + 7)
    buffer.set(data, 7)
    expect(await run(buffer.subarray(7))).toMatchObject({ status: 'success' })
  })

  test('behavior: any calldata is answered, at a cost that is at least the call', async () => {
    const selectors = ['infer', 'inferBatch', 'inferReal', 'quote', 'describe', 'admitted'] as const
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...selectors), fc.uint8Array({ maxLength: 300 }), async (name, tail) => {
        const selector = encode(name, sampleArguments[name] as never).subarray(0, 4)
        const outcome = await run(Uint8Array.of(...selector, ...tail))
        expect(outcome.gasUsed).toBeGreaterThanOrEqual(2_600n + 3n * BigInt(Math.ceil((4 + tail.length) / 32)))
      }),
      { numRuns: 500, seed: 5 },
    )
  })
})

describe('gas', () => {
  /** Of sum, whose one run costs 7,500, 500 for its MACs and 20 for each of its two words of tensors. */
  const oneRun = 8_040n

  test.each([
    ['infer', [sum.summary.id, floats(1, 2, 3, 4, 5)], 5_000n + 3n * 5n + oneRun],
    ['inferBatch', [sum.summary.id, []], 5_000n + 3n * 4n],
    ['inferBatch', [sum.summary.id, [floats(1, 2, 3, 4, 5), floats(1, 2, 3, 4, 5)]], 5_000n + 3n * 10n + 2n * oneRun],
    ['inferReal', [sum.summary.id, [1n, 2n, 3n, 4n, 5n], 18], 5_000n + 3n * 10n + oneRun + 110n * 6n],
    ['quote', [sum.summary.id, 1n], 5_000n + 3n * 3n],
    ['describe', [sum.summary.id], 5_000n + 3n * 2n + 3n * 32n],
    ['admitted', [sum.summary.id], 2_600n + 3n * 2n],
  ] as const)('%s of %o charges %d, and halts with one less', async (name, args, want) => {
    const data = encode(name, args as never)
    expect(await run(data, { gasLimit: want })).toMatchObject({ status: 'success', gasUsed: want })
    const host = memoryHost([sum, echo])
    expect(await inferencePrecompile.run(messageOf(data, { gasLimit: want - 1n }), host)).toEqual({
      status: 'halt',
      gasUsed: want - 1n,
    })
    expect([host.opened, host.runs]).toEqual([[], []])
  })

  test('a describe is charged for exactly the words that it answers', async () => {
    const { outcome } = await call('describe', [echo.summary.id])
    if (outcome.status !== 'success') throw new Error(outcome.status)
    expect(outcome.gasUsed).toBe(5_000n + 3n * 2n + 3n * BigInt(outcome.output.length / 32))
  })

  test('a model is opened by calls that paid for a run, and by no other', async () => {
    const { id } = sum.summary
    const fees = { [id]: 1n }
    expect((await call('infer', [id, floats(1, 2, 3, 4, 5)])).opened).toEqual([id])
    expect((await call('inferReal', [id, [1n, 2n, 3n, 4n, 5n], 0])).opened).toEqual([id])
    for (const { opened } of [
      await call('quote', [id, 1n]),
      await call('describe', [id]),
      await call('admitted', [id]),
      await call('infer', [id, '0x']),
      await call('infer', [id, floats(1, 2, 3, 4, Number.NaN)]),
      await call('infer', [id, floats(1, 2, 3, 4, 5)], {}, fees),
      await call('inferReal', [id, [], 0]),
      await call('inferReal', [id, [1n, 2n, 3n, 4n, 2n ** 255n - 1n], 0]),
      await call('inferReal', [id, [1n, 2n, 3n, 4n, 5n], 39]),
    ])
      expect(opened).toEqual([])
  })

  test('a revert keeps what was charged before it', async () => {
    const cases = [
      [encode('infer', [stranger, '0x']), {}, 5_000n + 3n * 4n],
      [encode('infer', [sum.summary.id, '0x']), {}, 5_000n + 3n * 4n],
      [encode('infer', [sum.summary.id, floats(1, 2, 3, 4, Number.NaN)]), {}, 5_000n + 3n * 5n + oneRun],
      [encode('inferReal', [sum.summary.id, [0n, 0n, 0n, 0n, 2n ** 254n], 0]), {}, 5_000n + 3n * 10n + oneRun + 660n],
      [new Uint8Array(0), {}, 5_000n],
      [new Uint8Array(33), { value: 1n }, 5_006n],
    ] as const
    for (const [data, options, gasUsed] of cases)
      expect(await run(data, options)).toMatchObject({ status: 'revert', gasUsed })
  })
})

const sampleArguments: { readonly [F in View]: Arguments<F> } = {
  infer: [stranger, '0x'],
  inferBatch: [stranger, []],
  inferReal: [stranger, [], 0],
  quote: [stranger, 0n],
  describe: [stranger],
  admitted: [stranger],
}

function encode<F extends View>(functionName: F, args: Arguments<F>): Uint8Array {
  return hexToBytes(encodeFunctionData({ abi: inferenceAbi, functionName, args } as never))
}

function run(data: Uint8Array, options: Partial<Message> = {}): Promise<Outcome> {
  return inferencePrecompile.run(messageOf(data, { caller: anyone, ...options }), memoryHost([sum, echo]))
}

/** Runs a call that viem encodes, and what viem decodes of its outcome. */
async function call<F extends View>(
  functionName: F,
  args: Arguments<F>,
  options: Partial<Message> = {},
  fees: Readonly<Record<Hex, bigint>> = {},
) {
  const host = memoryHost([sum, echo], fees)
  const outcome = await inferencePrecompile.run(messageOf(encode(functionName, args), options), host)
  const [runs, opened] = [host.runs.length, host.opened]
  if (outcome.status !== 'success') return { ...decode(outcome), outcome, runs, opened }
  const result = decodeFunctionResult({ abi: inferenceAbi, functionName, data: bytesToHex(outcome.output) } as never)
  return { result, outcome, runs, opened }
}

function decode(outcome: Outcome): { readonly error: string; readonly args: readonly unknown[] | undefined } {
  if (outcome.status !== 'revert') throw new Error(`expected a revert, have ${outcome.status}`)
  const { errorName, args } = decodeErrorResult({ abi: inferenceAbi, data: bytesToHex(outcome.output) })
  return { error: errorName, args }
}

function floats(...values: readonly number[]): Hex {
  return bytesToHex(tensorsToBytes([createTensor('float32', [values.length], Float32Array.from(values))]))
}
