import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareText } from '../../src/data/compareText.js'
import { labelKeyFaults, labelValueFaults } from '../../src/data/labelSyntax.js'
import { oneEditApart } from '../../src/data/similar.js'
import { pseudonyms, TEXT_KINDS } from '../../src/redact/pseudonyms.js'
import { anyKey, anyValue } from '../../src/testing/vocabulary.js'

const NOTHING = new Set<string>()
const of = (kind: (typeof TEXT_KINDS)[number], ...texts: readonly string[]) =>
  Object.fromEntries(pseudonyms(kind, new Set(texts), NOTHING))

const anyTexts = fc.uniqueArray(
  fc.oneof(anyKey, anyValue, fc.string()).filter((text) => text !== '' && text !== '/'),
)

const anyKind = fc.constantFrom(...TEXT_KINDS)

describe('pseudonyms', () => {
  it('number names and spell labels', () => {
    expect(of('node', 'b', 'a')).toEqual({ a: 'node-1', b: 'node-2' })
    expect(of('value', 'b', 'a')).toEqual({ a: 'alfa', b: 'bravo' })
    expect(of('address', '10.0.0.7')).toEqual({ '10.0.0.7': '192.0.2.1' })
  })

  it('have as many syllables or digits as the last of them needs', () => {
    const texts = Array.from({ length: 27 }, (_, i) => `t${String(i).padStart(2, '0')}`)
    expect(of('value', ...texts)).toMatchObject({
      t00: 'alfa-alfa',
      t25: 'alfa-zulu',
      t26: 'bravo-alfa',
    })
    expect(of('pod', ...texts)).toMatchObject({ t00: 'pod-01', t26: 'pod-27' })
  })

  it('keep the domain of a key that is Kubernetes’ own', () => {
    expect(of('key', 'node-role.kubernetes.io/acme', 'acme.com/team')).toEqual({
      'acme.com/team': 'alfa',
      'node-role.kubernetes.io/acme': 'node-role.kubernetes.io/bravo',
    })
  })

  it('are none of the texts that stay', () => {
    const names = pseudonyms('value', new Set(['x']), new Set(['alfa', 'r-alfa']))
    expect(names.get('x')).toBe('rr-alfa')
  })

  it('sort namespaces as they sort before a slash', () => {
    expect(of('namespace', 'a', 'a-b')).toEqual({ 'a-b': 'namespace-1', a: 'namespace-2' })
  })

  it('are different for different texts, and sort as they do', () => {
    fc.assert(
      fc.property(anyKind, anyTexts, (kind, texts) => {
        const names = [...pseudonyms(kind, new Set(texts), NOTHING)]
        expect(new Set(names.map(([, name]) => name)).size).toBe(texts.length)
        if (kind !== 'node' && kind !== 'pod' && kind !== 'revision') return
        const sorted = [...names].sort(([a], [b]) => compareText(a, b)).map(([, name]) => name)
        expect(sorted).toEqual([...sorted].sort(compareText))
      }),
    )
  })

  it('break the rules of syntax that the text breaks', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        for (const [text, name] of pseudonyms('key', new Set(texts), NOTHING)) {
          expect(labelKeyFaults(name)).toEqual(labelKeyFaults(text))
        }
        for (const kind of ['value', 'node'] as const) {
          for (const [text, name] of pseudonyms(kind, new Set(texts), NOTHING)) {
            expect(labelValueFaults(name)).toEqual(labelValueFaults(text))
          }
        }
      }),
    )
  })

  it('of sound labels are never taken for one another', () => {
    const texts = Array.from({ length: 40 }, (_, i) => `t${i}`)
    const names = Object.values(of('value', ...texts))
    for (const a of names) for (const b of names) expect(oneEditApart(a, b)).toBe(false)
  })

  it('end where the only spelling of a key is one that stays elsewhere', () => {
    const kept = new Set(['/', 'bravo'])
    expect([...pseudonyms('key', new Set(['/', 'team']), kept)]).toEqual([
      ['/', '/'],
      ['team', 'r-bravo'],
    ])
  })

  it('are addresses and different ones where one of them stays elsewhere', () => {
    const texts = new Set(['10.0.0.1', '10.0.0.2'])
    expect([...pseudonyms('address', texts, new Set(['192.0.2.1'])).values()]).toEqual([
      '192.0.2.11',
      '192.0.2.12',
    ])
  })
})
