import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { namespacedName } from '../../src/kube/objectFacts.js'
import { daemonSetsNamed, nodesOf, noNodes } from '../../src/expect/testSubject.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { subjectOf } from '../support/testSubject.js'

const daemonSets = [
  aDaemonSet({ name: 'logs' }),
  aDaemonSet({ name: 'logs', metadata: { namespace: 'b' } }),
  aDaemonSet({ name: 'net' }),
  { metadata: { name: 'bare' } },
]
const named = (...patterns: readonly string[]) => {
  const found = daemonSetsNamed(subjectOf({ daemonSets }), patterns)
  return E.isRight(found) ? found.right.map(({ subject }) => namespacedName(subject)) : found.left
}

describe('DaemonSets by name', () => {
  it.each([
    [['logs'], ['b/logs', 'default/logs']],
    [['b/logs'], ['b/logs']],
    [['default/*'], ['default/logs', 'default/net']],
    [
      ['l*', 'logs', 'net'],
      ['b/logs', 'default/logs', 'default/net'],
    ],
    [['*'], ['b/logs', 'bare', 'default/logs', 'default/net']],
    [[], []],
  ])('%j are %j', (patterns, names) => {
    expect(named(...patterns)).toEqual(names)
  })

  it('that do not exist are findings', () => {
    expect(named('net', 'cni', 'x/*')).toEqual(
      ['cni', 'x/*'].map((pattern) => ({
        code: 'NothingMatches',
        severity: 'error',
        subject: { kind: 'DaemonSet', name: pattern },
        path: ['here', 'daemonSets'],
        what: 'daemonSets',
        pattern,
      })),
    )
  })
})

describe('nodes by selector', () => {
  const template = { node: aNode('pool', { labels: { gpu: '' } }) }
  const asked = subjectOf({ nodes: [aNode('n1', { labels: { gpu: '' } }), aNode('n2')] }, [
    template,
  ])

  it('are nodes and templates', () => {
    const found = nodesOf(asked, { nodes: { selector: 'gpu' } })
    expect(E.isRight(found) && found.right).toEqual({
      nodes: [aNode('n1', { labels: { gpu: '' } })],
      templates: [{ template, on: [] }],
    })
  })

  it('are no templates where those do not count', () => {
    const found = nodesOf(asked, { templates: false })
    expect(E.isRight(found) && found.right.templates).toEqual([])
  })

  it('that cannot be read are a finding', () => {
    expect(nodesOf(asked, { nodes: { selector: 'a in' } })).toEqual(
      E.left([
        {
          code: 'UnreadableSelector',
          severity: 'error',
          subject: { kind: 'Case', name: 'case' },
          path: ['here'],
          selector: 'a in',
        },
      ]),
    )
  })

  it('that are none are a finding', () => {
    expect(noNodes(asked, { selector: 'gpu' })).toMatchObject([{ what: 'nodes', pattern: 'gpu' }])
    expect(noNodes(asked, { names: ['a', 'b'] })).toMatchObject([{ pattern: 'a, b' }])
    expect(noNodes(asked, null)).toMatchObject([{ pattern: '' }])
  })
})
