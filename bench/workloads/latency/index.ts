import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChainNode, openChain } from '../../../chain/index.ts'
import { type RpcServer, startServer } from '../../../rpc/index.ts'
import { measure } from '../../harness.ts'
import { benchmarkModels } from '../../models/index.ts'
import type { Workload, WorkloadOptions } from '../../workload.ts'
import { type LatencyRun, reportLatency } from './report.ts'
import { openModelSubjects } from './subjects.ts'

const fullRun = { warmUpRounds: 40, rounds: 400, budgetMs: 45_000 }
const quickRun = { warmUpRounds: 3, rounds: 12, budgetMs: 2_000 }

/** One inference, from the bare session to the mined transaction. */
export const latency: Workload = {
  name: 'latency',
  summary: 'one inference, from the bare session to the mined transaction',
  run: async options => {
    const folder = await mkdtemp(join(tmpdir(), 'inlay-bench-'))
    try {
      const node = await openChain({ database: { kind: 'level', path: folder }, backend: options.backend })
      try {
        const server = await startServer(node, { host: '127.0.0.1', port: 0, clientVersion: 'inlay-bench' })
        try {
          return reportLatency(await timeModels(node, server, options))
        } finally {
          await server.close()
        }
      } finally {
        await node.close()
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  },
}

async function timeModels(node: ChainNode, server: RpcServer, options: WorkloadOptions): Promise<LatencyRun[]> {
  const runs: LatencyRun[] = []
  for (const model of benchmarkModels(options.quick ? 'unwanted' : 'wanted')) {
    const { subjects, chainBackend, onnxruntimeVersion, dispose } = await openModelSubjects(model, node, server)
    const measurements = await measure(subjects, {
      ...(options.quick ? quickRun : fullRun),
      inputCount: model.inputs.length,
      progress: options.progress,
    }).finally(dispose)
    runs.push({ model: model.name, measurements, chainBackend, onnxruntimeVersion })
  }
  return runs
}
