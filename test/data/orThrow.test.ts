import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { orThrow } from '../../src/data/orThrow.js'

describe('orThrow', () => {
  it('answers with what is right', () => {
    expect(orThrow(E.right(5))).toBe(5)
  })

  it.each([
    ['nothing but a code', { code: 'NoTaint' }, 'NoTaint'],
    ['a path', { code: 'NoTerms', path: ['spec', 'x', 0] }, 'NoTerms at spec.x[0]'],
    ['the root', { code: 'NoTerms', path: [] }, 'NoTerms'],
    [
      'what was expected and found',
      { code: 'WrongKind', path: ['kind'], expected: 'a DaemonSet', found: 'Pod' },
      'WrongKind at kind: expected a DaemonSet, found Pod',
    ],
    ['a message', { code: 'InvalidJson', message: 'line 1' }, 'InvalidJson: line 1'],
    [
      'evidence of its own',
      { code: 'UnknownGate', gate: 'X', known: ['A'] },
      'UnknownGate: gate "X", known ["A"]',
    ],
  ])('throws an error that names a fault with %s', (_what, fault, message) => {
    expect(() => orThrow(E.left([fault]))).toThrow(new Error(message))
  })

  it('names every fault, one a line', () => {
    expect(() => orThrow(E.left([{ code: 'A' }, { code: 'B' }]))).toThrow('A\nB')
  })
})
