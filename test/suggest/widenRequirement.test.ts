import { describe, expect, it } from 'vitest'
import { widenRequirement } from '../../src/suggest/suggestFixes.js'
import type { Operator } from '../../src/requirement/requirement.js'
import { readRequirement } from '../../src/requirement/readRequirement.js'

const at = ['at']

const widened = (operator: Operator, values: readonly string[], actual?: string) => {
  const read = readRequirement('zone', operator, values, at)
  if ('faults' in read) throw new Error('a requirement that can be read')
  return widenRequirement(read.requirement, actual)
}

const dropped = (operator: string, values: readonly string[]) => ({
  change: { code: 'RequirementDropped', path: at, key: 'zone', operator, values },
})

describe('widenRequirement', () => {
  it('gives In the value that the node has', () => {
    expect(widened('In', ['a'], 'b')).toEqual({
      change: { code: 'ValueAdded', path: at, key: 'zone', value: 'b' },
      values: ['a', 'b'],
    })
  })

  it('takes from NotIn the value that the node has, every time it is listed', () => {
    expect(widened('NotIn', ['a', 'b', 'b'], 'b')).toEqual({
      change: { code: 'ValueRemoved', path: at, key: 'zone', value: 'b' },
      values: ['a'],
    })
  })

  it.each<['Gt' | 'Lt', string, string, string]>([
    ['Gt', '7', '7', '6'],
    ['Gt', '7', '1', '0'],
    ['Lt', '7', '07', '8'],
    ['Lt', '7', '9007199254740993', '9007199254740994'],
  ])('moves the bound of %s %s beside %s', (operator, from, actual, to) => {
    expect(widened(operator, [from], actual)).toEqual({
      change: { code: 'BoundMoved', path: at, key: 'zone', operator, from, to },
      values: [to],
    })
  })

  it.each<[string, Operator, readonly string[], string | undefined]>([
    ['In without the label', 'In', ['a'], undefined],
    ['In before an invalid value', 'In', ['a'], 'b c'],
    ['NotIn that lists nothing else', 'NotIn', ['a'], 'a'],
    ['Exists', 'Exists', [], undefined],
    ['DoesNotExist', 'DoesNotExist', [], 'a'],
    ['Gt before a text', 'Gt', ['1'], 'x'],
    ['Gt whose bound would be negative', 'Gt', ['1'], '0'],
    ['Lt whose bound would be no int64', 'Lt', ['1'], '9223372036854775807'],
  ])('drops %s', (_what, operator, values, actual) => {
    expect(widened(operator, values, actual)).toEqual(dropped(operator, values))
  })
})
