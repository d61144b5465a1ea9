import { type Durability, openChain } from '../../chain/index.ts'
import type { BackendChoice } from '../../models/index.ts'
import type { Output } from '../command.ts'
import { readVersion } from '../version.ts'
import { describeNode } from './banner.ts'
import { logBlocks } from './block-log.ts'
import { readChainFiles } from './chain-files.ts'
import { serveUntil } from './serve-until.ts'
import { stopSignal } from './stop-signal.ts'

/** The flags of `inlay node`, by their names in flags.ts. */
export interface NodeSettings {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly memory: boolean
  readonly chainId: number
  readonly genesis: string | undefined
  readonly importedChain: string | undefined
  readonly forkChoice: string | undefined
  readonly durability: Durability
  readonly backend: BackendChoice
  readonly blockGasLimit: bigint | undefined
  readonly quiet: boolean
}

/**
 * Runs a node until it is told to stop or can store nothing more, then closes it: requests first, the database last.
 * @throws StorageFailedError
 */
export async function runNode(settings: NodeSettings, output: Output): Promise<undefined> {
  const version = readVersion()
  const node = await openChain({
    database: settings.memory ? { kind: 'memory' } : { kind: 'level', path: settings.database },
    ...(settings.genesis === undefined && { chainId: BigInt(settings.chainId) }),
    durability: settings.durability,
    ...(await readChainFiles(settings)),
    backend: settings.backend,
    ...(settings.blockGasLimit !== undefined && { gasLimit: settings.blockGasLimit }),
  })
  const { host, port, quiet } = settings
  const stopLog =
    quiet || output.format === 'json'
      ? undefined
      : logBlocks(node, output.note, thrown => logFault('the block log', thrown))
  try {
    const options = { host, port, clientVersion: `inlay/v${version}`, observer: { onFault: logFault } }
    const place = settings.memory ? 'memory' : settings.database
    await serveUntil(Promise.race([stopSignal(), node.failed]), node, options, url => {
      if (!quiet) output.print(describeNode(node, { version, url, place }))
    })
    if (node.failure) throw node.failure
  } finally {
    await stopLog?.()
    await node.close()
  }
}

function logFault(place: string, thrown: unknown): void {
  console.error(`fault in ${place}:`, thrown)
}
