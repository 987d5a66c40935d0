import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyScene } from 'podfit/arbitraries'
import type { DaemonSetStatus } from '../../src/kube/daemonSet.js'
import type { Decision } from '../../src/reason/verdict.js'
import type { NodePlan, StatusNumbers } from '../../src/sync/plan.js'
import { nodePlans, recordedStatus, statusStep } from '../../src/sync/status.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'
import { aPass, onNodes, planned, podsAt } from '../support/passes.js'

const agent = frozen(aDaemonSet())
const everything = { nodes: true, pods: true, updated: true }

const SHORT: Readonly<Record<string, string>> = {
  desiredNumberScheduled: 'desired',
  currentNumberScheduled: 'current',
  numberMisscheduled: 'misscheduled',
  numberReady: 'ready',
  numberAvailable: 'available',
  updatedNumberScheduled: 'updated',
}

const countsOf = (
  pods: string,
  decision: Decision = 'run',
  daemonSet = agent,
): readonly (string | undefined)[] => {
  const pass = aPass({ daemonSet, decisions: { n1: decision } })
  const [node] = nodePlans(pass, onNodes(daemonSet, podsAt(daemonSet, { n1: pods })))
  return node?.counts.map((number) => SHORT[number]) ?? []
}

describe('nodePlans', () => {
  const scheduled = ['desired', 'current']
  const all = [...scheduled, 'ready', 'available', 'updated']

  it.each<[string, string, readonly string[]]>([
    ['13.4: a ready pod', 'new', all],
    ['13.5: an updated pod is one though it is not ready', 'new!', [...scheduled, 'updated']],
    ['13.5: an outdated pod', 'old', [...scheduled, 'ready', 'available']],
    ['13.2: a pending pod counts', 'old:Pending!?', scheduled],
    ['13.2: a pod that terminates counts', 'old!~', scheduled],
    ['13.7: a pod that terminates may be ready', 'new~', all],
    ['13.7: a failed pod may be ready', 'new:Failed', all],
    ['13.7: of several the oldest speaks', 'old! new', scheduled],
    ['13.7: a bound pod speaks before an older one that is not', 'old!? new', all],
    ['X-11: under surge the old pod speaks', 'old new', [...scheduled, 'ready', 'available']],
  ])('%s', (_row, pods, expected) => {
    expect(countsOf(pods)).toEqual(expected)
  })

  it.each<[string, Decision]>([
    ['13.3: a node where the pod may stay', 'stay'],
    ['13.3: a node that it has to leave', 'leave'],
  ])('%s is misscheduled, once for all of its pods', (_row, decision) => {
    expect(countsOf('new old~ old:Failed!', decision)).toEqual(['misscheduled'])
  })

  it('counts a ready pod as available only after minReadySeconds', () => {
    const patient = frozen(aDaemonSet({ spec: { minReadySeconds: 601 } }))
    expect(countsOf('new', 'run', patient)).toEqual([...scheduled, 'ready', 'updated'])
  })

  it('13.1: lists the nodes in order, without a pod only the desired ones counted', () => {
    const pass = aPass({ decisions: { n1: 'run', n2: 'stay', n3: 'leave', ['__proto__']: 'run' } })
    expect(nodePlans(pass, new Map([['n1', []]]))).toEqual([
      { name: 'n1', decision: 'run', reasons: [], pods: [], counts: ['desiredNumberScheduled'] },
      { name: 'n2', decision: 'stay', reasons: [], pods: [], counts: [] },
      { name: 'n3', decision: 'leave', reasons: [], pods: [], counts: [] },
      {
        name: '__proto__',
        decision: 'run',
        reasons: [],
        pods: [],
        counts: ['desiredNumberScheduled'],
      },
    ])
  })

  it('13.8: leaves out pods on nodes that do not exist, and lists the others oldest first', () => {
    const pods = onNodes(agent, podsAt(agent, { n1: 'old? new old', gone: 'new' }))
    expect(nodePlans(aPass({ decisions: { n1: 'run' } }), pods)).toMatchObject([
      { name: 'n1', pods: ['n1-1', 'n1-2', 'n1-0'] },
    ])
  })
})

const anyNodePlan = (...counts: NodePlan['counts']): NodePlan => ({
  name: 'n',
  decision: 'run',
  reasons: [],
  pods: [],
  counts,
})
const good = anyNodePlan(
  ...(['desiredNumberScheduled', 'currentNumberScheduled', 'numberReady'] as const),
  ...(['numberAvailable', 'updatedNumberScheduled'] as const),
)
const NUMBERS = {
  desiredNumberScheduled: 3,
  currentNumberScheduled: 2,
  numberMisscheduled: 1,
  numberReady: 2,
  numberAvailable: 2,
  updatedNumberScheduled: 2,
  numberUnavailable: 1,
}
const nodes = [good, good, anyNodePlan('desiredNumberScheduled'), anyNodePlan('numberMisscheduled')]

describe('statusStep', () => {
  const step = (status: DaemonSetStatus, known = everything, raises = true) =>
    statusStep(aDaemonSet({ metadata: { generation: 7 }, status }), nodes, known, raises)

  it('adds the nodes up, 13.6: unavailable is what is desired and not available', () => {
    expect(step({})).toEqual({
      written: true,
      computed: { ...NUMBERS, observedGeneration: 7 },
      recorded: {
        desiredNumberScheduled: 0,
        currentNumberScheduled: 0,
        numberMisscheduled: 0,
        numberReady: 0,
        numberAvailable: 0,
        updatedNumberScheduled: 0,
        numberUnavailable: 0,
        observedGeneration: 0,
      },
    })
  })

  it.each<[string, DaemonSetStatus, boolean]>([
    ['all is recorded', { ...NUMBERS, observedGeneration: 7 }, false],
    ['a later generation is recorded', { ...NUMBERS, observedGeneration: 8n }, false],
    ['the generation is not yet observed', { ...NUMBERS, observedGeneration: 6 }, true],
    ['no generation is', { ...NUMBERS, observedGeneration: null }, true],
    ['one number differs', { ...NUMBERS, numberReady: 1, observedGeneration: 7 }, true],
    [
      'only the unavailable ones differ',
      { ...NUMBERS, numberUnavailable: null, observedGeneration: 7 },
      true,
    ],
  ])('13.10: writes or not when %s', (_what, status, written) => {
    expect(step(status).written).toBe(written)
  })

  it('13.9: keeps the observed generation of a pass that waits, though it writes', () => {
    const { written, computed } = step({ ...NUMBERS, observedGeneration: 6 }, everything, false)
    expect({ written, generation: computed.observedGeneration }).toEqual({
      written: true,
      generation: 6,
    })
  })

  it.each<[string, Partial<typeof everything>, StatusNumbers]>([
    ['nodes', { nodes: false }, {}],
    ['nodes and pods', { nodes: false, pods: false }, {}],
    ['pods', { pods: false }, { desiredNumberScheduled: 3 }],
  ])('says nothing that depends on %s where they were not given', (_what, missing, computed) => {
    expect(step({}, { ...everything, ...missing })).toEqual({
      computed: { ...computed, observedGeneration: 7 },
      recorded: recordedStatus(agent),
    })
  })

  it('says everything but what is updated where the revisions were not given', () => {
    const { updatedNumberScheduled: _updated, ...rest } = NUMBERS
    const { computed, written } = step({}, { ...everything, updated: false })
    expect(computed).toEqual({ ...rest, observedGeneration: 7 })
    expect(written).toBeUndefined()
  })

  it('keeps generations exact that no number can say', () => {
    const huge = aDaemonSet({
      metadata: { generation: 2n ** 63n - 1n },
      status: { observedGeneration: 2n ** 53n },
    })
    const { written, computed, recorded } = statusStep(huge, [], everything, true)
    expect(written).toBe(true)
    expect(computed.observedGeneration).toBe('9223372036854775807')
    expect(recorded.observedGeneration).toBe('9007199254740992')
  })

  it('takes no generation for 0', () => {
    const { written, computed } = statusStep({}, [], everything, true)
    expect(written).toBe(false)
    expect(computed.observedGeneration).toBe(0)
  })
})

describe('recordedStatus', () => {
  it('takes null and nothing for 0', () => {
    const nothing = { ...NUMBERS, numberReady: null, observedGeneration: null }
    expect(recordedStatus(aDaemonSet({ status: nothing }))).toEqual({
      ...NUMBERS,
      numberReady: 0,
      observedGeneration: 0,
    })
    expect(recordedStatus({ status: null })).toEqual(recordedStatus(agent))
  })
})

describe('the status that a pass writes', () => {
  const two = [aNode('n1'), aNode('n2')]

  it('D-05: counts the pods of its own pass if it sees them', () => {
    const five = ['n1', 'n2', 'n3', 'n4', 'n5'].map((name) => aNode(name))
    expect(planned({ nodes: five }).status.computed).toMatchObject({
      desiredNumberScheduled: 5,
      currentNumberScheduled: 5,
      updatedNumberScheduled: 5,
      numberReady: 0,
    })
    expect(planned({ nodes: five, cacheLag: true }).status.computed).toMatchObject({
      desiredNumberScheduled: 5,
      currentNumberScheduled: 0,
      updatedNumberScheduled: 0,
    })
  })

  it('counts what the rolling update of its own pass leaves if it sees it', () => {
    const pods = podsAt(agent, { n1: 'old', n2: 'old' })
    const counted = (cacheLag: boolean) =>
      planned({ nodes: two, pods, cacheLag }).status.computed.currentNumberScheduled
    expect([counted(false), counted(true)]).toEqual([1, 2])
  })

  it('lists no pod of its own pass, which has no name yet', () => {
    const { nodes: plans } = planned({ nodes: two, pods: podsAt(agent, { n1: 'new' }) })
    expect(plans.map(({ pods }) => pods)).toEqual([['n1-0'], []])
  })

  it.each([
    ['D-29: two pods that are not ready', 'new!', 0],
    ['D-29: two pods that are ready', 'new', 2],
  ])('%s', (_row, words, numberReady) => {
    const pods = podsAt(agent, { n1: words, n2: words })
    expect(planned({ nodes: two, pods }).status.computed).toMatchObject({ numberReady })
  })

  it('D-30: the generation is observed', () => {
    const pods = podsAt(agent, { n1: 'new', n2: 'new' })
    const { written, computed } = planned({ nodes: two, pods }).status
    expect({ written, generation: computed.observedGeneration }).toEqual({
      written: true,
      generation: 1,
    })
  })

  it('never counts more of a number than of the one that it is part of', () => {
    fc.assert(
      fc.property(frozenly(anyScene), (scene) => {
        const { computed } = planned({ ...scene, cacheLag: true }).status
        const {
          desiredNumberScheduled: desired = 0,
          currentNumberScheduled: current = 0,
          numberReady: ready = 0,
          numberAvailable: available = 0,
          updatedNumberScheduled: updated = 0,
          numberUnavailable: unavailable = 0,
        } = computed
        expect(current).toBeLessThanOrEqual(desired)
        expect(ready).toBeLessThanOrEqual(current)
        expect(available).toBeLessThanOrEqual(ready)
        expect(updated).toBeLessThanOrEqual(current)
        expect(available + unavailable).toBe(desired)
      }),
    )
  })
})
