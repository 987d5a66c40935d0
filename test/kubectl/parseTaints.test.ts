import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTaints, takesOff } from '../../src/kubectl/parseTaints.js'
import type { TaintFault } from '../../src/reason/kubectlFault.js'
import { frozenly } from '../support/frozen.js'

const specFault = (spec: string, ...faults: readonly string[]) =>
  E.left([{ code: 'InvalidTaintSpec', spec, faults }])

describe('parseTaints', () => {
  it.each([
    ['a value', 'foo=bar:NoSchedule', { key: 'foo', value: 'bar', effect: 'NoSchedule' }],
    [
      'trap 102: an empty value',
      'foo=:NoSchedule',
      { key: 'foo', value: '', effect: 'NoSchedule' },
    ],
    ['no value', 'foo:NoExecute', { key: 'foo', value: '', effect: 'NoExecute' }],
    [
      'a prefix',
      'example.com/foo=bar:PreferNoSchedule',
      { key: 'example.com/foo', value: 'bar', effect: 'PreferNoSchedule' },
    ],
  ])('adds a taint with %s', (_what, spec, taint) => {
    expect(parseTaints([spec])).toEqual(E.right({ add: [taint], remove: [] }))
  })

  it.each([
    ['every effect', 'foo-', { key: 'foo', effect: '' }],
    ['one effect', 'foo:NoSchedule-', { key: 'foo', effect: 'NoSchedule' }],
    ['trap 100: whatever its value', 'foo=bar:NoSchedule-', { key: 'foo', effect: 'NoSchedule' }],
    ['with an empty value', 'foo=:NoExecute-', { key: 'foo', effect: 'NoExecute' }],
  ])('removes a taint of %s', (_what, spec, removal) => {
    expect(parseTaints([spec])).toEqual(E.right({ add: [], remove: [removal] }))
  })

  it.each([
    ['96: a key alone', 'foo', specFault('foo')],
    ['97: a value without an effect', 'foo=bar', specFault('foo=bar', 'NameFormat')],
    ['97: the same, to remove', 'foo=bar-', specFault('foo=bar', 'NameFormat')],
    ['97: an empty value, to remove', 'foo=-', specFault('foo=', 'NameFormat')],
    ['98: two dashes', 'foo--', specFault('foo-', 'NameFormat')],
    [
      '99: an empty effect, to remove',
      'foo:-',
      E.left([{ code: 'InvalidTaintEffect', effect: '' }]),
    ],
    ['99: an empty effect', 'foo:', E.left([{ code: 'InvalidTaintEffect', effect: '' }])],
    [
      '99: a value and an empty effect',
      'foo=bar:',
      E.left([{ code: 'InvalidTaintEffect', effect: '' }]),
    ],
    [
      '101: an invalid value, though it is not used',
      'foo=b!:NoSchedule-',
      specFault('foo=b!:NoSchedule', 'ValueFormat'),
    ],
    [
      '106: an effect in lower case',
      'foo:noschedule',
      E.left([{ code: 'InvalidTaintEffect', effect: 'noschedule' }]),
    ],
    [
      '106: an effect with a space',
      'foo:NoSchedule ',
      E.left([{ code: 'InvalidTaintEffect', effect: 'NoSchedule ' }]),
    ],
  ])('trap %s', (_trap, spec, expected) => {
    expect(parseTaints([spec])).toEqual(expected)
  })

  it.each([
    ['nothing', '', specFault('', 'NameEmpty', 'NameFormat')],
    ['a dash alone', '-', specFault('', 'NameEmpty', 'NameFormat')],
    ['no key', '=x:NoSchedule', specFault('=x:NoSchedule', 'NameEmpty', 'NameFormat')],
    ['two equal signs', 'a=b=c:NoSchedule', specFault('a=b=c:NoSchedule')],
    ['two colons', 'a:NoSchedule:NoExecute', specFault('a:NoSchedule:NoExecute')],
    ['a key of too many parts', 'a/b/c:NoSchedule', specFault('a/b/c:NoSchedule', 'KeyShape')],
    ['a key named __proto__', '__proto__-', specFault('__proto__', 'NameFormat')],
    [
      'a value that is too long, before an invalid key',
      `-a=${'v'.repeat(64)}:NoSchedule`,
      specFault(`-a=${'v'.repeat(64)}:NoSchedule`, 'ValueTooLong'),
    ],
    [
      'a wrong effect, before everything else',
      '-a=b!:x',
      E.left([{ code: 'InvalidTaintEffect', effect: 'x' }]),
    ],
  ])('refuses %s', (_what, spec, expected) => {
    expect(parseTaints([spec])).toEqual(expected)
  })

  it('trap 103: one key, two effects', () => {
    expect(parseTaints(['foo=a:NoSchedule', 'foo=b:NoExecute'])).toEqual(
      E.right({
        add: [
          { key: 'foo', value: 'a', effect: 'NoSchedule' },
          { key: 'foo', value: 'b', effect: 'NoExecute' },
        ],
        remove: [],
      }),
    )
  })

  it.each([
    ['the same', 'foo:NoSchedule', ''],
    ['another value', 'foo=b:NoSchedule', 'b'],
  ])('trap 104: one key and effect twice, %s', (_what, second, value) => {
    expect(parseTaints(['foo:NoSchedule', second])).toEqual(
      E.left([{ code: 'DuplicateTaint', taint: { key: 'foo', value, effect: 'NoSchedule' } }]),
    )
  })

  it('trap 105: one removal twice', () => {
    const removal = { key: 'foo', effect: '' }
    expect(parseTaints(['foo-', 'foo-'])).toEqual(E.right({ add: [], remove: [removal, removal] }))
  })

  it.each([
    [
      'by its effect',
      ['foo=a:NoSchedule', 'foo:NoSchedule-'],
      [{ key: 'foo', effect: 'NoSchedule' }],
    ],
    ['by its key', ['foo-', 'foo=a:NoSchedule'], [{ key: 'foo', effect: '' }]],
    [
      'in both ways, each addition in turn',
      ['foo:NoSchedule', 'foo:NoExecute', 'foo:NoExecute-', 'foo-'],
      [
        { key: 'foo', effect: '' },
        { key: 'foo', effect: 'NoExecute' },
        { key: 'foo', effect: '' },
      ],
    ],
  ])('refuses to add and remove a taint %s', (_what, args, taints) => {
    expect(parseTaints(args)).toEqual(E.left([{ code: 'AddedAndRemoved', taints }]))
  })

  it('adds and removes different effects of one key, and one effect of different keys', () => {
    expect(E.isRight(parseTaints(['foo:NoSchedule', 'foo:NoExecute-']))).toBe(true)
    expect(E.isRight(parseTaints(['foo:NoSchedule', 'bar:NoSchedule-', 'baz-']))).toBe(true)
  })

  it('ends at the first fault', () => {
    const faultOf = (...args: readonly string[]): TaintFault['code'] | undefined => {
      const parsed = parseTaints(args)
      return E.isLeft(parsed) ? parsed.left[0].code : undefined
    }
    expect(faultOf('a:x', 'b')).toBe('InvalidTaintEffect')
    expect(faultOf('b', 'a:x')).toBe('InvalidTaintSpec')
    expect(faultOf('a:NoSchedule', 'a-', 'a:NoSchedule')).toBe('DuplicateTaint')
  })

  it('asks for nothing without arguments', () => {
    expect(parseTaints([])).toEqual(E.right({ add: [], remove: [] }))
  })

  it('reads back what it has read, written out again', () => {
    const anySpec = fc
      .tuple(
        fc.constantFrom('a', 'b', 'example.com/gpu'),
        fc.constantFrom('', '=', '=x', '=y'),
        fc.constantFrom(':NoSchedule', ':NoExecute', ':PreferNoSchedule'),
        fc.constantFrom('', '-'),
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(frozenly(fc.array(anySpec, { maxLength: 4 })), (args) => {
        const parsed = parseTaints(args)
        if (E.isLeft(parsed)) return
        const { add, remove } = parsed.right
        const written = [
          ...add.map(({ key, value, effect }) => `${key}=${value}:${effect}`),
          ...remove.map(({ key, effect }) => `${key}:${effect}-`),
        ]
        expect(parseTaints(written)).toEqual(parsed)
      }),
    )
  })
})

describe('takesOff', () => {
  it.each([
    ['key and effect', { key: 'a', effect: 'NoSchedule' }, true],
    ['every effect', { key: 'a', effect: '' }, true],
    ['another effect', { key: 'a', effect: 'NoExecute' }, false],
    ['another key', { key: 'A', effect: '' }, false],
  ])('%s', (_what, removal, expected) => {
    expect(takesOff(removal, { key: 'a', value: 'x', effect: 'NoSchedule' })).toBe(expected)
  })

  it('takes absent parts for empty ones', () => {
    expect(takesOff({ key: '', effect: '' }, {})).toBe(true)
  })
})
