import { type ChainNode, openChain } from '../../chain/index.ts'
import { type Observer, startServer } from '../../rpc/index.ts'
import { readVersion } from '../version.ts'
import { renderBanner } from './banner.ts'
import { stopSignal } from './stop-signal.ts'

/** The flags of `inlay node`, by their names in flags.ts. */
export interface NodeSettings {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly memory: boolean
  readonly chainId: number
  readonly durability: 'process' | 'disk'
  readonly backend: 'auto' | 'reference' | 'onnxruntime'
  readonly blockGasLimit: bigint
  readonly quiet: boolean
}

/** Runs a node until it is told to stop, then closes it: requests first, the database last. */
export async function runNode(settings: NodeSettings): Promise<undefined> {
  const node = await openChain({
    database: settings.memory ? { kind: 'memory' } : { kind: 'level', path: settings.database },
    chainId: BigInt(settings.chainId),
    durability: settings.durability,
    backend: settings.backend,
    gasLimit: settings.blockGasLimit,
  })
  try {
    await serve(node, settings)
  } finally {
    await node.close()
  }
}

async function serve(node: ChainNode, settings: NodeSettings): Promise<void> {
  const stopped = stopSignal()
  const version = readVersion()
  const server = await startServer(node, {
    host: settings.host,
    port: settings.port,
    clientVersion: `inlay/v${version}`,
    observer: faultLog,
  })
  if (!settings.quiet) {
    const place = settings.memory ? 'memory' : settings.database
    process.stdout.write(renderBanner(node, { version, url: server.url, place }))
  }
  await stopped
  await server.close()
}

const faultLog: Observer = {
  onFault: (method, thrown) => console.error(`fault in ${method}:`, thrown),
}
