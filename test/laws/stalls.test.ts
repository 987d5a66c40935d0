import { describe, expect, it } from 'vitest'
import { forecast, type Forecast } from '../../src/rollout/forecast/forecast.js'
import { simulate } from '../../src/rollout/simulation/simulate.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import { updateCluster } from '../../src/cluster/updateCluster.js'
import { after } from '../support/passes.js'
import { aRollout, rolloutOf, type NodeParts, type RolloutScene } from '../support/aRollout.js'

/** Situations that people reported, each under the thread that tells of it. */

type Known = Extract<Forecast, { updateStrategy: unknown }>

const foresee = ({ snapshot, daemonSet, options }: RolloutScene): Known =>
  forecast(snapshot, daemonSet, options) as Known

const nodeStates = (count: number, prefix: string, parts: Omit<NodeParts, 'name'>): NodeParts[] =>
  Array.from({ length: count }, (_, i) => ({ name: `${prefix}${i}`, ...parts }))

describe('threads', () => {
  it('test-infra#31706: three dead nodes of 164 stop every rollout', () => {
    const scene = rolloutOf([
      ...nodeStates(161, 'up-', { words: ['old'] }),
      ...nodeStates(3, 'dead-', { kind: 'down', words: ['oldUnready'] }),
    ])
    const told = foresee(scene)
    expect(told).toMatchObject({
      code: 'Stalls',
      budgetUsed: 3,
      neverPicked: { least: 161, most: 161 },
      budgetNeeded: 4,
    })
    expect(told.blockers.map(({ node, effect, remedy }) => [node, effect, remedy.code])).toEqual([
      ['dead-0', 'counts', 'RepairNode'],
      ['dead-1', 'counts', 'RepairNode'],
      ['dead-2', 'counts', 'RepairNode'],
    ])
    const wider = rolloutOf(
      [
        ...nodeStates(6, 'up-', { words: ['old'] }),
        ...nodeStates(3, 'dead-', { kind: 'down', words: ['oldUnready'] }),
      ],
      { rollingUpdate: { maxUnavailable: 4 } },
    )
    expect(foresee(wider)).toMatchObject({ neverPicked: { most: 0 }, unfinished: { most: 3 } })
  })

  it('kubernetes#118823: before 1.29 a surging update got stuck on nodes that the template does not tolerate', () => {
    const nodes = { n1: 'old', n2: 'old', n3: 'tainted:old' }
    const rollingUpdate = { maxUnavailable: 0, maxSurge: 1 }
    const semantics = { ...newestSemantics, surgeChecksNodes: false }
    const old = foresee(aRollout(nodes, { rollingUpdate, options: { semantics } }))
    expect(old).toMatchObject({
      code: 'Stalls',
      budgetAtRisk: 1,
      unfinished: { least: 1, most: 3 },
    })
    expect(old.blockers).toMatchObject([{ node: 'n3', cause: { code: 'NodeRefuses' } }])
    expect(foresee(aRollout(nodes, { rollingUpdate })).code).toBe('Completes')
  })

  it('kubernetes#123232: three quick updates left no pod ready, in older releases', () => {
    const scene = aRollout({ n1: 'oldUnready', n2: 'oldUnready', n3: 'old' })
    expect(foresee(scene).notices).toContainEqual({ code: 'OutsideBudget', nodes: ['n1', 'n2'] })
    const fewest = (semantics: typeof newestSemantics): number => {
      const options = { ...scene.options, semantics, newPods: 'neverReady' as const }
      const { moments } = simulate(scene.snapshot, scene.daemonSet, options)
      return Math.min(...moments.map(({ available }) => available.least))
    }
    expect(fewest({ ...newestSemantics, outdatedUnavailableCounts: false })).toBe(0)
    expect(fewest(newestSemantics)).toBe(1)
  })

  it('kubernetes#106417: maxSurge with a host port never gets past the first node', () => {
    const scene = aRollout(
      { n1: 'old', n2: 'old' },
      { hostPort: true, rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    )
    const told = foresee(scene)
    expect(told).toMatchObject({ code: 'Stalls', unfinished: { least: 2, most: 2 } })
    expect(told.notices).toContainEqual({ code: 'SurgeWithHostPorts', ports: [80] })
    expect(told.blockers[0]).toMatchObject({
      cause: { code: 'SurgeOnOwnPorts' },
      remedy: { code: 'UseMaxUnavailable' },
    })
    expect(foresee(aRollout({ n1: 'old', n2: 'old' }, { hostPort: true })).code).toBe('Completes')
  })

  it('kubernetes#63465: a pod that hangs in Terminating stops the rollout', () => {
    const told = foresee(aRollout({ n1: 'old', n2: 'oldStuck' }))
    expect(told).toMatchObject({ code: 'Stalls', neverPicked: { least: 1, most: 1 } })
    expect(told.blockers).toMatchObject([
      { pod: 'n2-0', cause: { code: 'Terminating' }, remedy: { code: 'ForceDeletePod' } },
    ])
  })

  it('kubernetes#53023: a node whose clock is ahead counts as unavailable for longer than minReadySeconds', () => {
    const { snapshot, daemonSet, options } = aRollout(
      { n1: 'old', n2: 'new' },
      { minReadySeconds: 10 },
    )
    const pods = [...(snapshot.pods?.values() ?? [])].map((pod) => ({
      ...pod,
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: after(3900) }],
      },
    }))
    const ahead = updateCluster(snapshot, { put: { pods: pods.slice(1) } })
    const told = forecast(ahead, daemonSet, options)
    expect(told).toMatchObject({
      code: 'Completes',
      notices: [{ code: 'ClockAhead', pods: ['n2-0'] }],
    })
    const { waves } = simulate(ahead, daemonSet, options)
    expect(waves[0]).toMatchObject({ at: after(3910), replaces: [{ node: 'n1' }] })
  })

  it('kruise#2387: pods on nodes that the template excludes eat the budget', () => {
    const told = foresee(aRollout({ n1: 'old', n2: 'old', n3: 'downTainted:oldUnready' }))
    expect(told).toMatchObject({
      code: 'Stalls',
      budgetUsed: 1,
      neverPicked: { least: 2, most: 2 },
    })
    expect(told.blockers).toMatchObject([{ node: 'n3', effect: 'counts' }])
  })

  it('kubernetes#118823: what keeps an old pod on a node that should not run it is named', () => {
    const rollingUpdate = { maxUnavailable: 0, maxSurge: 1 }
    const told = foresee(
      aRollout({ n0: 'tainted:old', n1: 'down:generation newUnready' }, { rollingUpdate }),
    )
    expect(told).toMatchObject({ code: 'Stalls', unfinished: { least: 1, most: 1 } })
    expect(told.blockers).toMatchObject([{ node: 'n1', cause: { code: 'NodeNotReady' } }])
  })

  it('a pod in the way that the DaemonSet adopts is replaced like its own', () => {
    const scene = rolloutOf([{ name: 'n1', words: [], squatted: 'bareAlike' }], { hostPort: true })
    const { unfinished } = simulate(scene.snapshot, scene.daemonSet, scene.options)
    expect(foresee(scene)).toMatchObject({ code: 'Completes', unfinished })
  })
})
