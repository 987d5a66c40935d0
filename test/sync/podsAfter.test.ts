import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { pickFirst, certainly, choose, NOTHING_CHOSEN, type Choice } from '../../src/sync/choose.js'
import { daemonPod, podsByNode, type PodsByNode } from '../../src/sync/daemonPods.js'
import { isPodAvailable, isUpdated, podsAfter, remainingPods, seenBy } from '../../src/sync/pass.js'
import { aDaemonSet, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { aPass } from '../support/passes.js'

const daemonSet = frozen(aDaemonSet())

const podsOn = (...pods: readonly (readonly [node: string, name: string])[]): PodsByNode =>
  podsByNode(
    pods.map(([node, name]) => frozen(daemonPod(aPodOf(daemonSet, { node, name }), 'owned'))),
  )

const wanted = (action: Choice['action'], names: readonly string[], limit = 250) =>
  frozen(choose('manage', action, [names.map((name) => certainly(name, null))], limit))

const oneOf = (action: Choice['action'], ...from: readonly string[]) =>
  frozen(choose('update', action, [[{ from, count: 1, why: null, limit: 'MaxSurge' }]], 250))

const names = (groups: PodsByNode) =>
  Object.fromEntries(
    [...groups].map(([node, pods]) => [
      node,
      pods.map(({ name, fresh }) => (fresh === true ? 'fresh' : name)),
    ]),
  )

const seen = (
  pods: PodsByNode,
  creates: Parameters<typeof podsAfter>[1],
  deletes: Parameters<typeof podsAfter>[2],
) => names(podsAfter(pods, creates, deletes))

describe('assumed', () => {
  it.each([
    [0, []],
    [1, ['b']],
    [2, ['b', 'a']],
    [3, ['b', 'a']],
  ])('is the first %i of a choice, as they come', (count, expected) => {
    const choice = { id: 'x', action: 'delete', from: ['b', 'a'], why: 'MaxUnavailable' } as const
    expect(pickFirst({ ...choice, count })).toEqual(expected)
  })
})

describe('remainingPods', () => {
  const pods = ['a', 'b', 'c', 'd'].map((name) =>
    frozen(daemonPod(aPodOf(daemonSet, { node: 'n1', name }), 'owned')),
  )

  it('are those that no step deletes, of a choice the last by name', () => {
    const left = remainingPods(pods, [wanted('delete', ['a']), oneOf('delete', 'b', 'c')])
    expect(left.map(({ name }) => name)).toEqual(['c', 'd'])
    expect(remainingPods(pods, [])).toEqual(pods)
  })
})

describe('podsAfter', () => {
  const pods = podsOn(['n1', 'a'], ['n1', 'b'], ['n2', 'c'])

  it('sees what was there where nothing happens', () => {
    expect(seen(pods, NOTHING_CHOSEN, NOTHING_CHOSEN)).toEqual({ n1: ['a', 'b'], n2: ['c'] })
  })

  it('no longer sees what was deleted, nor a node that holds nothing', () => {
    expect(seen(pods, NOTHING_CHOSEN, wanted('delete', ['a', 'c']))).toEqual({ n1: ['b'] })
  })

  it('sees what was created, beside what was there and where nothing was', () => {
    expect(seen(pods, wanted('create', ['n2', 'n3']), NOTHING_CHOSEN)).toEqual({
      n1: ['a', 'b'],
      n2: ['c', 'fresh'],
      n3: ['fresh'],
    })
  })

  it('sees the successor of what was deleted', () => {
    const both = podsAfter(pods, wanted('create', ['n2']), wanted('delete', ['c']))
    expect(names(both)).toEqual({ n1: ['a', 'b'], n2: ['fresh'] })
  })

  it('assumes the first of what is not defined', () => {
    expect(seen(pods, oneOf('create', 'n3', 'n2'), oneOf('delete', 'c', 'a'))).toEqual({
      n1: ['b'],
      n2: ['c', 'fresh'],
    })
  })

  it('does not see what waits for a later pass', () => {
    const stages = [['a'], ['b']].map((stage) => stage.map((name) => certainly(name, null)))
    const deletes = choose('manage', 'delete', stages, 1)
    expect(seen(pods, wanted('create', ['n3'], 0), deletes)).toEqual({ n1: ['b'], n2: ['c'] })
  })

  it('does not change what it is given', () => {
    podsAfter(pods, wanted('create', ['n1']), wanted('delete', ['a', 'b', 'c']))
    expect(names(pods)).toEqual({ n1: ['a', 'b'], n2: ['c'] })
  })

  it('sees a created pod as one that is up to date and not yet available', () => {
    const [pod] = podsAfter(new Map(), wanted('create', ['n1']), NOTHING_CHOSEN).get('n1') ?? []
    if (pod === undefined) throw new Error('no pod')
    const pass = aPass({ daemonSet })
    expect(isUpdated(pass, pod)).toBe(true)
    expect(isPodAvailable(pass, pod)).toBe(false)
    expect(pod).toMatchObject({
      claim: 'owned',
      target: E.right('n1'),
      bound: false,
      terminating: false,
    })
  })
})

describe('seenBy', () => {
  const pods = podsOn(['n1', 'a'])
  const see = (cacheLag: boolean, namespaceTerminating: boolean) =>
    names(
      seenBy(
        { cacheLag, namespaceTerminating },
        pods,
        wanted('create', ['n2']),
        wanted('delete', ['a']),
      ),
    )

  it('sees nothing of its writes until later', () => {
    expect(see(true, false)).toEqual({ n1: ['a'] })
  })

  it('sees them at once, but for creations that are refused', () => {
    expect(see(false, false)).toEqual({ n2: ['fresh'] })
    expect(see(false, true)).toEqual({})
  })
})
