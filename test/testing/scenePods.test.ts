import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PodCodec } from '../../src/decode/codecs.js'
import { targetNode } from '../../src/sync/daemonPods.js'
import { anyPod } from '../../src/testing/scenePods.js'
import { frozenly } from '../support/frozen.js'

const pods = fc.sample(anyPod(3), { numRuns: 2_000, seed: 1 })

describe('anyPod', () => {
  it('has the shape of its type and a name of its own', () => {
    const anyNumbered = fc
      .nat({ max: 20 })
      .chain((index) => fc.tuple(fc.constant(index), anyPod(index)))
    fc.assert(
      fc.property(frozenly(anyNumbered), ([index, pod]) => {
        expect(PodCodec.is(pod)).toBe(true)
        expect(pod.metadata?.name).toBe(`p${index}`)
      }),
    )
  })

  it('is for a node, for one that is gone, for two, or for none', () => {
    const targets = pods.map(targetNode)
    const nodes = targets.flatMap((target) => (E.isRight(target) ? [target.right] : []))
    const faults = targets.flatMap((target) => (E.isLeft(target) ? [target.left[0].code] : []))
    expect(new Set(nodes)).toEqual(new Set(['n1', 'n2', 'n3', 'n4', 'n5', 'gone', 'gone-2']))
    expect(new Set(faults)).toEqual(new Set(['NodeNotUnique', 'NoRequiredAffinity']))
  })

  it('is bound or only pinned', () => {
    const bound = pods.filter((pod) => pod.spec?.nodeName !== undefined).length
    expect(bound).toBeGreaterThan(1_000)
    expect(bound).toBeLessThan(1_800)
  })

  it('is in any phase', () => {
    expect(new Set(pods.map((pod) => pod.status?.phase))).toEqual(
      new Set(['Running', 'Pending', 'Failed', 'Succeeded', 'Unknown', undefined]),
    )
  })

  it('is ready, not ready, or says nothing of it', () => {
    const ready = pods.map((pod) => pod.status?.conditions?.[0]?.status)
    expect(new Set(ready)).toEqual(new Set(['True', 'False', 'Unknown', undefined]))
  })

  it('is of any revision, or of none', () => {
    const hashes = pods.map((pod) => pod.metadata?.labels?.['controller-revision-hash'])
    expect(new Set(hashes)).toEqual(new Set(['h1', 'h2', 'h3', '', undefined]))
  })

  it('is terminating now and then', () => {
    const terminating = pods.filter((pod) => pod.metadata?.deletionTimestamp !== undefined).length
    expect(terminating).toBeGreaterThan(50)
    expect(terminating).toBeLessThan(700)
  })
})
