import { describe, expect, it } from 'vitest'
import { nodeFacts, type KnownOfNodes } from '../../src/analysis/nodeFacts.js'
import { orThrow } from '../../src/data/orThrow.js'
import { cluster } from '../../src/cluster/cluster.js'
import { diff } from '../../src/impact/diff.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { impactText } from '../../src/report/text/impactText.js'

const IMAGE = 'agent:1'

const impactOf = (before: PodSpec, after: PodSpec, known?: KnownOfNodes) => {
  const sideOf = (spec: PodSpec) =>
    cluster({
      nodes: [{ metadata: { name: 'n1', labels: { disk: 'ssd' } } }],
      daemonSets: [
        {
          metadata: { namespace: 'default', name: 'agent', uid: 'u1' },
          spec: { template: { spec: { containers: [{ name: 'c', image: IMAGE }], ...spec } } },
        },
      ],
    })
  return diff(sideOf(before), sideOf(after), {
    now: new Date(0),
    nodeFacts: known && orThrow(nodeFacts(known)),
  })
}

const notIn = (...values: readonly string[]): PodSpec => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: values.map((value) => ({
          matchExpressions: [{ key: 'disk', operator: 'NotIn', values: [value] }],
        })),
      },
    },
  },
})

describe('diff, of every node that can exist', () => {
  it('proves that a change moves no pod', () => {
    const impact = impactOf({}, notIn('a', 'b'))
    expect(impact.daemonSets).toMatchObject([{ groups: [], everyNode: { code: 'Proved' } }])
    expect(impactText(impact)).toContain(
      '  = runs on the same nodes as before, whatever nodes there are',
    )
  })

  it('names a node on which it does, even if no node of the cluster shows it', () => {
    const impact = impactOf({}, notIn('hdd'))
    expect(impact.daemonSets).toMatchObject([
      {
        groups: [],
        everyNode: {
          code: 'Refuted',
          node: { metadata: { labels: { disk: 'hdd' } } },
          runs: [true, false],
        },
      },
    ])
    expect(impactText(impact)).toContain(
      '  ≠ runs no longer on nodes such as this made-up one: name node; labels disk=hdd; no taints',
    )
  })

  it('proves for the nodes that are known to be possible', () => {
    const selector = {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }],
    }
    const impact = impactOf({}, notIn('hdd'), { selector })
    expect(impact.daemonSets).toMatchObject([{ everyNode: { code: 'Proved' } }])
    expect(impact.daemonSets[0]).not.toHaveProperty('selects')
    expect(impactOf({}, notIn('ssd'), { selector }).daemonSets).toMatchObject([
      { everyNode: { code: 'Refuted' } },
    ])
  })

  it('says in words which nodes were and are meant, where these are not proved to be the same', () => {
    const tolerations = [{ key: 'dedicated', value: 'db' }]
    const impact = impactOf({}, { ...notIn('hdd'), tolerations })
    expect(impact.daemonSets[0]?.selects).toEqual({
      before: { nodes: { code: 'Selects', terms: [{}], exact: true }, tolerations: [] },
      after: {
        nodes: {
          code: 'Selects',
          terms: [{ matchExpressions: [{ key: 'disk', operator: 'NotIn', values: ['hdd'] }] }],
          exact: true,
        },
        tolerations,
      },
    })
    expect(impactText(impact)).toContain('  was for: every node')
    expect(impactText(impact)).toContain(
      '  is for:  every node except disk=hdd; also nodes tainted dedicated=db',
    )
  })

  it('says nothing of a DaemonSet that is the same', () => {
    expect(impactOf(notIn('a'), notIn('a')).daemonSets[0]).not.toHaveProperty('everyNode')
  })
})
