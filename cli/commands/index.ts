import type { Command } from '../command.ts'
import { bench } from './bench.ts'
import { demo } from './demo.ts'
import { modelCommands } from './model.ts'
import { nodeCommand } from './node.ts'

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [nodeCommand, demo, ...modelCommands, bench]
