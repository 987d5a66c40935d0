import { expect, it } from 'vitest'
import { plan } from '../../src/cluster/plan.js'
import { nodesToForget, nodesWithoutReasons } from '../../src/sync/nodesWithoutReasons.js'
import type { Plan } from '../../src/sync/plan.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'

const planned = (): Plan =>
  plan({
    daemonSet: aDaemonSet(),
    nodes: [aNode('n1'), aNode('n2', { taints: ['db:NoSchedule'] })],
    pods: [],
    revisions: [],
    now: '2026-01-01T00:00:00Z',
  })

it('tells the same of nodes as the plan, but for the reasons', () => {
  const made = planned()
  const without = nodesWithoutReasons(made)
  expect(without.map(({ reasons }) => reasons)).toEqual([[], []])
  expect(made.nodes.map((node) => ({ ...node, reasons: [] }))).toEqual(without)
  expect(made.nodes.map(({ reasons }) => reasons.length)).toEqual([0, 1])
})

it('explains nodes anew for those who do not keep them', () => {
  const made = planned()
  expect(nodesToForget(made)).toEqual(made.nodes)
  expect(nodesToForget(made)).not.toBe(nodesToForget(made))
})

it('takes the nodes of a plan that was read as they are', () => {
  const read = JSON.parse(JSON.stringify(planned())) as Plan
  expect(nodesWithoutReasons(read)).toBe(read.nodes)
  expect(nodesToForget(read)).toBe(read.nodes)
})
