#!/usr/bin/env node
import { commands } from './commands/index.ts'
import { runProgram } from './program.ts'
import { readVersion } from './version.ts'

process.exitCode = await runProgram(commands, process.argv.slice(2), readVersion(), process)
