import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLabels } from 'podfit/arbitraries'
import { editLabels, parseLabels, type LabelEdit } from '../../src/kubectl/editLabels.js'
import type { StringMap } from '../../src/kube/objectMeta.js'
import { anyKey, anyValue } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

const setting = (...set: LabelEdit['set']): LabelEdit => ({ set, remove: [] })
const removing = (...remove: LabelEdit['remove']): LabelEdit => ({ set: [], remove })

describe('parseLabels', () => {
  it.each<[string, readonly string[], LabelEdit]>([
    ['nothing', [], setting()],
    ['a value', ['disk=ssd'], setting(['disk', 'ssd'])],
    ['an empty value', ['example.com/gpu='], setting(['example.com/gpu', ''])],
    ['a removal', ['disk-'], removing('disk')],
    ['a dash alone', ['-'], removing('')],
    ['two dashes', ['disk--'], removing('disk-')],
    ['keys, of which none is checked', ['=x', 'bad key!=y'], setting(['', 'x'], ['bad key!', 'y'])],
    ['a key named __proto__', ['__proto__=x'], setting(['__proto__', 'x'])],
    [
      'several, in order',
      ['a=1', 'b-', 'c=2', 'd-'],
      {
        set: [
          ['a', '1'],
          ['c', '2'],
        ],
        remove: ['b', 'd'],
      },
    ],
  ])('reads %s', (_what, args, expected) => {
    expect(parseLabels(args)).toEqual(E.right(expected))
  })

  it.each([
    ['a key alone', ['disk'], { code: 'InvalidLabelSpec', spec: 'disk' }],
    ['nothing to read', [''], { code: 'InvalidLabelSpec', spec: '' }],
    ['two equal signs', ['a=b=c'], { code: 'InvalidLabelSpec', spec: 'a=b=c' }],
    [
      'an invalid value',
      ['a=b!'],
      { code: 'InvalidLabelValue', spec: 'a=b!', faults: ['ValueFormat'] },
    ],
    [
      'a value to be removed',
      ['a=b-'],
      { code: 'InvalidLabelValue', spec: 'a=b-', faults: ['ValueFormat'] },
    ],
    [
      'a value with two faults',
      [`a=${'é'.repeat(32)}`],
      {
        code: 'InvalidLabelValue',
        spec: `a=${'é'.repeat(32)}`,
        faults: ['ValueTooLong', 'ValueFormat'],
      },
    ],
    ['one label both ways', ['a=1', 'b-', 'a-'], { code: 'LabelSetAndRemoved' }],
    ['the first of two faults', ['a', 'b=c!'], { code: 'InvalidLabelSpec', spec: 'a' }],
  ])('refuses %s', (_what, args, fault) => {
    expect(parseLabels(args)).toEqual(E.left([fault]))
  })
})

describe('editLabels', () => {
  it.each<[string, StringMap | null | undefined, LabelEdit, StringMap]>([
    ['sets a label', { a: '1' }, setting(['b', '2']), { a: '1', b: '2' }],
    ['sets a label to what it is', { a: '1' }, setting(['a', '1']), { a: '1' }],
    ['removes a label', { a: '1', b: '2' }, removing('a'), { b: '2' }],
    ['removes a label that is not there', { a: '1' }, removing('b'), { a: '1' }],
    ['sets the last of several values', {}, setting(['a', '1'], ['a', '2']), { a: '2' }],
    [
      'sets what is there and then something else',
      { a: '2' },
      setting(['a', '1'], ['a', '2']),
      { a: '2' },
    ],
    ['takes null for no labels', null, setting(['a', '1']), { a: '1' }],
    ['takes nothing for no labels', undefined, removing('a'), {}],
    ['does not see inherited labels', {}, setting(['constructor', 'x']), { constructor: 'x' }],
  ])('%s', (_what, labels, edit, expected) => {
    expect(editLabels(labels, edit)).toEqual(E.right(expected))
  })

  it('refuses another value for a label that is there', () => {
    expect(editLabels({ a: '1', b: '' }, setting(['a', '1'], ['b', 'x']))).toEqual(
      E.left([{ code: 'LabelExists', key: 'b', value: '' }]),
    )
  })

  it('with overwrite, does not', () => {
    const edit = setting(['a', '2'])
    expect(editLabels({ a: '1' }, edit, { overwrite: true })).toEqual(E.right({ a: '2' }))
    expect(E.isLeft(editLabels({ a: '1' }, edit, { overwrite: false }))).toBe(true)
  })

  it('sets, keeps and removes a label named __proto__ like any other', () => {
    const proto = JSON.parse('{"__proto__":"x"}') as StringMap
    expect(JSON.stringify(editLabels({}, setting(['__proto__', 'x'])))).toContain('"__proto__":"x"')
    expect(JSON.stringify(editLabels(proto, setting()))).toContain('"__proto__":"x"')
    expect(editLabels(proto, setting(['__proto__', 'y']))).toEqual(
      E.left([{ code: 'LabelExists', key: '__proto__', value: 'x' }]),
    )
    expect(editLabels(proto, removing('__proto__'))).toEqual(E.right({}))
  })

  it('takes a value of null for empty text', () => {
    expect(editLabels(JSON.parse('{"a":null}') as StringMap, setting())).toEqual(E.right({ a: '' }))
  })

  it('gives the old labels back when what was added is removed', () => {
    fc.assert(
      fc.property(frozenly(anyLabels), anyKey, anyValue, (labels, key, value) => {
        fc.pre(!Object.hasOwn(labels, key))
        const added = editLabels(labels, setting([key, value]))
        expect(added).not.toEqual(E.right(labels))
        expect(E.isRight(added) && editLabels(added.right, removing(key))).toEqual(E.right(labels))
      }),
    )
  })
})
