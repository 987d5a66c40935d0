import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPatch, type PatchOperation } from '../../src/data/patch.js'
import { own } from '../../src/data/own.js'
import { mapOf } from '../../src/testing/vocabulary.js'
import { frozen, frozenly } from '../support/frozen.js'

const add = (path: PatchOperation['path'], value: unknown): PatchOperation => ({
  op: 'add',
  path,
  value,
})
const replace = (path: PatchOperation['path'], value: unknown): PatchOperation => ({
  op: 'replace',
  path,
  value,
})
const remove = (path: PatchOperation['path']): PatchOperation => ({ op: 'remove', path })

const proto = (value: unknown): unknown => Object.fromEntries([['__proto__', value]])

const anyName = fc.constantFrom('a', 'b', '__proto__', 'constructor')
const anyObject = frozenly(mapOf(anyName, mapOf(anyName, fc.nat(), 2), 3))

describe('applyPatch', () => {
  it.each<[string, unknown, PatchOperation, unknown]>([
    ['puts a member in', { a: 1 }, add(['b'], 2), { a: 1, b: 2 }],
    ['puts one in the place of another', { a: 1, b: 2 }, add(['a'], 3), { a: 3, b: 2 }],
    ['replaces a member', { a: { b: 1 } }, replace(['a', 'b'], [2]), { a: { b: [2] } }],
    ['replaces one that is missing', {}, replace(['a'], 1), { a: 1 }],
    ['takes a member out', { a: 1, b: 2 }, remove(['a']), { b: 2 }],
    ['takes a member out further down', { a: { b: 1, c: 2 } }, remove(['a', 'b']), { a: { c: 2 } }],
    ['makes what is missing on the way', {}, add(['a', 'b', 'c'], 1), { a: { b: { c: 1 } } }],
    ['makes an object of null on the way', { a: null }, add(['a', 'b'], 1), { a: { b: 1 } }],
    ['removes nothing where nothing is', { a: 1 }, remove(['b']), { a: 1 }],
    ['removes nothing on a way that is missing', { a: {} }, remove(['a', 'b', 'c']), { a: {} }],
    ['removes nothing from what is no object', { a: null }, remove(['a', 'b']), { a: null }],
    ['removes nothing from a text', { a: 'x' }, remove(['a', 'b']), { a: 'x' }],
    ['removes no member of a list', { a: [1] }, remove(['a', 'b']), { a: [1] }],
    ['puts no member into a list', [1], add(['0'], 'x'), [1]],
    ['replaces the whole', { a: 1 }, replace([], 'x'), 'x'],
    ['removes the whole', { a: 1 }, remove([]), undefined],
    ['inserts into a list', [1, 2], add([1], 'x'), [1, 'x', 2]],
    ['appends to a list', [1, 2], add([2], 'x'), [1, 2, 'x']],
    ['replaces an item', [1, 2], replace([1], 'x'), [1, 'x']],
    ['removes an item', [1, 2], remove([0]), [2]],
    ['changes inside an item', [{ a: 1 }, { a: 2 }], replace([1, 'a'], 3), [{ a: 1 }, { a: 3 }]],
    ['removes no item beyond the end', [1], remove([1]), [1]],
    ['replaces no item beyond the end', [1], replace([1], 'x'), [1]],
    ['changes nothing inside an item beyond the end', [1], add([1, 'a'], 'x'), [1]],
    ['takes a number for the name of a member', { 0: 'x' }, replace([0], 'y'), { 0: 'y' }],
    ['takes a slash for a part of a name', { 'a/b': 1 }, remove(['a/b']), {}],
    ['puts a __proto__ of its own in', {}, add(['__proto__', 'a'], 1), proto({ a: 1 })],
    ['takes a __proto__ out', proto(1), remove(['__proto__']), {}],
    ['does not take out what is inherited', {}, remove(['constructor', 'name']), {}],
  ])('%s', (_case, object, edit, expected) => {
    expect(applyPatch(frozen(object), [frozen(edit)])).toStrictEqual(expected)
  })

  it('makes the changes one after the other', () => {
    const edits = [add(['list'], [1]), add(['list', 0], 0), remove(['list', 1]), remove(['a'])]
    expect(applyPatch(frozen({ a: 1 }), frozen(edits))).toEqual({ list: [0] })
  })

  it('hands back the object itself where there is nothing to change', () => {
    const object = { a: { b: 1 } }
    expect(applyPatch(object, [])).toBe(object)
    expect(applyPatch(object, [remove(['x', 'y'])])).toBe(object)
  })

  it('keeps the order of the members', () => {
    const object = frozen({ z: 1, a: 2, m: 3 })
    const edited = applyPatch(object, [replace(['a'], 0), add(['b'], 0), remove(['z'])])
    expect(JSON.stringify(edited)).toBe('{"a":0,"m":3,"b":0}')
  })

  it('leaves where it put something what it put there, and everything else as it was', () => {
    fc.assert(
      fc.property(anyObject, anyName, anyName, (object, name, other) => {
        const edited = applyPatch(object, [add([name], 'new')]) as Readonly<Record<string, unknown>>
        expect(own(edited, name)).toBe('new')
        if (other !== name) expect(own(edited, other)).toBe(own(object, other))
      }),
    )
  })

  it('is undone by taking out what was not there before', () => {
    fc.assert(
      fc.property(anyObject, anyName, (object, name) => {
        fc.pre(!Object.hasOwn(object, name))
        expect(applyPatch(object, [add([name], 1), remove([name])])).toEqual(object)
      }),
    )
  })
})
