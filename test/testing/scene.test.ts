import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plan } from '../../src/cluster/plan.js'
import {
  ControllerRevisionCodec,
  DaemonSetCodec,
  NodeCodec,
  PodCodec,
} from '../../src/decode/codecs.js'
import { sameTemplate } from '../../src/revision/sameTemplate.js'
import { anyScene } from '../../src/testing/scene.js'
import { frozenly } from '../support/frozen.js'

const NOW = '2026-01-01T00:01:00Z'

const plans = fc
  .sample(anyScene, { numRuns: 3_000, seed: 1 })
  .map((scene) => plan({ ...scene, now: NOW }))

describe('anyScene', () => {
  it('has the shapes of its types', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet, nodes, pods, revisions }) => {
        expect(DaemonSetCodec.is(daemonSet)).toBe(true)
        expect(nodes.every((node) => NodeCodec.is(node))).toBe(true)
        expect(pods.every((pod) => PodCodec.is(pod))).toBe(true)
        expect(revisions.every((revision) => ControllerRevisionCodec.is(revision))).toBe(true)
      }),
    )
  })

  it('has no two objects of one kind with the same name', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ nodes, pods, revisions }) => {
        for (const objects of [nodes, pods, revisions]) {
          const names = objects.map(({ metadata }) => metadata?.name)
          expect(new Set(names).size).toBe(names.length)
        }
      }),
    )
  })

  it('has revisions of which those that record the template match it, and the others do not', () => {
    fc.assert(
      fc.property(frozenly(anyScene), ({ daemonSet, revisions }) => {
        for (const { data } of revisions) {
          const records = JSON.stringify(data).includes('"image":"new"')
          expect(sameTemplate(daemonSet.spec?.template, data)).toBe(records)
        }
      }),
    )
  })

  it('leads to passes of every outcome', () => {
    expect(new Set(plans.map(({ outcome }) => outcome.code))).toEqual(
      new Set(['Synced', 'SelectsAllPods', 'BeingDeleted', 'Failed']),
    )
  })

  it('leads to every disposition that a pod can have when everything is given', () => {
    const codes = plans.flatMap(({ pods }) => pods.map(({ disposition }) => disposition.code))
    expect([...new Set(codes)].sort()).toEqual([
      'backoff',
      'choice',
      'delete',
      'keep',
      'release',
      'stay',
      'stranded',
      'terminating',
      'unpinned',
      'untouched',
    ])
  })

  it('leads to creations for every reason', () => {
    const whys = plans.flatMap(({ creates }) => creates.map(({ why }) => why))
    expect([...new Set(whys)].sort()).toEqual([
      'NoPod',
      'NoRunningPod',
      'OldPodUnavailable',
      'Surge',
    ])
  })
})
