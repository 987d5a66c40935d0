import { expect, it } from 'vitest'
import { checkValue } from '../../src/fields/checkValue.js'
import { fieldHint } from '../../src/fields/fieldHint.js'
import { JsonMembers } from '../../src/fields/jsonTree.js'
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

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', labels: { app: 'x' }, creationTimestamp: '2026-01-02T03:04:05Z' },
  spec: { containers: [{ name: 'c', resources: { requests: { cpu: '0.5', memory: '64Mi' } } }] },
}

it.each([
  ['nothing', pod],
  ['null in a list', { ...pod, spec: { containers: [null] } }],
  ['an unknown field', { ...pod, spec: { colour: 'red' } }],
  ['another type', { ...pod, spec: { containers: { name: 'c' } } }],
  ['no object', 5],
  ['a text in a list', { ...pod, spec: { containers: ['c'] } }],
  ['a map of other values', { ...pod, metadata: { labels: { app: 5 } } }],
  ['no quantity', { ...pod, spec: { containers: [{ resources: { limits: { cpu: '1 m' } } }] } }],
  [
    'a member that stands there twice',
    new JsonMembers([
      ['kind', 'a'],
      ['kind', 5],
    ]),
  ],
])('what is said of JSON is the same where nothing is passed over: %s', (_, value) => {
  const check = { type: 'Pod', types, isJson: true }
  expect(checkValue(value, check)).toEqual(
    checkValue(value, { ...check, gateOff: () => undefined }),
  )
})

it('without a struct around it no field belongs anywhere', () => {
  expect(fieldHint('x', 1, { types, around: [] })).toEqual({})
})
