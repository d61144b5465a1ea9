#!/usr/bin/env node
import { commands } from './commands/index.ts'
import { runProgram } from './program.ts'
import { readVersion } from './version.ts'

/** A reader that has seen enough, such as `head`, is no fault. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit()
  throw error
})

process.exitCode = await runProgram(commands, process.argv.slice(2), readVersion(), process)
