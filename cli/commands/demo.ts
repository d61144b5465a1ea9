import { defineCommand } from '../command.ts'

/** `inlay demo`. */
export const demo = defineCommand({
  name: 'demo',
  summary: 'Show a pool whose swaps ask a model for their fee, on a node of its own, in a few seconds.',
  arguments: [],
  flags: {},
  run: async () => {
    const { runDemo } = await import('../demo/index.ts')
    return runDemo()
  },
})
