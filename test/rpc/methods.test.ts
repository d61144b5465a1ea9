import { describe, expect, test } from 'vitest'
import { methods } from '../../rpc/index.ts'

const names = methods.flatMap(({ name, aliases }) => [name, ...aliases])

describe('the list of methods', () => {
  test('no name is taken twice', () => {
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })

  test('every name has its group and every method a summary', () => {
    expect(names.filter(name => !/^[a-z][a-z0-9]*_[a-zA-Z0-9]+(_v[0-9])?$/.test(name))).toEqual([])
    expect(methods.filter(({ summary }) => !/^.+\.$/.test(summary))).toEqual([])
  })

  test('required parameters come before optional ones, each with a name and a type', () => {
    for (const { name, parameters } of methods) {
      const firstOptional = parameters.findIndex(({ required }) => !required)
      expect([
        name,
        firstOptional === -1 || parameters.slice(firstOptional).every(({ required }) => !required),
      ]).toEqual([name, true])
      expect(parameters.every(parameter => parameter.name && parameter.type)).toBe(true)
    }
  })
})
