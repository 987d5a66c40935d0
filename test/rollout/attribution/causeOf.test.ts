import { describe, expect, it } from 'vitest'
import { orThrow } from '../../../src/data/orThrow.js'
import { semanticsFor } from '../../../src/kube/semanticsFor.js'
import type { Pod } from '../../../src/kube/pod.js'
import { attributeUnavailability } from '../../../src/rollout/attributeUnavailability.js'
import type { AttributionOptions } from '../../../src/rollout/attribution/rolloutContext.js'
import { updateCluster } from '../../../src/cluster/updateCluster.js'
import type { Cause } from '../../../src/rollout/attribution/causeOf.js'
import { after } from '../../support/passes.js'
import { aRollout, NOW, rolloutOf, type RolloutParts } from '../../support/aRollout.js'

/** The causes of the pods of one node. */
const causesOf = (words: string, parts: RolloutParts = {}): readonly Cause[] => {
  const { snapshot, daemonSet, options } = aRollout({ n1: words }, parts)
  return attributeUnavailability(snapshot, daemonSet, options).unavailable.map(({ cause }) => cause)
}

/** The cause of a pod with another status or metadata. */
const causeWith = (
  word: string,
  change: (pod: Pod) => Pod,
  parts: RolloutParts = {},
  options: Partial<AttributionOptions> = {},
): Cause | undefined => {
  const { snapshot, daemonSet } = aRollout({ n1: word }, parts)
  const pods = [...(snapshot.pods?.values() ?? [])].map(change)
  const changed = updateCluster(snapshot, { put: { pods } })
  return attributeUnavailability(changed, daemonSet, { now: NOW, ...options }).unavailable[0]?.cause
}

const scheduled =
  (condition: object) =>
  (pod: Pod): Pod => ({
    ...pod,
    status: {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'False', ...condition }],
    },
  })

describe('causeOf', () => {
  it('has none for a pod that is available', () => {
    expect(causesOf('up:new')).toEqual([])
  })

  it('is the node first, then the deletion', () => {
    expect(causesOf('missing:newUnready')).toEqual([{ code: 'NodeGone' }])
    expect(causesOf('down:oldStuck')).toEqual([{ code: 'NodeNotReady' }])
    expect(causesOf('down:newUnready')).toEqual([{ code: 'NodeNotReady' }])
    const until = { until: after(3620), finalizers: [] }
    expect(causesOf('up:oldStopping')).toEqual([{ code: 'Terminating', grace: 'within', ...until }])
    expect(causesOf('up:oldStuck')).toMatchObject([{ code: 'Terminating', grace: 'beyond' }])
  })

  it('is that a pod has ended, also on a node that is not ready', () => {
    expect(causesOf('down:oldFailed')).toEqual([{ code: 'Failed' }])
    const evicted = (pod: Pod) => ({ ...pod, status: { phase: 'Failed', reason: 'Evicted' } })
    expect(causeWith('old', evicted)).toEqual({ code: 'Failed', reason: 'Evicted' })
    const done = (pod: Pod) => ({ ...pod, status: { phase: 'Succeeded' } })
    expect(causeWith('old', done)).toEqual({ code: 'Succeeded' })
  })

  it('is what the scheduler says of the pinned node', () => {
    expect(causesOf('newPending')).toEqual([{ code: 'HeldByResources', resources: ['cpu'] }])
    const taint = 'node(s) had untolerated taint {a: b}'
    const message = `0/1 nodes are available: 1 ${taint}.`
    expect(causeWith('newPending', scheduled({ message }))).toEqual({
      code: 'Unschedulable',
      complaints: [taint],
    })
    const gated = { reason: 'SchedulingGated' }
    expect(causeWith('newPending', scheduled(gated))).toEqual({
      code: 'Unschedulable',
      complaints: ['SchedulingGated'],
    })
    expect(causeWith('newPending', scheduled({ reason: 'Unschedulable' }))).toEqual({
      code: 'NotScheduled',
    })
    expect(causeWith('newPending', scheduled({}))).toEqual({ code: 'NotScheduled' })
    const blindSpot = (pod: Pod) => ({ ...pod, status: null })
    expect(causeWith('newPending', blindSpot)).toEqual({ code: 'NotScheduled' })
  })

  it('is a host port, by what other pods hold or by what the scheduler says', () => {
    const { snapshot, daemonSet, options } = rolloutOf(
      [{ name: 'n1', words: ['newPending'], squatted: true }],
      { hostPort: true },
    )
    expect(attributeUnavailability(snapshot, daemonSet, options).unavailable[0]?.cause).toEqual({
      code: 'HeldByHostPort',
      ports: [80],
      by: ['other/squatter-n1'],
    })
    const message =
      "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports."
    expect(causeWith('newPending', scheduled({ message }))).toEqual({
      code: 'HeldByHostPort',
      ports: [],
      by: [],
    })
  })

  it('is that the node is cordoned', () => {
    const message = '0/1 nodes are available: 1 node(s) were unschedulable.'
    const { snapshot, daemonSet } = aRollout({ n1: 'newPending' })
    const cordoned = updateCluster(snapshot, {
      put: {
        pods: [...(snapshot.pods?.values() ?? [])].map(scheduled({ message })),
        nodes: [{ metadata: { name: 'n1' }, spec: { unschedulable: true } }],
      },
    })
    expect(
      attributeUnavailability(cordoned, daemonSet, { now: NOW }).unavailable[0]?.cause,
    ).toEqual({
      code: 'NodeCordoned',
    })
  })

  it('is what the containers say, or for how long the pod has not been ready', () => {
    expect(causesOf('newCrashing')).toMatchObject([{ code: 'CrashLoop', restarts: 4 }])
    expect(causesOf('newStarting')).toEqual([{ code: 'Starting', since: after(3590) }])
    expect(causesOf('newUnready')).toEqual([{ code: 'NotReady', since: after(0) }])
    const bare = (pod: Pod) => ({ ...pod, status: { phase: 'Pending' } })
    expect(causeWith('newUnready', bare)).toEqual({ code: 'NotReady', since: after(0) })
    expect(causeWith('newUnready', bare, {}, { patience: 3600 })).toMatchObject({
      code: 'Starting',
    })
    const ageless = (pod: Pod) => ({
      ...bare(pod),
      metadata: { ...pod.metadata, creationTimestamp: null },
    })
    expect(causeWith('newUnready', ageless)).toEqual({ code: 'NotReady' })
  })

  it('is minReadySeconds, with a clock that is ahead or a time that is not told', () => {
    const parts = { minReadySeconds: 30 }
    expect(causesOf('newWaiting', parts)).toEqual([{ code: 'NotYetMinReady', until: after(3625) }])
    const { snapshot, daemonSet, options } = aRollout({ n1: 'newWaiting' }, parts)
    const older = { ...options, semantics: orThrow(semanticsFor({ kubernetes: '1.28' })).semantics }
    expect(attributeUnavailability(snapshot, daemonSet, older).unavailable[0]?.cause).toEqual({
      code: 'NotYetMinReady',
      until: after(3625).replace('Z', '.000000001Z'),
    })
    const since = (lastTransitionTime: string | null) => (pod: Pod) => ({
      ...pod,
      status: {
        phase: 'Running',
        conditions: [{ type: 'Ready', status: 'True', lastTransitionTime }],
      },
    })
    expect(causeWith('new', since(after(3660)), parts)).toEqual({
      code: 'NotYetMinReady',
      until: after(3690),
      ahead: 60,
    })
    expect(causeWith('new', since(null), parts)).toEqual({ code: 'NoTransitionTime' })
  })
})
