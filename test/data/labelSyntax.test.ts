import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelKeyFaults, labelValueFaults, subdomainFaults } from '../../src/data/labelSyntax.js'
import { anyKey, anyValue } from '../../src/testing/vocabulary.js'

const anyWord = fc.oneof(
  anyKey,
  anyValue,
  fc.string({ unit: fc.constantFrom('a', 'B', '1', '-', '_', '.', 'é'), maxLength: 5 }),
)

describe('labelKeyFaults', () => {
  it.each([
    ['86: 63 bytes', 'k'.repeat(63), []],
    ['86: 64 bytes', 'k'.repeat(64), ['NameTooLong']],
    ['87: the longest key of all', `${'p'.repeat(253)}/${'k'.repeat(63)}`, []],
    ['88: a prefix of 254 bytes', `${'p'.repeat(254)}/k`, ['PrefixTooLong']],
    ['89: no limit on one label of a prefix', `a.${'b'.repeat(64)}/x`, []],
    ['90: a capital in the prefix', 'Example.com/x', ['PrefixFormat']],
    ['90: two slashes', 'a/b/c', ['KeyShape']],
    ['90: no prefix before the slash', '/x', ['PrefixEmpty']],
    ['90: no name after the slash', 'x/', ['NameEmpty', 'NameFormat']],
    ['90: two dots', 'a..b/x', ['PrefixFormat']],
    ['90: a label of the prefix that ends in a dash', 'a-.b/x', ['PrefixFormat']],
    ['91: not ASCII', 'é', ['NameFormat']],
    ['91: a newline at the end', 'a\n', ['NameFormat']],
    ['91: an underscore first', '_a', ['NameFormat']],
    ['91: an underscore last', 'a_', ['NameFormat']],
    ['91: a dash first', '-a', ['NameFormat']],
    ['91: a space', 'a b', ['NameFormat']],
    ['92: 32 characters that are 64 bytes', 'é'.repeat(32), ['NameTooLong', 'NameFormat']],
  ])('trap %s', (_trap, key, expected) => {
    expect(labelKeyFaults(key)).toEqual(expected)
  })

  it.each([
    ['the empty key', '', ['NameEmpty', 'NameFormat']],
    ['a slash alone', '/', ['PrefixEmpty', 'NameEmpty', 'NameFormat']],
    ['a double slash, whatever is around it', 'a//b', ['KeyShape']],
    [
      'prefix and name, both too long and misspelt',
      `${'p'.repeat(254)}!/${'k'.repeat(64)}!`,
      ['PrefixTooLong', 'PrefixFormat', 'NameTooLong', 'NameFormat'],
    ],
    ['a capital, an underscore and a dot in the name', 'example.com/My_key.v1', []],
    ['an underscore in the prefix', 'my_org.com/key', ['PrefixFormat']],
    ['a newline after the prefix', 'a\n/x', ['PrefixFormat']],
    ['a key that objects inherit', 'constructor', []],
    ['another one', '__proto__', ['NameFormat']],
    ['a lone surrogate counts three bytes', '\ud800'.repeat(22), ['NameTooLong', 'NameFormat']],
    ['twenty-one of them still fit', '\ud800'.repeat(21), ['NameFormat']],
    ['16 characters of four bytes', '\u{1f600}'.repeat(16), ['NameTooLong', 'NameFormat']],
    ['15 of them still fit', '\u{1f600}'.repeat(15), ['NameFormat']],
  ])('%s', (_case, key, expected) => {
    expect(labelKeyFaults(key)).toEqual(expected)
  })

  it('accepts as a prefix what subdomainFaults accepts', () => {
    fc.assert(
      fc.property(anyWord, (word) => {
        fc.pre(!word.includes('/'))
        expect(labelKeyFaults(`${word}/x`).length === 0).toBe(subdomainFaults(word).length === 0)
      }),
    )
  })
})

describe('labelValueFaults', () => {
  it.each([
    ['92: 32 characters that are 64 bytes', 'é'.repeat(32), ['ValueTooLong', 'ValueFormat']],
    ['93: a slash', 'a/b', ['ValueFormat']],
    ['93: a dot alone', '.', ['ValueFormat']],
    ['93: an underscore alone', '_', ['ValueFormat']],
    ['93: a dot inside', 'a.b', []],
    ['93: every kind of character', 'A_b.C-1', []],
    ['93: nothing', '', []],
  ])('trap %s', (_trap, value, expected) => {
    expect(labelValueFaults(value)).toEqual(expected)
  })

  it.each([
    ['63 bytes', 'v'.repeat(63), []],
    ['64 bytes', 'v'.repeat(64), ['ValueTooLong']],
    ['a number with an underscore', '1_000', []],
    ['a negative number', '-5', ['ValueFormat']],
    ['a signed number', '+5', ['ValueFormat']],
    ['a newline at the end', 'a\n', ['ValueFormat']],
    ['a space', ' ', ['ValueFormat']],
  ])('%s', (_case, value, expected) => {
    expect(labelValueFaults(value)).toEqual(expected)
  })

  it('counts bytes as UTF-8 has them', () => {
    const edges = ['a', '\u007f', '\u0080', '\u07ff', '\u0800', '\ud800', '\uffff', '\u{10000}']
    fc.assert(
      fc.property(fc.constantFrom(...edges), fc.nat(63), fc.nat(3), (edge, times, more) => {
        const value = edge.repeat(times) + 'a'.repeat(more)
        expect(labelValueFaults(value).includes('ValueTooLong')).toBe(Buffer.byteLength(value) > 63)
      }),
      { numRuns: 1000 },
    )
  })

  it('accepts, of what is not empty, exactly what is a key without a prefix', () => {
    fc.assert(
      fc.property(anyWord, (word) => {
        fc.pre(word !== '' && !word.includes('/'))
        expect(labelValueFaults(word).length === 0).toBe(labelKeyFaults(word).length === 0)
      }),
    )
  })
})

describe('subdomainFaults', () => {
  it.each([
    ['a node name', 'ip-10-0-0-1.ec2.internal', []],
    ['digits', '1', []],
    ['253 bytes', 'n'.repeat(253), []],
    ['254 bytes', 'n'.repeat(254), ['SubdomainTooLong']],
    ['nothing', '', ['SubdomainFormat']],
    ['a capital', 'Node', ['SubdomainFormat']],
    ['an underscore', 'my_node', ['SubdomainFormat']],
    ['a dot at the end', 'node.', ['SubdomainFormat']],
    ['a newline at the end', 'node\n', ['SubdomainFormat']],
    ['long in bytes, not in characters', 'é'.repeat(127), ['SubdomainTooLong', 'SubdomainFormat']],
  ])('%s', (_case, name, expected) => {
    expect(subdomainFaults(name)).toEqual(expected)
  })
})
