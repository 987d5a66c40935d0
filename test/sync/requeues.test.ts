import { describe, expect, it } from 'vitest'
import { plan, type PlanOptions } from '../../src/cluster/plan.js'
import type { Pod } from '../../src/kube/pod.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { after } from '../support/passes.js'

const waiting = frozen(aDaemonSet({ spec: { minReadySeconds: 30 } }))
const failed = (name: string): Pod => aPodOf(waiting, { node: 'n1', name, phase: 'Failed' })

const requeuesOf = (
  pods: readonly Pod[],
  options: Partial<PlanOptions> = {},
  daemonSet = waiting,
) =>
  plan({
    daemonSet,
    nodes: [aNode('n1'), aNode('n2')],
    pods: frozen(pods),
    revisions: [],
    now: after(10),
    ...options,
  }).requeues

describe('the passes that a pass asks for', () => {
  const ready = aPodOf(waiting, { node: 'n1' })

  it('14.10: one after minReadySeconds while a ready pod is not available', () => {
    const requeue = [{ why: 'MinReadySeconds', seconds: 30 }]
    expect(requeuesOf([ready])).toEqual(requeue)
    expect(requeuesOf([ready], { expectationsMet: false })).toEqual(requeue)
  })

  it('14.10: none where it is available, is not ready, or is never waited for', () => {
    expect(requeuesOf([ready], { now: after(30) })).toEqual([])
    expect(requeuesOf([aPodOf(waiting, { node: 'n1', ready: false })])).toEqual([])
    expect(requeuesOf([ready], {}, frozen(aDaemonSet()))).toEqual([])
  })

  it('14.10: one after the whole backoff of a node where a failed pod is left', () => {
    const backoff = { n1: { since: after(8), seconds: 8 } }
    expect(requeuesOf([failed('p1')], { backoff })).toEqual([
      { why: 'FailedPodBackoff', seconds: 8, node: 'n1' },
    ])
  })

  it('14.10: one after the backoff that begins, where one of two failed pods goes', () => {
    const backoff = { n1: { since: after(0), seconds: 8 } }
    const requeues = requeuesOf([failed('p1'), failed('p2')], { backoff })
    expect(requeues).toEqual([{ why: 'FailedPodBackoff', seconds: 16, node: 'n1' }])
  })

  it('14.10: none where the only failed pod goes', () => {
    expect(requeuesOf([failed('p1')])).toEqual([])
  })

  it('14.10: none of a pass that ends before', () => {
    const gone = frozen(aDaemonSet({ metadata: { deletionTimestamp: after(0) } }))
    expect(requeuesOf([ready], {}, { ...gone, spec: waiting.spec })).toEqual([])
  })
})
