import type { ChainOptions, ForkChoice } from '../../chain/index.ts'
import { BaseError, type Hex, isHex } from '../../primitives/index.ts'
import { readBytes } from '../files.ts'

/** The flags that name files which a chain begins with. */
export interface ChainFiles {
  readonly genesis: string | undefined
  readonly importedChain: string | undefined
  readonly forkChoice: string | undefined
}

/** Thrown when a file is not an engine_forkchoiceUpdated request. */
export class ForkChoiceFileError extends BaseError {
  readonly code = 'CLI_FORKCHOICE_INVALID'
  constructor(path: string, reason: string, cause?: unknown) {
    super(`Cannot read the fork choice in "${path}": ${reason}.`, {
      hint: 'Give a JSON-RPC request of engine_forkchoiceUpdated, with headBlockHash, safeBlockHash and finalizedBlockHash.',
      cause,
    })
  }
}

/** @throws FileUnavailableError, ForkChoiceFileError. */
export async function readChainFiles(
  files: ChainFiles,
): Promise<Pick<ChainOptions, 'genesis' | 'importChain' | 'forkChoice'>> {
  const { genesis, importedChain, forkChoice } = files
  return {
    ...(genesis !== undefined && { genesis: await readBytes(genesis) }),
    ...(importedChain !== undefined && { importChain: await readBytes(importedChain) }),
    ...(forkChoice !== undefined && { forkChoice: readForkChoice(forkChoice, await readBytes(forkChoice)) }),
  }
}

function readForkChoice(path: string, content: Uint8Array): ForkChoice {
  let request: { readonly params?: readonly unknown[] }
  try {
    request = JSON.parse(Buffer.from(content).toString('utf8'))
  } catch (cause) {
    throw new ForkChoiceFileError(path, 'it is not JSON', cause)
  }
  const state = (request?.params?.[0] ?? {}) as Readonly<Record<string, unknown>>
  const hashOf = (name: string): Hex => {
    const value = state[name]
    if (!isHex(value) || value.length !== 66) throw new ForkChoiceFileError(path, `its ${name} is not 32 bytes`)
    return value.toLowerCase() as Hex
  }
  const markOf = (name: string): Hex | undefined => {
    const hash = hashOf(name)
    return /^0x0+$/.test(hash) ? undefined : hash
  }
  return { head: hashOf('headBlockHash'), safe: markOf('safeBlockHash'), finalized: markOf('finalizedBlockHash') }
}
