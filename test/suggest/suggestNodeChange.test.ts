import * as E from 'fp-ts/Either'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { suggestNodeChange } from '../../src/suggest/suggestNodeChange.js'
import type { Node } from '../../src/kube/node.js'
import { decide } from '../../src/placement/decide.js'
import { aDaemonSet, aNode, aTaint } from '../../src/testing/builders.js'
import { frozenly } from '../support/frozen.js'
import { aPolicy } from '../support/policy.js'

const tolerations = [{ key: 'a', operator: 'Exists' }]
const agent = aDaemonSet({ podSpec: { tolerations } })

describe('suggestNodeChange', () => {
  it('lists the taints that keep it away, and who else would come', () => {
    const node = aNode('n1', { taints: ['a:NoSchedule', 'b=x:NoExecute', 'c:PreferNoSchedule'] })
    const all = aDaemonSet({ name: 'all', podSpec: { tolerations: [{ operator: 'Exists' }] } })
    const twin = aDaemonSet({ name: 'twin', podSpec: { tolerations } })
    const none = aDaemonSet({ name: 'none' })
    expect(suggestNodeChange(agent, node, { daemonSets: [agent, all, twin, none] })).toEqual(
      E.right({
        node: 'n1',
        labels: {},
        taints: [{ key: 'b', value: 'x', effect: 'NoExecute' }],
        admits: ['default/twin'],
        loses: [],
      }),
    )
  })

  it('lists the labels that it wants, and who else comes and goes with them', () => {
    const pool = (name: string, value: string) =>
      aDaemonSet({ name, podSpec: { nodeSelector: { pool: value } } })
    const node = aNode('n1', { labels: { pool: 'a', disk: 'ssd' } })
    const daemonSets = [pool('mine', 'b'), pool('theirs', 'a'), pool('ours', 'b'), agent]
    expect(suggestNodeChange(pool('mine', 'b'), node, { daemonSets })).toEqual(
      E.right({
        node: 'n1',
        labels: { pool: 'b' },
        taints: [],
        admits: ['default/ours'],
        loses: ['default/theirs'],
      }),
    )
  })

  it('has nothing to change where it runs, and nothing to offer where no label helps', () => {
    const nothing = { node: '', labels: {}, taints: [], admits: [], loses: [] }
    expect(suggestNodeChange({}, {}, {})).toEqual(E.right(nothing))
    expect(
      suggestNodeChange(aDaemonSet({ podSpec: { nodeName: 'n2' } }), aNode('n1'), {}),
    ).toMatchObject({ left: [{ code: 'NamesAnotherNode' }] })
  })

  const LABELS = [
    ['a', 'x'],
    ['a', 'y'],
    ['b', 'x'],
  ] as const
  const TAINTS = ['t:NoSchedule', 't:NoExecute', 'a:NoSchedule']
  const anyLabels = fc.subarray([...LABELS]).map((labels) => Object.fromEntries(labels))
  const anyTerm = fc
    .subarray(
      [
        { key: 'a', operator: 'NotIn', values: ['x'] },
        { key: 'a', operator: 'Exists' },
        { key: 'b', operator: 'DoesNotExist' },
        { key: 'c', operator: 'Gt', values: ['3'] },
      ],
      { minLength: 1 },
    )
    .map((matchExpressions) => ({ matchExpressions }))
  const anyCase = frozenly(
    fc.record({
      nodeSelector: anyLabels,
      nodeSelectorTerms: fc.array(anyTerm, { minLength: 1, maxLength: 2 }),
      labels: anyLabels,
      taints: fc.subarray(TAINTS),
    }),
  )

  it('brings it there, and nothing of it can be left out', () => {
    fc.assert(
      fc.property(anyCase, ({ nodeSelector, nodeSelectorTerms, labels, taints }) => {
        const nodeAffinity = {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
        }
        const daemonSet = aDaemonSet({
          podSpec: { nodeSelector, tolerations, affinity: { nodeAffinity } },
        })
        const suggested = suggestNodeChange(daemonSet, aNode('n1', { labels, taints }), {})
        const runs = (node: Node): boolean => decide(aPolicy(daemonSet), node) === 'run'
        if (E.isLeft(suggested)) return
        const change = suggested.right
        const changed = (without: string): Node => {
          const kept = Object.entries(change.labels).filter(([key]) => key !== without)
          const after = Object.entries({ ...labels, ...Object.fromEntries(kept) })
          const texts = change.taints.map(({ key, effect }) => `${key}:${effect}`)
          const gone = new Set(texts.filter((taint) => taint !== without))
          return {
            metadata: {
              name: 'n1',
              labels: Object.fromEntries(
                after.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])),
              ),
            },
            spec: { taints: taints.filter((taint) => !gone.has(taint)).map(aTaint) },
          }
        }
        expect(runs(changed(''))).toBe(true)
        for (const label of Object.keys(change.labels)) expect(runs(changed(label))).toBe(false)
        for (const { key, effect } of change.taints) {
          expect(runs(changed(`${key}:${effect}`))).toBe(false)
        }
      }),
    )
  })
})
