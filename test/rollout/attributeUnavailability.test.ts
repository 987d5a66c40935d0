import { describe, expect, it } from 'vitest'
import type { InstantText } from '../../src/data/instant.js'
import { attributeUnavailability } from '../../src/rollout/attributeUnavailability.js'
import { updateCluster } from '../../src/cluster/updateCluster.js'
import { cluster } from '../../src/cluster/cluster.js'
import { aRollout, NOW } from '../support/aRollout.js'

describe('attribute', () => {
  it('counts what is there and sums the causes', () => {
    const { snapshot, daemonSet, options } = aRollout({
      n0: 'new',
      n1: 'old',
      n2: 'down:oldUnready',
      n3: 'down:newUnready',
      n4: '',
      n5: 'tainted:oldStuck',
    })
    const { desired, available, updated, sums, unavailable } = attributeUnavailability(
      snapshot,
      daemonSet,
      options,
    )
    expect({ desired, available, updated }).toEqual({ desired: 5, available: 2, updated: 1 })
    expect(sums).toEqual({ NodeNotReady: 2, NotYetCreated: 1, Terminating: 1 })
    expect(unavailable.at(-1)).toMatchObject({ node: 'n5', desired: false, course: 'lasts' })
    expect(unavailable.find(({ node }) => node === 'n4')).toEqual({
      node: 'n4',
      desired: true,
      updated: false,
      cause: { code: 'NotYetCreated' },
      course: 'passes',
    })
  })

  it('says whether it is done, goes on or has stalled', () => {
    const wordOf = (nodes: Readonly<Record<string, string>>) => {
      const { snapshot, daemonSet, options } = aRollout(nodes)
      return attributeUnavailability(snapshot, daemonSet, options).progress?.code
    }
    expect(wordOf({ n1: 'new', n2: 'new' })).toBe('done')
    expect(wordOf({ n1: 'new', n2: 'old' })).toBe('progressing')
    expect(wordOf({ n1: 'down:newUnready', n2: 'old' })).toBe('stalled')
  })

  it('says who refuses to create a pod', () => {
    const { snapshot, daemonSet } = aRollout({ n1: '' })
    const event = {
      reason: 'FailedCreate',
      message: 'Error creating: pods "agent-" is forbidden: exceeded quota: q',
      lastTimestamp: NOW,
      involvedObject: { kind: 'DaemonSet', namespace: 'default', name: 'agent' },
    }
    const { unavailable } = attributeUnavailability(snapshot, daemonSet, {
      now: NOW,
      events: [event],
    })
    expect(unavailable[0]).toMatchObject({
      cause: { code: 'NotCreated', by: 'Quota' },
      course: 'lasts',
    })
  })

  it('says nothing of pods without nodes or of nodes without pods', () => {
    const { snapshot, daemonSet } = aRollout({ n1: '' })
    const { nodes } = snapshot
    const podless = attributeUnavailability(
      cluster({ nodes: [...(nodes?.values() ?? [])] }),
      daemonSet,
      {
        now: ['never'].join('') as InstantText,
      },
    )
    expect(podless.unknown).toEqual(['pods', 'revisions', 'now'])
    expect(podless.unavailable).toEqual([])
    expect(podless).not.toHaveProperty('progress')
  })

  it('passes the semantics on', () => {
    const { snapshot, daemonSet } = aRollout({ n1: 'new' })
    const answer = attributeUnavailability(updateCluster(snapshot, {}), daemonSet, { now: NOW })
    expect(answer.available).toBe(1)
  })
})
