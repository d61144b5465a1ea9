import { InvalidArgumentError } from 'commander'
import type { Durability } from '../chain/index.ts'
import type { BackendChoice, Entrance, RangeChoice } from '../models/index.ts'
import { choiceFlag, type Flag, wholeNumber } from './flag.ts'

export const json: Flag<boolean> = {
  name: 'json',
  help: 'Print one JSON object as the last line.',
  default: false,
}

export const verbose: Flag<boolean> = {
  name: 'verbose',
  help: 'Print where a fault of Inlay itself comes from (so does INLAY_DEBUG=1).',
  default: false,
}

export const host: Flag<string> = {
  name: 'host',
  unit: 'HOST',
  help: 'Address to listen on.',
  default: '127.0.0.1',
}

export const port: Flag<number> = {
  name: 'port',
  unit: 'PORT',
  help: 'Port to listen on, 0 for any that is free.',
  default: 8545,
  parse: wholeNumber(0, 65_535),
}

export const database: Flag<string> = {
  name: 'db',
  unit: 'DIR',
  help: "Folder of the chain's database, and of nothing else; it is made if need be.",
  default: './.inlay',
}

export const memory: Flag<boolean> = {
  name: 'memory',
  help: 'Keep the chain in memory and forget it at the end.',
  default: false,
  conflicts: [database.name],
}

export const chainId: Flag<number> = {
  name: 'chain-id',
  unit: 'ID',
  help: 'Chain id of a new database.',
  default: 31_337,
  parse: wholeNumber(1, Number.MAX_SAFE_INTEGER),
}

export const genesis: Flag<string | undefined> = {
  name: 'genesis',
  unit: 'FILE',
  help: "Genesis of a new database, in geth's format; native precompiles only where it has config.inlay.",
  default: undefined,
  conflicts: ['chain-id'],
}

export const importedChain: Flag<string | undefined> = {
  name: 'import-chain',
  unit: 'FILE',
  help: 'Blocks to execute and store first, as RLP one after the other.',
  default: undefined,
}

export const forkChoice: Flag<string | undefined> = {
  name: 'forkchoice',
  unit: 'FILE',
  help: 'An engine_forkchoiceUpdated request: head, safe and finalized block. The node then builds no blocks by itself.',
  default: undefined,
}

export const durability = choiceFlag<Durability>({
  name: 'durability',
  unit: 'LEVEL',
  help: 'What an answer survives',
  default: 'process',
  choices: { process: 'the end of the process', disk: 'a power cut as well' },
})

export const backend = choiceFlag<BackendChoice>({
  name: 'backend',
  unit: 'NAME',
  help: 'What runs the models, all to the same bits',
  default: 'auto',
  choices: {
    auto: 'by the size of the model',
    reference: 'plain TypeScript',
    wasm: 'WebAssembly',
    onnxruntime: 'its native library',
    tfjs: 'TensorFlow.js, where it is installed',
  },
})

export const blockGasLimit: Flag<bigint | undefined> = {
  name: 'block-gas-limit',
  unit: 'GAS',
  help: 'Gas limit of the blocks to come, kept in the database (default: what it keeps, 200000000 in a new one).',
  default: undefined,
  parse: text => BigInt(wholeNumber(21_000, Number.MAX_SAFE_INTEGER)(text)),
}

export const quiet: Flag<boolean> = {
  name: 'quiet',
  help: 'Print nothing but errors.',
  default: false,
}

export const rpcUrl: Flag<string> = {
  name: 'rpc',
  unit: 'URL',
  help: 'The node to talk to.',
  default: 'http://127.0.0.1:8545',
  parse: text => {
    if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new InvalidArgumentError('Want an http or https URL.')
    return text
  },
}

export const input: Flag<string> = {
  name: 'input',
  unit: 'PATH',
  help: 'Inputs: .npy, .npz or .json with samples along the first axis; any other file is raw little-endian bytes.',
  default: '',
  mandatory: true,
}

export const calibration: Flag<string | undefined> = {
  name: 'calibration',
  unit: 'PATH',
  help: 'Typical inputs: a .npy, .npz or .json file with samples along the first axis, or a folder of such. A file that is quantized may do without.',
  default: undefined,
}

export const results: Flag<readonly string[] | undefined> = {
  name: 'result',
  unit: 'NAME',
  help: "A value that becomes an output, in place of the file's own; repeat it for several.",
  default: undefined,
  parse: (text, previous) => [...(previous ?? []), text],
}

export const dims: Flag<Readonly<Record<string, number>> | undefined> = {
  name: 'dim',
  unit: 'NAME=SIZE',
  help: 'A size that the file leaves open; repeat it for several (default: 1 for a batch).',
  default: undefined,
  parse(text, previous) {
    const [, name, size = ''] = /^(.*)=(.*)$/.exec(text) ?? []
    if (name === undefined) throw new InvalidArgumentError('Want NAME=SIZE.')
    return { ...previous, [name]: wholeNumber(1, 2 ** 31 - 1)(size) }
  },
}

export const output: Flag<string> = {
  name: 'output',
  letter: 'o',
  unit: 'OUT',
  help: 'The .onnx file to write.',
  default: '',
  mandatory: true,
}

export const evaluation: Flag<string | undefined> = {
  name: 'evaluation',
  unit: 'PATH',
  help: 'Inputs, with `labels` if there are any, that the models are compared on (default: the calibration inputs).',
  default: undefined,
}

export const ranges = choiceFlag<RangeChoice>({
  name: 'ranges',
  unit: 'CHOICE',
  help: 'How ranges of activations are chosen',
  default: 'min-max',
  choices: {
    'min-max': 'all that calibration saw',
    percentile: 'without the outermost values',
    'least-error': 'the least mean squared error',
  },
})

export const entrance = choiceFlag<Entrance>({
  name: 'entrance',
  unit: 'TYPE',
  help: "What the artifact's inputs are",
  default: 'float32',
  choices: { float32: 'as in the float model', uint8: 'codes' },
})

export const activations = choiceFlag<'8' | '16'>({
  name: 'activations',
  unit: 'BITS',
  help: 'Bits of the values between layers',
  default: '8',
  choices: { '8': 'codes of one byte', '16': 'two planes of one byte, where the layers beside them can' },
})

export const wide: Flag<readonly string[] | undefined> = {
  name: 'wide',
  unit: 'NAME,…',
  help: 'Inputs and nodes whose values get 16 bits.',
  default: undefined,
  parse: (text, previous) => [...(previous ?? []), ...text.split(',')],
}
