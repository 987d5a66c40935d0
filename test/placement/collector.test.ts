import { describe, expect, it } from 'vitest'
import { Collector } from '../../src/placement/collector.js'
import { compile } from '../../src/placement/compile.js'
import { aNode, aTaint } from '../../src/testing/builders.js'

const policy = compile({
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
    heard.noTermMatches({ at: ['affinity'], terms: [] }, true)
    heard.unschedulable(false)
    heard.untolerated(aTaint('b=1:NoExecute'), 3, true)
    expect(heard.reasons).toEqual([
      {
        code: 'NodeNameMismatch',
        at: [...at, 'nodeName'],
        on: ['metadata', 'name'],
        expected: 'n2',
        actual: 'n1',
        leaves: true,
      },
      {
        code: 'NodeSelectorMismatch',
        at: [...at, 'nodeSelector', 'disk'],
        on: ['metadata', 'labels', 'disk'],
        key: 'disk',
        expected: 'ssd',
        actual: 'SSD',
        near: { hint: 'ValueCase', wanted: 'ssd' },
        leaves: true,
      },
      { code: 'NodeAffinityMismatch', at: ['affinity'], terms: [], leaves: true },
      {
        code: 'NodeUnschedulable',
        at: [...at, 'tolerations'],
        on: ['spec', 'unschedulable'],
        leaves: false,
      },
      {
        code: 'UntoleratedTaint',
        at: [...at, 'tolerations'],
        on: ['spec', 'taints', 3],
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
        on: ['spec', 'taints', 0],
        taint: { key: 'a', value: '', effect: '' },
        by: [...at, 'tolerations', 0],
      },
    ])
    expect(heard.reasons).toEqual([])
  })
})
