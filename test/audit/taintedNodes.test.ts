import { expect, it } from 'vitest'
import { taintedNodes } from '../../src/audit/taintedNodes.js'
import { aNode } from '../../src/testing/builders.js'

it('different taints are listed with their nodes, equal ones once', () => {
  const nodes = [
    aNode('n1', { taints: ['a:NoSchedule', 'b=x:NoSchedule', 'a:NoSchedule'] }),
    aNode('n2', { taints: ['b=y:NoSchedule', 'a:NoSchedule', 'c:NoSchedule'] }),
    {},
  ]
  expect(taintedNodes(nodes, ({ key }) => key !== 'c')).toEqual([
    { taint: { key: 'a', value: '', effect: 'NoSchedule' }, nodes: ['n1', 'n2'] },
    { taint: { key: 'b', value: 'x', effect: 'NoSchedule' }, nodes: ['n1'] },
    { taint: { key: 'b', value: 'y', effect: 'NoSchedule' }, nodes: ['n2'] },
  ])
})
