import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPatch } from '../../src/data/patch.js'
import { narrowTolerations, suggestTolerations } from '../../src/suggest/suggestTolerations.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Node } from '../../src/kube/node.js'
import type { Toleration } from '../../src/kube/toleration.js'
import { decide } from '../../src/placement/decide.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const tolerating = (...tolerations: readonly Toleration[]) =>
  aDaemonSet({ podSpec: { tolerations } })

const runsOn = (daemonSet: DaemonSet, nodes: readonly Node[]): readonly string[] =>
  nodes
    .filter((node) => decide(aPolicy(daemonSet), node) === 'run')
    .map(({ metadata }) => metadata?.name ?? '')

const TAINTS = [
  'a=x:NoSchedule',
  'a=y:NoSchedule',
  'a=x:NoExecute',
  'b:NoSchedule',
  'c:PreferNoSchedule',
]

const anyNodes = frozenly(
  fc
    .array(fc.subarray(TAINTS), { minLength: 1, maxLength: 4 })
    .map((nodes) => nodes.map((taints, i) => aNode(`n${i}`, { taints }))),
)

/** Everything that somebody might tolerate here. */
const CANDIDATES: readonly Toleration[] = [
  { key: 'a', operator: 'Equal', value: 'x', effect: 'NoSchedule' },
  { key: 'a', operator: 'Equal', value: 'y', effect: 'NoSchedule' },
  { key: 'a', operator: 'Equal', value: 'x', effect: 'NoExecute' },
  { key: 'a', operator: 'Exists' },
  { key: 'b', operator: 'Exists', effect: 'NoSchedule' },
  { operator: 'Exists', effect: 'NoSchedule' },
  { operator: 'Exists' },
]

const subsets = <A>(items: readonly A[]): readonly (readonly A[])[] =>
  Array.from({ length: 2 ** items.length }, (_, chosen) =>
    items.filter((_item, i) => Math.floor(chosen / 2 ** i) % 2 === 1),
  )

const anyTolerations = frozenly(fc.subarray([...CANDIDATES], { maxLength: 2 }))

describe('suggestTolerations', () => {
  it('tolerates a taint without a key, and asks nothing of a node without a spec', () => {
    const keyless = {
      metadata: { name: 'keyless' },
      spec: { taints: [{ effect: 'NoSchedule' }] },
    }
    const nodes = frozen([keyless, { metadata: { name: 'bare' } }])
    expect(suggestTolerations(aDaemonSet(), nodes, nodes)).toMatchObject(
      E.right({ added: [{ key: '', operator: 'Equal', effect: 'NoSchedule' }] }),
    )
  })

  it('tolerates exactly the taints that keep it away, and says where else it runs then', () => {
    const nodes = [
      aNode('n1', { taints: ['gpu=a100:NoSchedule', 'spot:NoExecute', 'soft:PreferNoSchedule'] }),
      aNode('n2', { taints: ['gpu=a100:NoSchedule'] }),
      aNode('n3', { taints: ['gpu=t4:NoSchedule'] }),
      aNode('n4'),
    ]
    const daemonSet = tolerating({ key: 'old', operator: 'Exists' })
    const added = [
      { key: 'gpu', operator: 'Equal', value: 'a100', effect: 'NoSchedule' },
      { key: 'spot', operator: 'Exists', effect: 'NoExecute' },
    ]
    const tolerations = [{ key: 'old', operator: 'Exists' }, ...added]
    const path = ['spec', 'template', 'spec', 'tolerations']
    expect(suggestTolerations(daemonSet, nodes.slice(0, 1), nodes)).toEqual(
      E.right({
        tolerations,
        added,
        removed: [],
        patch: [{ op: 'replace', path, value: tolerations }],
        gained: ['n1', 'n2'],
        lost: [],
      }),
    )
  })

  it('has nothing to suggest where it runs', () => {
    const nodes = [aNode('n1')]
    expect(suggestTolerations({}, nodes, nodes)).toEqual(
      E.right({ tolerations: [], added: [], removed: [], patch: [], gained: [], lost: [] }),
    )
  })

  it('says what besides taints keeps it away', () => {
    const daemonSet = aDaemonSet({ podSpec: { nodeSelector: { gpu: 'true' } } })
    const node = aNode('n1', { taints: ['gpu:NoSchedule'] })
    expect(suggestTolerations(daemonSet, [node], [node])).toMatchObject({
      left: [{ code: 'NotSelected', node: 'n1', reasons: [{ code: 'NodeSelectorMismatch' }] }],
    })
  })

  it('reaches the wanted nodes, and nothing smaller does', () => {
    fc.assert(
      fc.property(anyNodes, anyTolerations, fc.nat(), (nodes, tolerations, chosen) => {
        const daemonSet = tolerating(...tolerations)
        const wanted = [nodes[chosen % nodes.length] ?? {}]
        const suggestion = suggestTolerations(daemonSet, wanted, nodes)
        if (E.isLeft(suggestion)) throw new Error('every node is selected')
        const { patch: edits, added, gained } = suggestion.right
        const reached = runsOn(applyPatch(daemonSet, edits) as DaemonSet, nodes)
        expect(runsOn(applyPatch(daemonSet, edits) as DaemonSet, wanted)).toHaveLength(1)
        expect(reached).toEqual(expect.arrayContaining([...runsOn(daemonSet, nodes), ...gained]))
        for (const more of subsets(CANDIDATES)) {
          const other = tolerating(...tolerations, ...more)
          if (runsOn(other, wanted).length === 0) continue
          expect(runsOn(other, nodes)).toEqual(expect.arrayContaining([...reached]))
        }
        for (const one of added) {
          const without = added.filter((toleration) => toleration !== one)
          expect(runsOn(tolerating(...tolerations, ...without), wanted)).toEqual([])
        }
      }),
    )
  })
})

describe('narrowTolerations', () => {
  it('leaves virtual nodes out, kubernetes-sigs/azurefile-csi-driver#454', () => {
    const nodes = [
      aNode('w1'),
      aNode('gpu', { taints: ['sku=gpu:NoSchedule'] }),
      aNode('virtual', {
        labels: { type: 'virtual-kubelet' },
        taints: ['virtual-kubelet.io/provider=azure:NoSchedule'],
      }),
    ]
    expect(narrowTolerations(tolerating({ operator: 'Exists' }), nodes)).toMatchObject({
      tolerations: [{ key: 'sku', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }],
      lost: ['virtual'],
    })
  })

  it('needs no toleration of a value beside one of the key', () => {
    const nodes = [
      aNode('n1', { taints: ['a:NoSchedule'] }),
      aNode('n2', { taints: ['a=x:NoSchedule'] }),
    ]
    expect(narrowTolerations(tolerating({ operator: 'Exists' }), nodes).tolerations).toEqual([
      { key: 'a', operator: 'Exists', effect: 'NoSchedule' },
    ])
  })

  it('puts what is needed today in place of tolerations of everything', () => {
    const named = { key: 'gpu', operator: 'Exists' }
    const daemonSet = tolerating({ operator: 'Exists' }, named)
    const nodes = [aNode('n1', { taints: ['gpu:NoSchedule', 'b=x:NoSchedule'] }), aNode('n2')]
    expect(narrowTolerations(daemonSet, nodes)).toMatchObject({
      tolerations: [named, { key: 'b', operator: 'Equal', value: 'x', effect: 'NoSchedule' }],
      removed: [{ operator: 'Exists' }],
      gained: [],
    })
  })

  it('keeps today’s nodes and no others, names every taint, and adds nothing in vain', () => {
    fc.assert(
      fc.property(anyNodes, anyTolerations, (nodes, tolerations) => {
        const daemonSet = tolerating(...tolerations)
        const { patch: edits, added, tolerations: narrowed } = narrowTolerations(daemonSet, nodes)
        const today = runsOn(daemonSet, nodes)
        expect(runsOn(applyPatch(daemonSet, edits) as DaemonSet, nodes)).toEqual(today)
        expect(narrowed.every(({ key }) => key !== undefined)).toBe(true)
        for (const one of added) {
          const without = narrowed.filter((toleration) => toleration !== one)
          expect(runsOn(tolerating(...without), nodes).length).toBeLessThan(today.length)
        }
      }),
    )
  })
})
