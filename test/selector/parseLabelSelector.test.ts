import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyLabels } from 'podfit/arbitraries'
import { compileLabelSelector } from '../../src/selector/labelSelector.js'
import { parseLabelSelector } from '../../src/selector/parseLabelSelector.js'
import { mapOf } from '../../src/testing/vocabulary.js'
import { frozenly } from '../support/frozen.js'

type Labels = Readonly<Record<string, string>>

const selects = (text: string, labels: Labels): boolean => {
  const parsed = parseLabelSelector(text)
  if (E.isLeft(parsed)) throw new Error(`expected a selector that can be read: ${text}`)
  return parsed.right.matches(labels)
}

const anySoundKey = fc.constantFrom('a', 'b', 'in', 'notin', 'x.y/z', 'constructor')
const anySoundValue = fc.constantFrom('', 'x', 'in', 'notin', '5', '1_0', 'A.b-C')
const anySoundValues = fc.array(anySoundValue, { minLength: 1, maxLength: 3 })
const anySoundRequirement = fc.oneof(
  fc.record({ key: anySoundKey, operator: fc.constantFrom('In', 'NotIn'), values: anySoundValues }),
  fc.record({ key: anySoundKey, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
)
const anySoundLabels = mapOf(anySoundKey, anySoundValue)

describe('parseLabelSelector', () => {
  it.each<[string, Labels, boolean]>([
    ['', {}, true],
    [' \t\r\n', { any: 'thing' }, true],
    ['k', { k: '' }, true],
    ['k', {}, false],
    ['!k', {}, true],
    ['! k', { k: '' }, false],
    ['k=v', { k: 'v' }, true],
    ['k=v', { k: 'w' }, false],
    ['k==v', { k: 'v' }, true],
    ['k==v', {}, false],
    ['k!=v', { k: 'w' }, true],
    ['k!=v', {}, true],
    ['k!=v', { k: 'v' }, false],
    ['k>5', { k: '6' }, true],
    ['k>5', { k: '5' }, false],
    ['k<5', { k: '-6' }, true],
    ['k<5', { k: 'x' }, false],
    ['k in (a,b)', { k: 'b' }, true],
    ['k in (a,b)', {}, false],
    ['k notin (a,b)', { k: 'c' }, true],
    ['k notin (a,b)', {}, true],
    ['k notin (a,b)', { k: 'a' }, false],
  ])('section 6.1: %j of %j is %s', (text, labels, expected) => {
    expect(selects(text, labels)).toBe(expected)
  })

  it.each<[string, string, Labels, boolean]>([
    ['nothing after = is the empty value', 'k=', { k: '' }, true],
    ['nor is anything else', 'k=', { k: 'v' }, false],
    ['nothing after == neither', 'k==,j', { k: '', j: '' }, true],
    ['nothing after !=', 'k!=', { k: '' }, false],
    ['an empty list has one empty value', 'k in ()', { k: '' }, true],
    ['and none else', 'k in ()', { k: 'v' }, false],
    ['an empty place is the empty value', 'k in (a,)', { k: '' }, true],
    ['in front too', 'k in (,a)', { k: '' }, true],
    ['two commas in a list', 'k in (a,,b)', { k: '' }, true],
    ['two commas at its end', 'k in (a,,)', { k: 'a' }, true],
    ['many commas', 'k notin (,,,)', { k: '' }, false],
    ['a value twice', 'k in (a,a)', { k: 'a' }, true],
    ['in as a key', 'in in (in)', { in: 'in' }, true],
    ['notin as a key', 'notin notin (notin)', { notin: 'in' }, true],
    ['in as a value', 'k=in', { k: 'in' }, true],
    ['in as a key that exists', '!in,notin', { notin: '' }, true],
    ['no white space at all', 'a=1,!b,c in(x)', { a: '1', c: 'x' }, true],
    ['white space everywhere', ' a = 1 ,\n! b\t, c  in  ( x , y ) ', { a: '1', c: 'y' }, true],
    ['all must hold', 'a=1,b=2', { a: '1' }, false],
    ['the same key twice', 'a>1,a<3', { a: '2' }, true],
    ['a key with a prefix', 'example.com/a_b=1', { 'example.com/a_b': '1' }, true],
    ['a name that objects inherit', 'constructor', {}, false],
  ])('section 6.1: %s', (_case, text, labels, expected) => {
    expect(selects(text, labels)).toBe(expected)
  })

  it.each([
    [',', ',', 'a label key'],
    ['a,', 'the end', "a requirement after ','"],
    ['a,,b', ',', 'a label key'],
    [',a', ',', 'a label key'],
    ['!', 'the end', 'a label key'],
    ['!!a', '!', 'a label key'],
    ['!a=b', '=', "',' or the end"],
    ['=b', '=', 'a label key'],
    ['(a)', '(', 'a label key'],
    ['a b', 'b', '=, ==, !=, >, <, in or notin'],
    ['a(b)', '(', '=, ==, !=, >, <, in or notin'],
    ['a!', '!', '=, ==, !=, >, <, in or notin'],
    ['a IN (b)', 'IN', '=, ==, !=, >, <, in or notin'],
    ['a===b', '=', 'a label value'],
    ['a>=5', '=', 'a label value'],
    ['a=(b)', '(', 'a label value'],
    ['a=b c', 'c', "',' or the end"],
    ['a in', 'the end', "'('"],
    ['a in b', 'b', "'('"],
    ['a in (b', 'the end', "')'"],
    ['a in (', 'the end', "')'"],
    ['a in (b,', 'the end', "')'"],
    ['a in (b c)', 'c', "',' or ')'"],
    ['a in (b=c)', '=', "',' or ')'"],
    ['a in ((b))', '(', "',' or ')'"],
    ['a in (b))', ')', "',' or the end"],
    ['a in (b) c', 'c', "',' or the end"],
  ])('section 6.1: %j ends at %j', (text, found, expected) => {
    expect(parseLabelSelector(text)).toEqual(E.left([{ code: 'UnexpectedToken', found, expected }]))
  })

  it.each([
    ['a negative bound', 'x>-1', ['InvalidValue']],
    ['a bound that is no number', 'x>abc', ['NotAnInteger']],
    ['no bound', 'x<', ['NotAnInteger']],
    ['a bound beyond int64', 'x>9223372036854775808', ['NotAnInteger']],
    ['an invalid key', '_a', ['InvalidKey']],
    ['a key that objects inherit', '__proto__', ['InvalidKey']],
    ['an invalid key, negated', '!a/b/c', ['InvalidKey']],
    ['an invalid value', 'a=b/c', ['InvalidValue']],
    ['two invalid values', 'a in (-,_)', ['InvalidValue', 'InvalidValue']],
    ['a space that is not ASCII belongs to the key', 'a\u00a0', ['InvalidKey']],
    ['the first requirement that is faulty', 'a,_b,a in', ['InvalidKey']],
  ])('section 6.1: checks %s', (_case, text, codes) => {
    expect(parseLabelSelector(text)).toMatchObject({
      left: [{ code: 'InvalidRequirement', faults: codes.map((code) => ({ code })) }],
    })
  })

  it('is empty exactly when it asks for nothing', () => {
    expect(parseLabelSelector(' ')).toMatchObject({ right: { empty: true, text: '' } })
    expect(parseLabelSelector('a')).toMatchObject({ right: { empty: false, text: 'a' } })
  })

  it.each(['a=b', 'a==b', 'a!=b', 'a=', 'a>5', 'a<5', 'a in (b)'])(
    'prints %s as written',
    (text) => {
      expect(parseLabelSelector(text)).toMatchObject({ right: { text } })
    },
  )

  it('prints requirements by key and values in order', () => {
    expect(parseLabelSelector('d<9,!c,b notin (y,x,y), a')).toMatchObject({
      right: { text: 'a,b notin (x,y),!c,d<9' },
    })
  })

  it('reads what compileLabelSelector prints as the same selector', () => {
    const anySelector = fc.record({
      matchLabels: mapOf(anySoundKey, anySoundValue, 2),
      matchExpressions: fc.array(anySoundRequirement, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(frozenly(anySelector), frozenly(anySoundLabels), (selector, labels) => {
        const compiled = compileLabelSelector(selector)
        if (E.isLeft(compiled)) throw new Error('expected a selector that can be read')
        expect(selects(compiled.right.text, labels)).toBe(compiled.right.matches(labels))
      }),
    )
  })

  it('never throws, and reads what it prints as the same selector', () => {
    const anyText = fc
      .array(
        fc.constantFrom(
          'a',
          'b',
          'x',
          '5',
          ' ',
          ',',
          '!',
          '=',
          '==',
          '!=',
          '<',
          '>',
          '(',
          ')',
          ' in (',
          ' notin (',
        ),
        { maxLength: 8 },
      )
      .map((tokens) => tokens.join(''))
    fc.assert(
      fc.property(anyText, frozenly(anyLabels), (text, labels) => {
        const parsed = parseLabelSelector(text)
        if (E.isRight(parsed)) {
          expect(selects(parsed.right.text, labels)).toBe(parsed.right.matches(labels))
        }
      }),
    )
  })
})
