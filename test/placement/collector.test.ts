import { describe, expect, it } from 'vitest'
import { Collector } from '../../src/placement/collector.js'
import { aNode, aTaint } from '../../src/testing/builders.js'
import { aPolicy } from '../support/policy.js'

const policy = aPolicy({
  kind: 'DaemonSet',
  spec: {
    template: {
      spec: { nodeName: 'n2', nodeSelector: { disk: 'ssd' }, tolerations: [{ key: 'a' }] },
    },
  },
})
const collector = () => new Collector(policy, aNode('n1', { labels: { disk: 'SSD' } }))
const at = ['spec', 'template', 'spec']
const [wanted] = policy.selectedLabels
const [toleration] = policy.tolerations

describe('Collector', () => {
  it('starts with nothing', () => {
    expect(collector().reasons).toEqual([])
    expect(collector().toleratedTaints).toEqual([])
  })

  it('writes reasons down in the order in which it hears of them', () => {
    const heard = collector()
    heard.nodeNameDiffers(true)
    if (wanted !== undefined) heard.labelDiffers(wanted, true)
    heard.noTermMatches({ path: ['affinity'], terms: [] }, true)
    heard.unschedulable(false)
    heard.untolerated(aTaint('b=1:NoExecute'), 3, true)
    expect(heard.reasons).toEqual([
      {
        code: 'NodeNameMismatch',
        path: [...at, 'nodeName'],
        nodePath: ['metadata', 'name'],
        expected: 'n2',
        actual: 'n1',
        leaves: true,
      },
      {
        code: 'NodeSelectorMismatch',
        path: [...at, 'nodeSelector', 'disk'],
        nodePath: ['metadata', 'labels', 'disk'],
        key: 'disk',
        expected: 'ssd',
        actual: 'SSD',
        near: { code: 'ValueCase', wanted: 'ssd' },
        leaves: true,
      },
      { code: 'NodeAffinityMismatch', path: ['affinity'], terms: [], leaves: true },
      {
        code: 'NodeUnschedulable',
        path: [...at, 'tolerations'],
        nodePath: ['spec', 'unschedulable'],
        leaves: false,
      },
      {
        code: 'UntoleratedTaint',
        path: [...at, 'tolerations'],
        nodePath: ['spec', 'taints', 3],
        taint: { key: 'b', value: '1', effect: 'NoExecute' },
        leaves: true,
      },
    ])
  })

  it('writes down what was tolerated, and by what', () => {
    const heard = collector()
    if (toleration !== undefined) heard.tolerated({ key: 'a' }, 0, toleration)
    expect(heard.toleratedTaints).toEqual([
      {
        nodePath: ['spec', 'taints', 0],
        taint: { key: 'a', value: '', effect: '' },
        by: [...at, 'tolerations', 0],
      },
    ])
    expect(heard.reasons).toEqual([])
  })
})
