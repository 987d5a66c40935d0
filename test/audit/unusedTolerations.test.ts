import { describe, expect, it } from 'vitest'
import { unusedTolerations } from '../../src/audit/unusedTolerations.js'
import type { Taint } from '../../src/kube/taint.js'
import { aDaemonSet, aNode, aTaint } from '../../src/testing/builders.js'
import { surveyOf } from '../support/survey.js'

const tolerations = [
  { key: 'gpu', operator: 'Exists' },
  { key: 'dedicated', value: 'db', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/memory-pressure', operator: 'Exists' },
  { operator: 'Exists', effect: 'NoExecute' },
]
const daemonSets = [aDaemonSet({ podSpec: { tolerations } })]

const found = (taints: readonly string[], expected: readonly Taint[] = []) =>
  unusedTolerations(surveyOf({ nodes: [aNode('n1', { taints })], daemonSets }), expected).map(
    ({ key, path: at }) => [key, at.at(-1)],
  )

describe('unusedTolerations', () => {
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

  it('says nothing where no nodes are known', () => {
    expect(unusedTolerations(surveyOf({ daemonSets }), [])).toEqual([])
  })
})
