import { describe, expect, it } from 'vitest'
import { applyPatch, setMember } from '../../src/data/patch.js'
import { frozen } from '../support/frozen.js'

describe('setMember', () => {
  it.each<[string, object, object]>([
    ['is there', { a: { b: 1 } }, { op: 'replace', path: ['a', 'b'], value: 2 }],
    ['is null', { a: { b: null } }, { op: 'replace', path: ['a', 'b'], value: 2 }],
    ['is missing', { a: {} }, { op: 'add', path: ['a', 'b'], value: 2 }],
    ['is undefined', { a: { b: undefined } }, { op: 'add', path: ['a', 'b'], value: 2 }],
    ['has no parent', {}, { op: 'add', path: ['a'], value: { b: 2 } }],
    ['has null for a parent', { a: null }, { op: 'replace', path: ['a'], value: { b: 2 } }],
  ])('sets what %s', (_what, object, edit) => {
    expect(setMember(frozen(object), ['a', 'b'], 2)).toEqual(edit)
    expect(applyPatch(object, [setMember(object, ['a', 'b'], 2)])).toEqual({ a: { b: 2 } })
  })

  it('looks up own members only, and makes them', () => {
    const edit = setMember({}, ['__proto__', '__proto__', 'a'], 1)
    expect(JSON.stringify(edit)).toBe(
      '{"op":"add","path":["__proto__"],"value":{"__proto__":{"a":1}}}',
    )
  })
})
