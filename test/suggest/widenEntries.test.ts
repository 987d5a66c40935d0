import { describe, expect, it } from 'vitest'
import { widenEntries } from '../../src/suggest/suggestFixes.js'
import type { StringMap } from '../../src/kube/objectMeta.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { aPolicy } from '../support/policy.js'

const node = aNode('n1', { labels: { zone: 'b', disk: 'ssd', odd: 'a b' } })

const widened = (nodeSelector: StringMap) =>
  widenEntries(aPolicy(aDaemonSet({ podSpec: { nodeSelector } })).selectedLabels, node)

const at = (key: string) => ['spec', 'template', 'spec', 'nodeSelector', key]

describe('widenEntries', () => {
  it('leaves alone what the node has', () => {
    expect(widened({ disk: 'ssd' })).toEqual([{ changes: [], drops: [], requirements: [] }])
  })

  it('lets in both values of a label, and drops what the node lacks; or drops all of it', () => {
    const gpu = { code: 'EntryDropped', path: at('gpu'), key: 'gpu', value: '' }
    expect(widened({ zone: 'a', disk: 'ssd', gpu: '' })).toEqual([
      {
        changes: [{ code: 'EntryWidened', path: at('zone'), key: 'zone', values: ['a', 'b'] }, gpu],
        drops: ['zone', 'gpu'],
        requirements: [{ key: 'zone', operator: 'In', values: ['a', 'b'] }],
      },
      {
        changes: [{ code: 'EntryDropped', path: at('zone'), key: 'zone', value: 'a' }, gpu],
        drops: ['zone', 'gpu'],
        requirements: [],
      },
    ])
  })

  it.each<[string, StringMap]>([
    ['the node lacks', { gpu: 'true', ['__proto__']: 'x' }],
    ['has an invalid value on the node', { odd: 'a' }],
    ['wants an invalid value', { zone: 'a b' }],
  ])('only drops what %s', (_what, nodeSelector) => {
    expect(widened(nodeSelector)).toMatchObject([{ drops: Object.keys(nodeSelector) }])
  })
})
