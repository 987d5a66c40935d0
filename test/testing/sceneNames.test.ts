import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { controllerOf } from '../../src/kube/objectFacts.js'
import {
  anyObjectLabels,
  anyOwners,
  APP,
  HASHES,
  labelled,
  NAME,
  NODE_NAMES,
  UID,
} from '../../src/testing/sceneNames.js'
import { frozen } from '../support/frozen.js'

const sampled = <A>(arbitrary: fc.Arbitrary<A>): readonly A[] =>
  fc.sample(arbitrary, { numRuns: 1_000, seed: 1 })

describe('anyOwners', () => {
  it('is mostly the DaemonSet, and now and then nobody or somebody else', () => {
    const controllers = sampled(anyOwners).map(
      (ownerReferences) => controllerOf({ ownerReferences })?.uid,
    )
    expect(new Set(controllers)).toEqual(new Set([UID, 'uid-2', undefined]))
    expect(controllers.filter((uid) => uid === UID).length).toBeGreaterThan(500)
  })

  it('is nearly ours in every way', () => {
    const owners = sampled(anyOwners).map(([owner]) => owner)
    expect(owners).toContainEqual(expect.objectContaining({ uid: UID, name: 'other' }))
    expect(owners).toContainEqual(expect.objectContaining({ uid: UID, kind: 'ReplicaSet' }))
    expect(owners).toContainEqual(expect.objectContaining({ uid: UID, controller: false }))
    expect(owners).toContainEqual(
      expect.objectContaining({ uid: UID, name: NAME, kind: 'DaemonSet', controller: true }),
    )
  })
})

describe('anyObjectLabels', () => {
  it('mostly has the label that the selector asks for', () => {
    const ours = sampled(anyObjectLabels).filter((labels) => labels['app'] === NAME).length
    expect(ours).toBeGreaterThan(700)
    expect(ours).toBeLessThan(1_000)
  })
})

describe('labelled', () => {
  it('adds labels, and none that is undefined', () => {
    expect(labelled(frozen(APP), { hash: 'h1', gone: undefined, empty: '' })).toStrictEqual({
      app: 'ds',
      hash: 'h1',
      empty: '',
    })
  })

  it('replaces labels of the same key', () => {
    expect(labelled({ app: 'a', b: 'b' }, { app: 'c' })).toStrictEqual({ app: 'c', b: 'b' })
  })
})

describe('the names', () => {
  it.each([
    ['nodes', NODE_NAMES],
    ['hashes', HASHES],
  ])('of %s are distinct', (_case, names) => {
    expect(new Set(names).size).toBe(names.length)
  })
})
