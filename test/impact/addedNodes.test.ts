import { expect, it } from 'vitest'
import { addedNodes } from '../../src/impact/applyChange.js'
import { aNode } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

it('nodes of a pool get names that are free, and their own host names', () => {
  const node = frozen(aNode('gpu', { labels: { pool: 'gpu' }, taints: ['gpu:NoSchedule'] }))
  const nodes = addedNodes({ node }, 2, new Set(['gpu-1', 'other']))
  expect(nodes).toMatchObject([
    { metadata: { name: 'gpu-2', labels: { pool: 'gpu', 'kubernetes.io/hostname': 'gpu-2' } } },
    { metadata: { name: 'gpu-3', labels: { pool: 'gpu', 'kubernetes.io/hostname': 'gpu-3' } } },
  ])
  expect(nodes[0]?.spec).toEqual(node.spec)
})

it('a pool without a name makes nodes all the same', () => {
  expect(addedNodes({ node: {} }, 1, new Set())[0]?.metadata?.name).toBe('node-1')
})
