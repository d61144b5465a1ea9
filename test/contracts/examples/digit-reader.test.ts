import { describe, expect, onTestFinished, test } from 'vitest'
import { compileContracts } from '../../../contracts/index.ts'
import { createTensor, quantize, tensorsToBytes } from '../../../models/index.ts'
import { bytesToHex } from '../../../primitives/index.ts'
import { readDigitModel, readDigits } from '../../mnist.ts'
import { openContractChain } from '../contract-chain.ts'

const model = readDigitModel()
const calibration = readDigits('cazala10k', 20)
const digits = readDigits('t10k', 20)

describe('DigitReader', () => {
  test.skipIf(!model || !calibration || !digits)(
    'a transaction stores the digit that a convolutional network reads (skipped without ../shared/data)',
    { timeout: 60_000 },
    async () => {
      const { artifact } = quantize(
        model!,
        calibration!.images.map(image => [image]),
      )
      const { node, deploy, send, read, event } = await openContractChain(await compileContracts())
      onTestFinished(() => node.close())
      const { id } = await node.addModel(artifact)
      const reader = await deploy('DigitReader', [id])
      for (const [i, image] of digits!.images.entries()) {
        const bytes = bytesToHex(tensorsToBytes([createTensor('float32', [1, 1, 28, 28], image)]))
        const receipt = await send('DigitReader', reader, 'read', [bytes])
        expect(receipt.status).toBe('success')
        expect(receipt.inferenceGas).toBeLessThan(receipt.gasUsed)
        expect(event('DigitReader', receipt)).toMatchObject({ name: 'DigitRead', args: { digit: digits!.labels[i] } })
        expect(await read('DigitReader', reader, 'lastDigit')).toBe(digits!.labels[i])
      }
    },
  )
})
