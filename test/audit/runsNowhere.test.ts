import { describe, expect, it } from 'vitest'
import { runsNowhere } from '../../src/audit/runsNowhere.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { audited } from '../support/audited.js'

/** NVIDIA/dcgm-exporter#731: the chart tolerates nothing, and every GPU node is tainted. */
const exporter = aDaemonSet({
  name: 'dcgm-exporter',
  podSpec: { nodeSelector: { 'nvidia.com/gpu.present': 'true' } },
})
const gpu = (name: string) =>
  aNode(name, {
    labels: { 'nvidia.com/gpu.present': 'true' },
    taints: ['nvidia.com/gpu=true:NoSchedule', 'soft:PreferNoSchedule'],
  })

describe('runsNowhere', () => {
  it('names the taints that keep a DaemonSet from every node that it selects', () => {
    const nodes = [aNode('cpu-1'), gpu('gpu-1'), gpu('gpu-2')]
    expect(runsNowhere.check(audited({ nodes, daemonSets: [exporter] }))).toEqual([
      {
        code: 'RunsNowhere',
        severity: 'error',
        subject: { kind: 'DaemonSet', namespace: 'default', name: 'dcgm-exporter' },
        path: ['spec', 'template', 'spec', 'tolerations'],
        selected: ['gpu-1', 'gpu-2'],
        taints: [
          {
            taint: { key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' },
            nodes: ['gpu-1', 'gpu-2'],
          },
        ],
        reasons: [],
      },
    ])
  })

  it('only warns where no node is selected', () => {
    expect(
      runsNowhere.check(audited({ nodes: [aNode('cpu-1')], daemonSets: [exporter] })),
    ).toMatchObject([
      {
        severity: 'warning',
        path: ['spec', 'template', 'spec'],
        selected: [],
        taints: [],
        reasons: [{ nodes: ['cpu-1'], reasons: [{ code: 'NodeSelectorMismatch' }] }],
      },
    ])
  })

  it('tells first of the nodes that come nearest', () => {
    const picky = aDaemonSet({ podSpec: { nodeSelector: { zone: 'a', disk: 'ssd' } } })
    const nodes = [
      aNode('n1'),
      aNode('n2', { labels: { zone: 'a', disk: 'SSD' }, taints: ['x:NoSchedule'] }),
      aNode('n3', { labels: { zone: 'a', disk: 'hdd' } }),
    ]
    expect(runsNowhere.check(audited({ nodes, daemonSets: [picky] }))[0]?.reasons).toMatchObject([
      { nodes: ['n2', 'n3'], reasons: [{ key: 'disk', near: { code: 'ValueCase' } }] },
      { nodes: ['n1'], reasons: [{ key: 'zone' }, { key: 'disk' }] },
    ])
  })

  it('says nothing of a DaemonSet that runs somewhere, or of one without nodes', () => {
    const daemonSets = [aDaemonSet()]
    expect(runsNowhere.check(audited({ nodes: [aNode('n1'), gpu('n2')], daemonSets }))).toEqual([])
    expect(runsNowhere.check(audited({ nodes: [], daemonSets: [exporter] }))).toEqual([])
    expect(runsNowhere.check(audited({ daemonSets: [exporter] }))).toEqual([])
  })
})
