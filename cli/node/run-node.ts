import { type Durability, openChain } from '../../chain/index.ts'
import type { BackendChoice } from '../../models/index.ts'
import type { Observer } from '../../rpc/index.ts'
import { readVersion } from '../version.ts'
import { renderBanner } from './banner.ts'
import { serveUntil } from './serve-until.ts'
import { stopSignal } from './stop-signal.ts'

/** The flags of `inlay node`, by their names in flags.ts. */
export interface NodeSettings {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly memory: boolean
  readonly chainId: number
  readonly durability: Durability
  readonly backend: BackendChoice
  readonly blockGasLimit: bigint
  readonly quiet: boolean
}

/** Runs a node until it is told to stop, then closes it: requests first, the database last. */
export async function runNode(settings: NodeSettings): Promise<undefined> {
  const version = readVersion()
  const node = await openChain({
    database: settings.memory ? { kind: 'memory' } : { kind: 'level', path: settings.database },
    chainId: BigInt(settings.chainId),
    durability: settings.durability,
    backend: settings.backend,
    gasLimit: settings.blockGasLimit,
  })
  try {
    const { host, port, quiet } = settings
    const options = { host, port, clientVersion: `inlay/v${version}`, observer: faultLog }
    const place = settings.memory ? 'memory' : settings.database
    await serveUntil(stopSignal(), node, options, url => {
      if (!quiet) process.stdout.write(renderBanner(node, { version, url, place }))
    })
  } finally {
    await node.close()
  }
}

const faultLog: Observer = {
  onFault: (method, thrown) => console.error(`fault in ${method}:`, thrown),
}
