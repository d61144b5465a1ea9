import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/docker/**/*.test.ts'],
    globalSetup: ['test/docker/engine.ts'],
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
})
