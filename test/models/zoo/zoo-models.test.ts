import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { admit, zooModels } from '../../../models/index.ts'
import { readModel } from '../../../models/onnx/index.ts'

describe('zooModels', () => {
  test('behavior: names are unique, artifacts are admitted, float models are read', () => {
    expect(new Set(zooModels.map(({ name }) => name)).size).toBe(zooModels.length)
    for (const { name, artifactPath, floatPath } of zooModels) {
      expect(admit(readFileSync(artifactPath)).summary.name).toBe(name)
      expect(readModel(readFileSync(floatPath)).name).toBe(name)
    }
  })
})
