import { describe, expect, it } from 'vitest'
import { unusedToleration } from '../../src/audit/unusedToleration.js'
import type { Taint } from '../../src/kube/taint.js'
import { aDaemonSet, aNode, aTaint } from '../../src/testing/builders.js'
import { audited } from '../support/audited.js'

const tolerations = [
  { key: 'gpu', operator: 'Exists' },
  { key: 'dedicated', value: 'db', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists' },
  { operator: 'Exists', effect: 'NoExecute' },
]
const daemonSets = [aDaemonSet({ podSpec: { tolerations } })]

const found = (taints: readonly string[], expected: readonly Taint[] = []) =>
  unusedToleration
    .check(audited({ nodes: [aNode('n1', { taints })], daemonSets }, { expectedTaints: expected }))
    .map(({ key, path: at }) => [key, at.at(-1)])

describe('unusedToleration', () => {
  it('finds tolerations of taints that no node has', () => {
    expect(found([])).toEqual([
      ['gpu', 0],
      ['dedicated', 1],
    ])
    expect(found(['gpu:PreferNoSchedule', 'dedicated=web:NoSchedule'])).toEqual([['dedicated', 1]])
  })

  it('counts taints that nodes are known to get', () => {
    expect(found([], [aTaint('gpu:NoSchedule')])).toEqual([['dedicated', 1]])
  })

  it('says nothing where there are no nodes', () => {
    expect(unusedToleration.check(audited({ nodes: [], daemonSets }))).toEqual([])
  })
})
