import { expect, it } from 'vitest'
import { checkValue } from '../../src/fields/checkValue.js'
import { fieldHint } from '../../src/fields/fieldHint.js'
import { fieldTypes } from '../../src/fields/fieldTypes.js'

const types = fieldTypes(37)

const isRight = (value: unknown, type: string): boolean =>
  checkValue(value, { type, types }).length === 0

it.each([
  ['b', [true, false, null], ['true', 0, 1, [], {}]],
  ['i', [0, -(2 ** 31), 2 ** 31 - 1, 5n], ['1', 0.5, 2 ** 31, -(2 ** 31) - 1, true, Number.NaN]],
  ['l', [2n ** 63n - 1n, -(2n ** 63n), 2 ** 40], [2n ** 63n, -(2n ** 63n) - 1n, 1e19, '1']],
  ['f', [0.5, 1, 5n], ['1', true, Number.POSITIVE_INFINITY]],
  [
    'y',
    ['', 'YQ==', 'YWI=', 'YWJj', 'YW\nJj', [1, 255]],
    ['YQ', 'a', 'YQ=', '*', 5, {}, [256], ['a']],
  ],
  ['t', ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.5+01:00'], ['', '2026-01-02', 5, {}]],
  [
    'm',
    ['2026-01-02T03:04:05.000001Z'],
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.0000001Z', 5],
  ],
  ['q', ['1', '1.5Gi', 1, 0.5, '1e3', ' 1 '], ['', 'x', '1 Gi', true, [], {}]],
  ['o', ['10%', 'http', 5, -1], [0.5, 2 ** 31, true, []]],
  ['r', [{ a: [1] }, 'x', 5, []], [{ a: Number.NaN }]],
  ['[s', [['a'], [], [null]], [{}, 'a', ['a', 5]]],
  ['{[y', [{ a: ['YQ=='] }], [{ a: 'YQ==' }, []]],
])('of type %s are right and wrong', (type, right, wrong) => {
  expect(right.filter((value) => !isRight(value, type))).toEqual([])
  expect(wrong.filter((value) => isRight(value, type))).toEqual([])
})

it('without a struct around it no field belongs anywhere', () => {
  expect(fieldHint('x', 1, { types, around: [] })).toEqual({})
})
