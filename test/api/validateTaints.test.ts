import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyTaint } from 'podfit/arbitraries'
import { validateTaints } from '../../src/api/validateTaints.js'
import type { Taint } from '../../src/kube/taint.js'
import { aTaint } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

const at = (...rest: readonly (string | number)[]) => ['metadata', 'taints', ...rest]

const duplicate = (i: number, key: string, value: string, effect: string) => ({
  type: 'Duplicate',
  path: at(i),
  code: 'UniqueTaint',
  value: { Key: key, Value: value, Effect: effect, TimeAdded: null },
})

describe('validateTaints', () => {
  it.each<[string, readonly Taint[] | null | undefined]>([
    ['no list', undefined],
    ['a list of null', null],
    ['an empty list', []],
    [
      'one key with each effect',
      [aTaint('k:NoSchedule'), aTaint('k:PreferNoSchedule'), aTaint('k:NoExecute')],
    ],
    ['a prefix and a value', [aTaint('example.com/GPU=a_b.c-1:NoSchedule')]],
    ['a value of null', [{ key: 'k', value: null, effect: 'NoExecute' }]],
  ])('%s is fine', (_what, taints) => {
    expect(validateTaints(taints)).toEqual([])
  })

  it('trap 94: two taints of one key and effect, the values being different', () => {
    expect(validateTaints([aTaint('k=1:NoSchedule'), aTaint('k=2:NoSchedule')])).toEqual([
      duplicate(1, 'k', '2', 'NoSchedule'),
    ])
  })

  it.each([
    ['2026-01-02T03:04:05.678+01:00', '2026-01-02T02:04:05Z'],
    [new Date('2026-01-02T03:04:05.678Z'), '2026-01-02T03:04:05Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59Z'],
    ['0001-01-01T00:00:00Z', null],
    [null, null],
  ])(
    'prints the time of a duplicate that was added at %s as Kubernetes writes it',
    (time, text) => {
      const added = { ...aTaint('k:NoSchedule'), timeAdded: time }
      expect(validateTaints([aTaint('k:NoSchedule'), added])).toMatchObject([
        { value: { TimeAdded: text } },
      ])
    },
  )

  it('tells every further one of the same', () => {
    const taints = ['k:NoExecute', 'j:NoExecute', 'k:NoExecute', 'k=x:NoExecute'].map(aTaint)
    expect(validateTaints(taints)).toEqual([
      duplicate(2, 'k', '', 'NoExecute'),
      duplicate(3, 'k', 'x', 'NoExecute'),
    ])
  })

  it('counts an unknown effect as one', () => {
    const unsupported = {
      type: 'Unsupported',
      code: 'Supported',
      value: 'Foo',
      supported: EFFECTS,
    }
    expect(validateTaints([aTaint('k:Foo'), aTaint('k:Foo')])).toEqual([
      { ...unsupported, path: at(0, 'effect') },
      { ...unsupported, path: at(1, 'effect') },
      duplicate(1, 'k', '', 'Foo'),
    ])
  })

  it('counts keys and effects of null as empty text', () => {
    const nothing = { key: null, value: null, effect: null }
    expect(
      validateTaints([{ key: '', effect: '' }, nothing]).filter(
        ({ type: kind }) => kind === 'Duplicate',
      ),
    ).toEqual([duplicate(1, '', '', '')])
  })

  it.each<[string, Taint, readonly object[]]>([
    [
      'an empty key, which has two faults',
      { key: '', effect: 'NoSchedule' },
      [
        { type: 'Invalid', path: at(0, 'key'), code: 'NameEmpty', value: '' },
        { type: 'Invalid', path: at(0, 'key'), code: 'NameFormat', value: '' },
      ],
    ],
    [
      'a key of too many parts',
      aTaint('a/b/c:NoSchedule'),
      [{ type: 'Invalid', path: at(0, 'key'), code: 'KeyShape', value: 'a/b/c' }],
    ],
    [
      'a key named __proto__',
      aTaint('__proto__:NoSchedule'),
      [{ type: 'Invalid', path: at(0, 'key'), code: 'NameFormat', value: '__proto__' }],
    ],
    [
      'a value with everything wrong, told in one error',
      { key: 'k', value: 'é'.repeat(32), effect: 'NoSchedule' },
      [
        {
          type: 'Invalid',
          path: at(0, 'value'),
          code: 'LabelValueSyntax',
          value: 'é'.repeat(32),
          faults: ['ValueTooLong', 'ValueFormat'],
        },
      ],
    ],
    ['no effect', { key: 'k' }, [{ type: 'Required', path: at(0, 'effect'), code: 'Present' }]],
    [
      'an effect in lower case',
      aTaint('k:noschedule'),
      [
        {
          type: 'Unsupported',
          path: at(0, 'effect'),
          code: 'Supported',
          value: 'noschedule',
          supported: EFFECTS,
        },
      ],
    ],
    [
      'key, value and effect, in that order',
      aTaint('-k=v!:x'),
      [
        { type: 'Invalid', path: at(0, 'key'), code: 'NameFormat', value: '-k' },
        {
          type: 'Invalid',
          path: at(0, 'value'),
          code: 'LabelValueSyntax',
          value: 'v!',
          faults: ['ValueFormat'],
        },
        {
          type: 'Unsupported',
          path: at(0, 'effect'),
          code: 'Supported',
          value: 'x',
          supported: EFFECTS,
        },
      ],
    ],
  ])('%s', (_what, taint, expected) => {
    expect(validateTaints([taint])).toEqual(expected)
  })

  it('reports under another path if asked to', () => {
    expect(validateTaints([{ key: 'k' }], { path: ['spec', 'taints'] })).toMatchObject([
      { path: ['spec', 'taints', 0, 'effect'] },
    ])
  })

  it('tells as many duplicates as there are taints beyond the different ones', () => {
    fc.assert(
      fc.property(frozenly(fc.array(anyTaint, { maxLength: 6 })), (taints) => {
        const different = new Set(taints.map(({ key, effect }) => `${key ?? ''}:${effect ?? ''}`))
        const duplicates = validateTaints(taints).filter(({ code: rule }) => rule === 'UniqueTaint')
        expect(duplicates).toHaveLength(taints.length - different.size)
      }),
    )
  })
})
