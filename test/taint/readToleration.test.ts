import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Toleration } from '../../src/kube/toleration.js'
import { comparisonNumber, isBlanket, readToleration } from '../../src/taint/readToleration.js'
import { frozen } from '../support/frozen.js'

const blank = {
  source: [3],
  key: '',
  operator: '',
  value: '',
  effect: '',
  seconds: undefined,
  bound: undefined,
}
const nulls = frozen({
  key: null,
  operator: null,
  value: null,
  effect: null,
  tolerationSeconds: null,
})

describe('readToleration', () => {
  it.each([
    ['an empty one', {}],
    ['one whose fields are all null', nulls],
    ['none at all', undefined],
    ['null', null],
  ])('reads absent fields as empty text: %s', (_case, toleration) => {
    expect(readToleration(toleration, [3])).toEqual(blank)
  })

  it('reads a whole one', () => {
    const toleration = {
      key: 'k',
      operator: 'Gt',
      value: '5',
      effect: 'NoExecute',
      tolerationSeconds: 30,
    }
    expect(readToleration(toleration, 'automatic')).toEqual({
      source: 'automatic',
      key: 'k',
      operator: 'Gt',
      value: '5',
      effect: 'NoExecute',
      seconds: 30n,
      bound: 5n,
    })
  })

  it.each([
    [0, 0n],
    [-3, -3n],
    [9_223_372_036_854_775_807n, 9_223_372_036_854_775_807n],
  ])('keeps %s seconds', (tolerationSeconds, expected) => {
    expect(readToleration({ tolerationSeconds }, []).seconds).toBe(expected)
  })

  it.each(['Equal', 'Exists', '', 'gt', 'Ge'])('has no bound with operator %j', (operator) => {
    expect(readToleration({ operator, value: '5' }, []).bound).toBeUndefined()
  })
})

describe('comparisonNumber', () => {
  it.each([
    ['14: no plus', '+100', undefined],
    ['14: no leading zeros', '0100', undefined],
    ['15: not nothing', '', undefined],
    ['16: no negative zero', '-0', undefined],
    ['17: within int64', '9223372036854775808', undefined],
    ['18: the least', '-9223372036854775808', -9_223_372_036_854_775_808n],
    ['19: the largest', '9223372036854775807', 9_223_372_036_854_775_807n],
    ['20: no underscore', '1_0', undefined],
  ])('trap %s', (_trap, value, expected) => {
    expect(comparisonNumber(value)).toBe(expected)
  })

  it('reads every integer of 64 bits as it prints', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (n) => {
        expect(comparisonNumber(n.toString())).toBe(n)
      }),
    )
  })
})

describe('isBlanket', () => {
  it.each<[Toleration, boolean]>([
    [{ operator: 'Exists' }, true],
    [{ operator: 'Exists', effect: 'NoExecute' }, true],
    [{ key: '', operator: 'Exists' }, true],
    [{ key: null, operator: 'Exists' }, true],
    [{ key: 'a', operator: 'Exists' }, false],
    [{ operator: 'Equal' }, false],
    [{}, false],
  ])('%j names no taint: %s', (toleration, blanket) => {
    expect(isBlanket(toleration)).toBe(blanket)
  })
})
