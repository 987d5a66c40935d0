import { expect, it } from 'vitest'
import { FIRST_TAINTS } from '../../src/kube/wellKnownTaints.js'
import { isStartupTaint } from '../../src/pools/poolTemplate.js'
import { aTaint } from '../../src/testing/builders.js'

it.each([
  ['node.kubernetes.io/not-ready:NoSchedule', true],
  ['node.cloudprovider.kubernetes.io/uninitialized=true:NoSchedule', true],
  ['node.cluster.x-k8s.io/uninitialized:NoSchedule', true],
  ['karpenter.sh/unregistered:NoExecute', true],
  ['node.cilium.io/agent-not-ready=true:NoExecute', true],
  ['startup-taint.cluster-autoscaler.kubernetes.io/x:NoSchedule', true],
  ['ignore-taint.cluster-autoscaler.kubernetes.io/x=y:NoSchedule', true],
  ['status-taint.cluster-autoscaler.kubernetes.io/x:NoSchedule', false],
  ['readiness.k8s.io/network:NoSchedule', true],
  ['node.kubernetes.io/unschedulable:NoSchedule', false],
  ['dedicated=db:NoSchedule', false],
])('%s goes away by itself: %s', (taint, goes) => {
  expect(isStartupTaint(aTaint(taint))).toBe(goes)
})

it('an absent key is none of them, and the first taints all are', () => {
  expect(isStartupTaint({})).toBe(false)
  expect(FIRST_TAINTS.length).toBeGreaterThan(0)
  expect(FIRST_TAINTS.filter((taint) => !isStartupTaint(taint))).toEqual([])
})
