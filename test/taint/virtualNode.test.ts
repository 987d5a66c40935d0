import { expect, it } from 'vitest'
import { virtualSign } from '../../src/taint/virtualNode.js'
import { aNode } from '../../src/testing/builders.js'

it.each([
  ['a label', { labels: { type: 'virtual-kubelet' } }, { label: 'type=virtual-kubelet' }],
  [
    'the label of a provider',
    { labels: { 'virtual-kubelet.io/provider': 'admiralty' } },
    { label: 'virtual-kubelet.io/provider=admiralty' },
  ],
  [
    'the taint of a provider',
    { taints: ['a:NoSchedule', 'virtual-kubelet.io/provider=azure:NoSchedule'] },
    { taint: { key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule' } },
  ],
  [
    'the taint of Fargate',
    { taints: ['eks.amazonaws.com/compute-type=fargate:NoSchedule'] },
    { taint: { key: 'eks.amazonaws.com/compute-type', value: 'fargate', effect: 'NoSchedule' } },
  ],
  [
    'the taint of Auto Mode',
    { taints: ['eks.amazonaws.com/compute-type=auto:NoSchedule'] },
    undefined,
  ],
  ['nothing', {}, undefined],
])('%s says whether a node is virtual', (_case, parts, expected) => {
  expect(virtualSign(aNode('n1', parts))).toEqual(expected)
})
