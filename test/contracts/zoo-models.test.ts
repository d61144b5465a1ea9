import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { compileContracts, contractSources } from '../../contracts/index.ts'
import { inputKinds, knownInput } from '../../models/backends/index.ts'
import { admit, openStockSession, type Tensor, tensorsToBytes, zooModels } from '../../models/index.ts'
import { bytesToHex } from '../../primitives/index.ts'
import { openContractChain } from './contract-chain.ts'

/** Keeps what a model answers within a transaction. */
const asker = `
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;
import {Inference} from "./Inference.sol";
contract Asker {
    event Answered(bytes outputs);
    function ask(bytes32 model, bytes calldata inputs) external { emit Answered(Inference.infer(model, inputs)); }
}`

const contracts = await compileContracts({ ...contractSources(), 'Asker.sol': asker })
const chain = await openContractChain(contracts)
const at = await chain.deploy('Asker')

afterAll(() => chain.node.close())

describe('a model of the zoo', () => {
  test.each(zooModels.map(model => [model.name, model] as const))(
    'behavior: %s answers in a transaction what stock onnxruntime answers off-chain, optimised or not, on one thread or two',
    async (_, { artifactPath }) => {
      const artifact = await readFile(artifactPath)
      const { inputs } = admit(artifact).summary
      const { id } = await chain.node.addModel(artifact)
      const samples = inputKinds.map(kind => inputs.map((spec, i) => knownInput(spec, kind, i + 11)))
      const answers = []
      for (const sample of samples) answers.push(await answerOf(id, sample))
      for (const graphOptimizationLevel of ['disabled', 'all'] as const)
        for (const intraOpNumThreads of [1, 2]) {
          const session = await openStockSession(artifact, { graphOptimizationLevel, intraOpNumThreads })
          for (const [i, sample] of samples.entries())
            expect(bytesToHex(tensorsToBytes(await session.run(sample)))).toBe(answers[i])
          await session.dispose()
        }
    },
  )
})

async function answerOf(id: string, inputs: readonly Tensor[]): Promise<unknown> {
  const receipt = await chain.send('Asker', at, 'ask', [id, bytesToHex(tensorsToBytes(inputs))])
  const { args } = chain.event('Asker', receipt) as { readonly args: { readonly outputs: string } }
  return args.outputs
}
