import { describe, expect, it } from 'vitest'
import { assertions } from '../../src/expect/assertions.js'
import { checkTest } from '../../src/expect/checkTest.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { subjectOf } from '../support/testSubject.js'

const daemon = (name: string, spec: PodSpec): DaemonSet => ({
  metadata: { name, namespace: 'default' },
  spec: { template: { spec } },
})

const EVERYTHING = [{ operator: 'Exists' }]

const objects = {
  nodes: [],
  daemonSets: [
    daemon('large', { nodeSelector: { size: 'large' }, tolerations: EVERYTHING }),
    daemon('small', { nodeSelector: { size: 'small' }, tolerations: EVERYTHING }),
    daemon('everywhere', { tolerations: EVERYTHING }),
    daemon('untolerant', {}),
  ],
}
const of = subjectOf(objects)
const sized = { selector: 'size in (large, small)' }
const possible = {}

describe('assertions about nodes that could exist', () => {
  it('runsOnEvery is proved, or shows a node without', () => {
    const asked = { daemonSets: ['everywhere'], possible }
    expect(assertions.runsOnEvery(asked, of)).toEqual([])
    expect(assertions.runsOnEvery({ ...asked, daemonSets: ['untolerant'] }, of)).toMatchObject([
      {
        code: 'NotOnPossibleNode',
        subject: { name: 'untolerant' },
        path: ['here'],
        expected: 'runsOnEvery',
        of: ['default/untolerant'],
        run: [],
        node: { spec: { taints: [{ effect: 'NoSchedule' }] } },
        reasons: [{ code: 'UntoleratedTaint' }],
      },
    ])
    const untainted = { daemonSets: ['untolerant'], possible: { taints: [] } }
    expect(assertions.runsOnEvery(untainted, of)).toEqual([])
  })

  it('a pool is no node that could exist: its name is refused', () => {
    const pools = [{ node: { metadata: { name: 'general' } } }]
    const pooled = subjectOf(objects, pools)
    const asked = { daemonSets: ['everywhere'], possible }
    const names = ['general', 'n1']
    const found = { code: 'PoolNamed', pool: 'general' }
    expect(assertions.runsOnEvery({ ...asked, nodes: { names } }, pooled)).toMatchObject([
      { ...found, path: ['here', 'nodes', 'names'] },
    ])
    expect(assertions.runsOnEvery({ ...asked, except: { names } }, pooled)).toMatchObject([
      { ...found, path: ['here', 'except', 'names'] },
    ])
    expect(assertions.runsOnEvery({ ...asked, nodes: { names: ['n1'] } }, pooled)).toEqual([])
    const there = subjectOf({ ...objects, nodes: pools.map(({ node }) => node) }, pools)
    expect(assertions.runsOnEvery({ ...asked, nodes: { names: ['general'] } }, there)).toEqual([])
  })

  it('runsOnNo is proved, or shows a node with', () => {
    const nodes = { selector: 'size=large' }
    expect(assertions.runsOnNo({ daemonSets: ['small'], nodes, possible }, of)).toEqual([])
    const found = assertions.runsOnNo({ nodes, possible }, of)
    expect(found).toMatchObject([
      { code: 'NotOnPossibleNode', subject: { name: 'everywhere' }, run: ['default/everywhere'] },
      { node: { metadata: { labels: { size: 'large' } } }, expected: 'runsOnNo' },
      { subject: { name: 'untolerant' } },
    ])
    const none = { nodes: { selector: 'size=large,!size' }, possible }
    expect(assertions.runsOnNo(none, of)).toEqual([])
  })

  it('neverShare is proved, or shows a node with two', () => {
    expect(assertions.neverShare({ daemonSets: ['large', 'small'], possible }, of)).toEqual([])
    const asked = { daemonSets: ['large', 'small', 'everywhere'], possible }
    expect(assertions.neverShare(asked, of)).toMatchObject([
      { of: ['default/everywhere', 'default/large'], run: ['default/everywhere', 'default/large'] },
      { of: ['default/everywhere', 'default/small'] },
    ])
  })

  it('exactlyOne is proved, or shows a node with none or several', () => {
    const asked = { daemonSets: ['large', 'small'], possible }
    expect(assertions.exactlyOne({ ...asked, nodes: sized }, of)).toEqual([])
    expect(assertions.exactlyOne(asked, of)).toMatchObject([
      {
        code: 'NotOnPossibleNode',
        subject: { kind: 'Case' },
        of: ['default/large', 'default/small'],
        run: [],
        reasons: [],
      },
    ])
  })

  it('knows names, exceptions, and that the hostname is the name', () => {
    const named = { daemonSets: ['large', 'small'], nodes: { names: ['n1', 'n2'] }, possible }
    expect(assertions.exactlyOne(named, of)).toMatchObject([{ node: { metadata: { name: 'n1' } } }])
    const but = { ...named, except: { names: ['n1'] } }
    expect(assertions.exactlyOne(but, of)).toMatchObject([{ node: { metadata: { name: 'n2' } } }])
    const sizes = {
      daemonSets: ['large', 'small'],
      except: { selector: 'size notin (large,small)' },
      possible,
    }
    expect(assertions.exactlyOne(sizes, of)).toEqual([])
    const hosted = subjectOf({
      nodes: [],
      daemonSets: [
        daemon('on-n1', {
          nodeSelector: { 'kubernetes.io/hostname': 'n1' },
          tolerations: EVERYTHING,
        }),
      ],
    })
    const onN1 = { daemonSets: ['on-n1'], nodes: { names: ['n1'] } }
    expect(assertions.runsOnEvery({ ...onN1, possible }, hosted)).toHaveLength(1)
    expect(assertions.runsOnEvery({ ...onN1, possible: { hostnameIsName: true } }, hosted)).toEqual(
      [],
    )
  })

  it('fails about nothing', () => {
    const asked = { daemonSets: ['large'], possible }
    expect(assertions.exactlyOne({ ...asked, except: {} }, of)).toMatchObject([
      { code: 'NothingMatches', what: 'nodes' },
    ])
    expect(assertions.exactlyOne({ ...asked, nodes: { selector: 'size=a b' } }, of)).toMatchObject([
      { code: 'UnreadableSelector', selector: 'size=a b' },
    ])
    expect(assertions.exactlyOne({ ...asked, daemonSets: ['none'] }, of)).toMatchObject([
      { code: 'NothingMatches', what: 'daemonSets' },
    ])
  })

  it('is undecided where a proof takes too long', () => {
    const key = (i: number) => `p${i}`
    const is = (i: number, hole: number) => ({
      key: key(i),
      operator: 'In',
      values: [String(hole)],
    })
    const pairs = Array.from({ length: 12 }, (_, a) =>
      Array.from({ length: a }, (__, b) =>
        Array.from({ length: 11 }, (___, hole) => ({
          matchExpressions: [is(a, hole), is(b, hole)],
        })),
      ),
    ).flat(2)
    const pigeons = daemon('pigeons', {
      tolerations: EVERYTHING,
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: pairs },
        },
      },
    })
    const holes = Array.from({ length: 11 }, (_, hole) => String(hole)).join(',')
    const selector = Array.from({ length: 12 }, (_, i) => `${key(i)} in (${holes})`).join(',')
    const asked = { runsOnEvery: { daemonSets: ['pigeons'], nodes: { selector }, possible } }
    const checked = checkTest(
      { name: 'test', cases: [{ name: 'case', assertions: [asked] }] },
      { nodes: [], daemonSets: [pigeons] },
    )
    expect(checked).toMatchObject({
      right: [{ outcome: 'undecided', findings: [{ code: 'NotProved', steps: 10_000_000 }] }],
    })
  })
})
