import { expect, test } from 'vitest'
import { BaseError } from '../../primitives/index.ts'

class BurntError extends BaseError {
  readonly code = 'TEST_BURNT'
}

test("a user's mistake has its class for a name, a summary, a hint and perhaps a cause", () => {
  const cause = new Error('too hot')
  const error = new BurntError('Cannot bake a stone.', { hint: 'Bake a cake.', cause })
  expect(error).toMatchObject({ name: 'BurntError', message: 'Cannot bake a stone.', hint: 'Bake a cake.', cause })
  expect(error).toBeInstanceOf(Error)
  expect('cause' in new BurntError('Cannot bake a stone.', { hint: 'Bake a cake.' })).toBe(false)
})

test('the compiler refuses an error without a hint', () => {
  // @ts-expect-error
  expect(new BurntError('Cannot bake a stone.', {}).hint).toBeUndefined()
})
