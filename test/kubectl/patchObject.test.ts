import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { patchObject } from '../../src/kubectl/patchObject.js'
import { frozen } from '../support/frozen.js'

const ORIGINAL = { a: { b: [1, 2, 3], c: 'x' }, 'd/e': 1 }

describe('patchObject', () => {
  // What Patch.Apply of json-patch v4, which the API server uses, answers.
  it.each<[object, object]>([
    [
      { op: 'add', path: '/a/b/1', value: 9 },
      { a: { b: [1, 9, 2, 3], c: 'x' }, 'd/e': 1 },
    ],
    [
      { op: 'add', path: '/a/b/-', value: 9 },
      { a: { b: [1, 2, 3, 9], c: 'x' }, 'd/e': 1 },
    ],
    [
      { op: 'add', path: '/a/n', value: null },
      { a: { b: [1, 2, 3], c: 'x', n: null }, 'd/e': 1 },
    ],
    [
      { op: 'replace', path: '/a/c', value: 'y' },
      { a: { b: [1, 2, 3], c: 'y' }, 'd/e': 1 },
    ],
    [
      { op: 'replace', path: '/a/n', value: 'y' },
      { a: { b: [1, 2, 3], c: 'x', n: 'y' }, 'd/e': 1 },
    ],
    [{ op: 'remove', path: '/d~1e' }, { a: { b: [1, 2, 3], c: 'x' } }],
    [
      { op: 'remove', path: '/a/b/-1' },
      { a: { b: [1, 2], c: 'x' }, 'd/e': 1 },
    ],
    [{ op: 'move', from: '/d~1e', path: '/a/b/0' }, { a: { b: [1, 1, 2, 3], c: 'x' } }],
    [
      { op: 'copy', from: '/a/c', path: '/f' },
      { a: { b: [1, 2, 3], c: 'x' }, 'd/e': 1, f: 'x' },
    ],
    [
      { op: 'copy', from: '/n', path: '/f' },
      { a: { b: [1, 2, 3], c: 'x' }, 'd/e': 1, f: null },
    ],
    [{ op: 'test', path: '/a/b/0', value: 1 }, ORIGINAL],
    [{ op: 'test', path: '/n', value: null }, ORIGINAL],
    [{ op: 'test', path: '', value: ORIGINAL }, ORIGINAL],
    [
      { op: 'add', path: '/a' },
      { a: null, 'd/e': 1 },
    ],
    [{ op: 'replace', path: '', value: { z: 1 } }, { z: 1 }],
    [
      { op: 'replace', path: 'what comes before/a', value: 2 },
      { a: 2, 'd/e': 1 },
    ],
  ])('carries out %j', (operation, expected) => {
    expect(patchObject(frozen(ORIGINAL), [operation], 'json')).toEqual(E.right(expected))
  })

  it.each<[unknown, string]>([
    [[{ op: 'remove', path: '/n' }], 'NoSuchMember'],
    [[{ op: 'add', path: '/n/m', value: 1 }], 'NoSuchMember'],
    [[{ op: 'add', path: '/a/b/4', value: 1 }], 'NoSuchMember'],
    [[{ op: 'replace', path: '/a/b/3', value: 1 }], 'NoSuchMember'],
    [[{ op: 'move', from: '/n', path: '/f' }], 'NoSuchMember'],
    [[{ op: 'add', path: 'a', value: 1 }], 'NoSuchMember'],
    [[{ op: 'test', path: '/a/c', value: 'y' }], 'TestFailed'],
    [[{ op: 'odd', path: '/a' }], 'InvalidOperation'],
    [[{ op: 'replace', path: '', value: 'v' }], 'InvalidOperation'],
    [[{ op: 'remove', path: '' }], 'NoSuchMember'],
    [[{ op: 'add', path: '', value: {} }], 'NoSuchMember'],
    [[{ op: 'add', value: 1 }], 'InvalidOperation'],
    [['x'], 'InvalidOperation'],
    [{}, 'NotAPatch'],
  ])('refuses %j', (patch, code) => {
    expect(patchObject(ORIGINAL, patch, 'json')).toMatchObject({ _tag: 'Left', left: [{ code }] })
  })

  it('merges objects, and replaces everything else', () => {
    const patch = frozen({ a: { b: [9], c: null, d: { e: null, f: 1 } }, 'd/e': { g: 1 } })
    expect(patchObject(frozen(ORIGINAL), patch, 'merge')).toEqual(
      E.right({ a: { b: [9], d: { f: 1 } }, 'd/e': { g: 1 } }),
    )
    const lists = { a: [{ n: null }], 'd/e': [{ n: null, m: [null, { k: null }] }], f: { n: null } }
    expect(patchObject(frozen(ORIGINAL), frozen(lists), 'merge')).toEqual(
      E.right({ a: [{ n: null }], 'd/e': [{ m: [null, {}] }], f: {} }),
    )
    expect(patchObject(ORIGINAL, [], 'merge')).toMatchObject({ left: [{ code: 'NotAPatch' }] })
  })
})
