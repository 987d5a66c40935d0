import { describe, expect, it } from 'vitest'
import { completed, openLabels, withLabelValue } from '../../src/pools/openLabels.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { aPolicy } from '../support/policy.js'

const policy = aPolicy(
  aDaemonSet({ podSpec: { nodeSelector: { zone: 'a', os: 'linux', x: 'y' } } }),
)

describe('openLabels', () => {
  it('are the unknown ones that the policy asks about, with the values that it tells apart', () => {
    const template = {
      node: aNode('pool', { labels: { os: 'linux' } }),
      unknownLabels: [
        { key: 'os' },
        { key: 'zone', requirements: [{ operator: 'Exists' }, { operator: 'Like' }] },
        { key: 'size' },
      ],
    }
    expect(openLabels(policy, template)).toEqual([{ key: 'zone', values: ['a', 'x'] }])
    expect(openLabels(policy, { node: {} })).toEqual([])
  })
})

describe('withLabelValue', () => {
  it('puts a label on a node, or leaves it absent', () => {
    const node = aNode('n1', { labels: { a: 'b' } })
    expect(withLabelValue(node, 'c', 'd').metadata?.labels).toEqual({ a: 'b', c: 'd' })
    expect(withLabelValue({}, 'c', 'd').metadata?.labels).toEqual({ c: 'd' })
    expect(withLabelValue(node, 'c', undefined)).toBe(node)
  })
})

describe('completed', () => {
  it('takes the first value of each label', () => {
    const labels = [
      { key: 'a', values: ['x', 'y'] },
      { key: 'b', values: [undefined, 'z'] },
    ]
    expect(completed({}, labels).metadata?.labels).toEqual({ a: 'x' })
  })
})
