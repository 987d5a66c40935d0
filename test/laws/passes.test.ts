import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Scene, anyScene } from 'podfit/arbitraries'
import { revisionHash } from '../../src/revision/revisionHistory.js'
import { frozenly } from '../support/frozen.js'
import { aMinuteLater, after, isIdle, luckOf, planOf, worldOf, type World } from './world.js'

const luck = fc.array(fc.nat(1000), { minLength: 7, maxLength: 7 })

const PASSES = 120

/** For how many passes it is left to luck whether pods are ready. */
const UNSTEADY = 20

/**
 * Scenes in which the controller works: it is not being deleted, its budget can be read, and no revision has
 * an empty hash (pods of such a one never count as updated, so it rolls for ever).
 */
const working = frozenly(
  anyScene
    .filter(({ daemonSet }) => daemonSet.metadata?.uid !== undefined)
    .map((scene): Scene => ({
      ...scene,
      daemonSet: {
        ...scene.daemonSet,
        metadata: { ...scene.daemonSet.metadata, namespace: 'default', deletionTimestamp: null },
        spec: { ...scene.daemonSet.spec, selector: { matchLabels: { app: 'ds' } } },
      },
    }))
    .filter(({ daemonSet }) => daemonSet.spec?.template?.metadata?.labels?.['app'] === 'ds')
    .filter(({ revisions }) => revisions.every((revision) => revisionHash(revision) !== ''))
    .filter((scene) => {
      const { outcome, rollingUpdate } = planOf(worldOf(scene))
      return outcome.code === 'Synced' && rollingUpdate.code !== 'NotReached'
    }),
)

const livePods = ({ snapshot }: World): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const pod of snapshot.pods?.values() ?? []) {
    const owner = pod.metadata?.ownerReferences?.find((reference) => reference.controller === true)
    const node = pod.spec?.nodeName ?? ''
    const dead = pod.metadata?.deletionTimestamp || pod.status?.phase === 'Failed'
    if (dead || node === '' || owner?.uid !== 'uid-1') continue
    counts.set(node, (counts.get(node) ?? 0) + 1)
  }
  return counts
}

describe('passes of the controller, one after another', () => {
  it('end when every pod becomes ready in the end', () => {
    fc.assert(
      fc.property(working, luck, (scene, numbers) => {
        const random = luckOf(numbers)
        let world = worldOf(scene)
        let idlePasses = 0
        for (let i = 0; i < PASSES && idlePasses < 3; i++) {
          const pass = planOf(world)
          const steady = i > UNSTEADY
          idlePasses = steady && isIdle(pass) ? idlePasses + 1 : 0
          world = aMinuteLater(after(world, pass, random), random, steady)
        }
        const last = planOf(world)
        if (last.outcome.code !== 'Synced') return
        expect(isIdle(last)).toBe(true)
        expect(last.status.computed.currentNumberScheduled).toBe(
          last.status.computed.desiredNumberScheduled,
        )
      }),
      { numRuns: 60 },
    )
  })

  it('without surge never bring a second live pod to a node that had none or one', () => {
    fc.assert(
      fc.property(working, luck, (scene, numbers) => {
        const random = luckOf(numbers)
        const strategy = scene.daemonSet.spec?.updateStrategy?.rollingUpdate
        let world = worldOf({
          ...scene,
          pods: [],
          daemonSet: {
            ...scene.daemonSet,
            spec: {
              ...scene.daemonSet.spec,
              updateStrategy: {
                type: 'RollingUpdate',
                rollingUpdate: { maxUnavailable: strategy?.maxUnavailable ?? 1, maxSurge: 0 },
              },
            },
          },
        })
        for (let i = 0; i < 12; i++) {
          const pass = planOf(world)
          if (pass.outcome.code !== 'Synced') return
          world = aMinuteLater(after(world, pass, random), random, false)
          expect(Math.max(0, ...livePods(world).values())).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('never roll more nodes in a pass than maxUnavailable while every pod is available', () => {
    fc.assert(
      fc.property(working, fc.integer({ min: 1, max: 3 }), (scene, maxUnavailable) => {
        const daemonSet = {
          ...scene.daemonSet,
          spec: {
            ...scene.daemonSet.spec,
            minReadySeconds: 0,
            updateStrategy: {
              type: 'RollingUpdate',
              rollingUpdate: { maxUnavailable, maxSurge: 0 },
            },
          },
        }
        const pods = scene.pods.map((pod) => ({
          ...pod,
          status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
        }))
        const pass = planOf(worldOf({ ...scene, daemonSet, pods }))
        const rolled = pass.pods.filter(
          ({ disposition }) => disposition.code === 'delete' && disposition.why === 'Outdated',
        )
        const chosen = pass.choices.filter(({ why }) => why === 'MaxUnavailable')
        const count = chosen.reduce((sum, choice) => sum + choice.count, rolled.length)
        expect(count).toBeLessThanOrEqual(maxUnavailable)
      }),
    )
  })
})
