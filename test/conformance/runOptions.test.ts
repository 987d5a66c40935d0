import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { OPERATIONS } from './cases.js'
import { readRunOptions } from './runOptions.js'

describe('readRunOptions', () => {
  it('asks everything, with the seed of the surroundings', () => {
    expect(readRunOptions([], '7')).toEqual(
      E.right({ cases: 10_000, seed: 7, operations: OPERATIONS }),
    )
  })

  it('takes what it is told', () => {
    const args = ['--cases', '0', '--seed', '5', '--op', 'sync', '--op=tolerates']
    expect(readRunOptions(args, '7')).toEqual(
      E.right({ cases: 0, seed: 5, operations: ['tolerates', 'sync'] }),
    )
  })

  it('asks the release that is named', () => {
    expect(readRunOptions(['--kubernetes', '1.28'], '7')).toEqual(
      E.right({ cases: 10_000, seed: 7, operations: OPERATIONS, kubernetes: '1.28' }),
    )
  })

  it.each<[string, readonly string[], string]>([
    ['an unknown operation', ['--op', 'sink'], '--op: there is no "sink"; there are tolerates, '],
    [
      'cases that are no number',
      ['--cases', 'many'],
      '--cases: expected a whole number, found "many"',
    ],
    ['a negative number', ['--cases=-1'], '--cases: expected a whole number, found "-1"'],
    ['a seed that is no number', ['--seed', ''], '--seed: expected a whole number, found ""'],
    ['a number beyond 2^53', ['--seed', '9007199254740993'], '--seed: expected'],
    [
      'an unknown release',
      ['--kubernetes', '2.0'],
      '--kubernetes: there is no "2.0"; there are 1.21, ',
    ],
    ['an unknown option', ['--case', '5'], "Unknown option '--case'"],
    ['a word too many', ['sync'], "Unexpected argument 'sync'"],
  ])('refuses %s', (_what, args, message) => {
    const read = readRunOptions(args, '7')
    expect(E.isLeft(read) && read.left).toContain(message)
  })

  it('refuses a seed of the surroundings that is no number', () => {
    expect(readRunOptions([], 'x')).toEqual(E.left('--seed: expected a whole number, found "x"'))
  })
})
