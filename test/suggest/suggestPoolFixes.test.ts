import { describe, expect, it } from 'vitest'
import { decideTemplate } from '../../src/pools/decideTemplate.js'
import { edited } from '../../src/suggest/suggestTolerations.js'
import { suggestPoolFixes } from '../../src/suggest/suggestPoolFixes.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const pool = frozen({
  node: aNode('gpu', { labels: { disk: 'ssd' }, taints: ['gpu:NoSchedule'] }),
  startupTaints: [{ key: 'cni', effect: 'NoExecute' }],
  unknownLabels: [{ key: 'zone', requirements: [{ operator: 'In', values: ['a', 'b'] }] }],
})

describe('suggestPoolFixes', () => {
  it('brings a DaemonSet to the nodes of a pool, whatever is assumed of their labels', () => {
    const daemonSet = aDaemonSet({ podSpec: { nodeSelector: { zone: 'b', disk: 'nvme' } } })
    const { fixes, assumed } = suggestPoolFixes(frozen(daemonSet), pool, [])
    expect(assumed).toEqual([{ key: 'zone', value: 'b' }])
    expect(fixes.length).toBeGreaterThan(0)
    for (const { patch } of fixes) {
      const after = aPolicy(edited(daemonSet, patch))
      expect(decideTemplate(after, pool)).toMatchObject({
        code: 'Depends',
        on: ['zone'],
        best: 'run',
      })
    }
  })

  it('assumes nothing of a label that no value of it suits', () => {
    const daemonSet = aDaemonSet({ podSpec: { nodeSelector: { zone: 'c' } } })
    const { fixes, assumed } = suggestPoolFixes(daemonSet, pool, [])
    expect(assumed).toEqual([])
    expect(fixes[0]?.changes).toMatchObject([{ code: 'EntryDropped', key: 'zone' }])
  })

  it('has nothing to suggest where it runs once startup taints are off', () => {
    const daemonSet = aDaemonSet({
      podSpec: { tolerations: [{ key: 'gpu', operator: 'Exists' }], nodeSelector: { zone: 'a' } },
    })
    expect(suggestPoolFixes(daemonSet, pool, [])).toEqual({
      fixes: [],
      assumed: [{ key: 'zone', value: 'a' }],
    })
  })

  it('tells of the other nodes that it gains by their names, of those of the pool by its name', () => {
    const other = aNode('w1', { labels: { disk: 'ssd', 'kubernetes.io/os': 'windows' } })
    const windows = frozen({
      ...pool,
      node: aNode('gpu', { labels: { disk: 'ssd', 'kubernetes.io/os': 'windows' } }),
    })
    const daemonSet = aDaemonSet({ podSpec: { nodeSelector: { disk: 'nvme' } } })
    const { fixes } = suggestPoolFixes(daemonSet, windows, [other])
    expect(fixes[0]?.gained.toSorted()).toEqual(['gpu', 'w1'])
    expect(fixes[0]?.unasked?.map(({ node, value }) => `${node} ${value}`).toSorted()).toEqual([
      'gpu windows',
      'w1 windows',
    ])
  })

  it('names no node: the name of a pool is not the name of its nodes', () => {
    const affinity = (term: object) => ({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
      },
    })
    const byLabel = aDaemonSet({
      podSpec: {
        affinity: affinity({
          matchExpressions: [{ key: 'disk', operator: 'In', values: ['nvme'] }],
        }),
      },
    })
    const { fixes } = suggestPoolFixes(frozen(byLabel), pool, [])
    expect(fixes.flatMap(({ changes }) => changes.map(({ code }) => code))).toEqual(['ValueAdded'])
    expect(fixes[0]?.gained).toEqual(['gpu'])
    const byName = aDaemonSet({
      podSpec: {
        affinity: affinity({
          matchFields: [{ key: 'metadata.name', operator: 'In', values: ['gpu'] }],
        }),
      },
    })
    expect(suggestPoolFixes(frozen(byName), pool, []).fixes).toMatchObject([
      { changes: [{ code: 'AffinityDropped' }], gained: ['gpu'] },
    ])
    const pinned = aDaemonSet({ podSpec: { nodeName: 'gpu' } })
    expect(suggestPoolFixes(frozen(pinned), pool, []).fixes).toMatchObject([
      { changes: [{ code: 'NodeNameDropped' }], gained: ['gpu'] },
    ])
  })
})
