import { describe, expect, it } from 'vitest'
import type { Maybe } from '../../src/data/maybe.js'
import {
  controllerOf,
  isControlledBy,
  isFromServer,
  isTerminating,
  nameOf,
  namespacedName,
  objectKey,
  withLabel,
} from '../../src/kube/objectFacts.js'
import type { Node } from '../../src/kube/node.js'
import type { ObjectMeta, OwnerReference } from '../../src/kube/objectMeta.js'

const owner = (uid: Maybe<string>, controller: Maybe<boolean> = true): OwnerReference => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  name: 'ds',
  uid,
  controller,
})

describe('isFromServer', () => {
  it.each<[string, unknown, boolean]>([
    ['a UID', { metadata: { uid: '5f1e' } }, true],
    ['an empty UID', { metadata: { uid: '' } }, false],
    ['a UID of null', { metadata: { uid: null } }, false],
    ['no UID', { metadata: {} }, false],
    ['a UID that is no text', { metadata: { uid: 5 } }, false],
    ['no metadata', {}, false],
    ['no object', null, false],
  ])('%s', (_what, object, expected) => {
    expect(isFromServer(object)).toBe(expected)
  })
})

describe('controllerOf', () => {
  it.each<[string, Maybe<ObjectMeta>, string | undefined]>([
    ['the first of two controllers', { ownerReferences: [owner('a'), owner('b')] }, 'a'],
    ['not an owner that is no controller', { ownerReferences: [owner('a', false)] }, undefined],
    ['nor one that does not say', { ownerReferences: [owner('a', null)] }, undefined],
    ['one behind such owners', { ownerReferences: [owner('a', false), owner('b')] }, 'b'],
    ['nobody without owners', { ownerReferences: [] }, undefined],
    ['nobody with owners of null', { ownerReferences: null }, undefined],
    ['nobody without metadata', undefined, undefined],
    ['nobody with metadata of null', null, undefined],
  ])('is %s', (_what, metadata, uid) => {
    expect(controllerOf(metadata)?.uid).toBe(uid)
  })
})

describe('isTerminating', () => {
  it.each<[string, Maybe<ObjectMeta>, boolean]>([
    ['a deletion time', { deletionTimestamp: '2026-01-01T00:00:00Z' }, true],
    ['one as client libraries hand it out', { deletionTimestamp: new Date(0) }, true],
    ['one of null', { deletionTimestamp: null }, false],
    ['none', {}, false],
    ['no metadata', undefined, false],
    ['metadata of null', null, false],
  ])('%s', (_what, metadata, expected) => {
    expect(isTerminating(metadata)).toBe(expected)
  })
})

describe('isControlledBy', () => {
  it.each<[string, Maybe<ObjectMeta>, string, boolean]>([
    ['the UID of its controller', { ownerReferences: [owner('a')] }, 'a', true],
    ['not that of another owner', { ownerReferences: [owner('a', false)] }, 'a', false],
    ['not another UID', { ownerReferences: [owner('a')] }, 'b', false],
    ['an absent UID is an empty one', { ownerReferences: [owner(null)] }, '', true],
    ['nobody is no empty UID', {}, '', false],
  ])('%s', (_what, metadata, uid, expected) => {
    expect(isControlledBy(metadata, uid)).toBe(expected)
  })
})

describe('names', () => {
  it.each<[ObjectMeta, string]>([
    [{ namespace: 'a', name: 'b' }, 'a/b'],
    [{ name: 'b' }, 'b'],
    [{ namespace: '', name: 'b' }, 'b'],
    [{ namespace: null, name: 'b' }, 'b'],
    [{ namespace: 'a' }, 'a/'],
    [{}, ''],
  ])('of %j: %s', (metadata, name) => {
    expect(namespacedName(metadata)).toBe(name)
    expect(objectKey({ metadata })).toBe(name)
  })

  it('are empty without metadata', () => {
    expect([objectKey({}), objectKey({ metadata: null }), nameOf({})]).toEqual(['', '', ''])
    expect(nameOf({ metadata: { namespace: 'a', name: 'b' } })).toBe('b')
  })
})

it('withLabel leaves everything else as it is', () => {
  const object = { kind: 'Node', metadata: { name: 'n', labels: { a: 'b' } } }
  expect(withLabel(object, 'c', 'd')).toEqual({
    kind: 'Node',
    metadata: { name: 'n', labels: { a: 'b', c: 'd' } },
  })
  expect(withLabel(object, 'a', 'd').metadata.labels).toEqual({ a: 'd' })
  expect(withLabel<Node>({}, '__proto__', 'x').metadata?.labels).toEqual(
    Object.fromEntries([['__proto__', 'x']]),
  )
})
