import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateDaemonSet } from '../../src/api/validateDaemonSet.js'
import { applyPatch } from '../../src/data/patch.js'
import { suggestFixes } from '../../src/suggest/suggestFixes.js'
import type { NodeSelectorRequirement, NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Node } from '../../src/kube/node.js'
import type { StringMap } from '../../src/kube/objectMeta.js'
import { decide } from '../../src/placement/decide.js'
import { mergePatch } from '../../src/report/formats/patches.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozen, frozenly } from '../support/frozen.js'
import { jsonPatched, mergePatched } from '../support/patched.js'
import { aPolicy } from '../support/policy.js'

type Terms = readonly NodeSelectorTerm[] | undefined

const selecting = (nodeSelector: StringMap, nodeSelectorTerms: Terms, nodeName = ''): DaemonSet =>
  aDaemonSet({
    podSpec: {
      nodeSelector,
      ...(nodeName !== '' && { nodeName }),
      ...(nodeSelectorTerms && {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
          },
        },
      }),
    },
  })

const runsOn = (daemonSet: DaemonSet, nodes: readonly Node[]): readonly string[] => {
  const policy = aPolicy(daemonSet)
  return nodes
    .filter((node) => decide(policy, node) === 'run')
    .map((node) => node.metadata?.name ?? '')
}

const zone = (operator: string, ...values: readonly string[]): NodeSelectorRequirement => ({
  key: 'zone',
  operator,
  values,
})

const REQUIRED = [
  'spec',
  'template',
  'spec',
  'affinity',
  'nodeAffinity',
  'requiredDuringSchedulingIgnoredDuringExecution',
]

describe('suggestFixes', () => {
  const n1 = aNode('n1', { labels: { zone: 'c', disk: 'ssd' }, taints: ['gpu=a:NoSchedule'] })
  const n2 = aNode('n2', { labels: { zone: 'c', disk: 'ssd' } })
  const n3 = aNode('n3', { labels: { zone: 'd' } })
  const nodes = frozen([n1, n2, n3])

  it('has nothing to suggest where it runs', () => {
    expect(suggestFixes(aDaemonSet(), n3, nodes)).toEqual([])
    expect(suggestFixes({}, {}, [])).toEqual([])
  })

  it('tolerates what keeps it away, in a template that has no pod spec yet', () => {
    const toleration = { key: 'gpu', operator: 'Equal', value: 'a', effect: 'NoSchedule' }
    const value = { tolerations: [toleration] }
    expect(suggestFixes({ spec: { template: {} } }, n1, nodes)).toEqual([
      {
        changes: [],
        tolerations: [toleration],
        patch: [{ op: 'add', path: ['spec', 'template', 'spec'], value }],
        gained: ['n1'],
      },
    ])
  })

  it('lets in the second value of a label, or asks for it no longer', () => {
    const daemonSet = selecting({ zone: 'd', disk: 'ssd' }, undefined)
    const at = ['spec', 'template', 'spec', 'nodeSelector', 'zone']
    const remove = { op: 'remove', path: at }
    const value = {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [zone('In', 'd', 'c')] }],
        },
      },
    }
    expect(suggestFixes(daemonSet, n2, nodes)).toEqual([
      {
        changes: [{ code: 'EntryWidened', path: at, key: 'zone', values: ['d', 'c'] }],
        tolerations: [],
        patch: [remove, { op: 'add', path: ['spec', 'template', 'spec', 'affinity'], value }],
        gained: ['n2'],
      },
      {
        changes: [{ code: 'EntryDropped', path: at, key: 'zone', value: 'd' }],
        tolerations: [],
        patch: [remove],
        gained: ['n2'],
      },
    ])
  })

  it('widens a term, or names the node in one of its own', () => {
    const daemonSet = selecting({}, [{ matchExpressions: [zone('In', 'd')] }])
    const terms = [...REQUIRED, 'nodeSelectorTerms']
    const named = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n2'] }] }
    expect(suggestFixes(daemonSet, n2, nodes)).toEqual([
      {
        changes: [
          {
            code: 'ValueAdded',
            path: [...terms, 0, 'matchExpressions', 0],
            key: 'zone',
            value: 'c',
          },
        ],
        tolerations: [],
        patch: [
          { op: 'replace', path: terms, value: [{ matchExpressions: [zone('In', 'd', 'c')] }] },
        ],
        gained: ['n2'],
      },
      {
        changes: [{ code: 'NodeNamed', path: [...terms, 1], node: 'n2' }],
        tolerations: [],
        patch: [
          { op: 'replace', path: terms, value: [{ matchExpressions: [zone('In', 'd')] }, named] },
        ],
        gained: ['n2'],
      },
    ])
  })

  it('drops the affinity of which nothing would be left, after all that gains fewer nodes', () => {
    const daemonSet = selecting({}, [
      { matchExpressions: [{ key: 'gpu', operator: 'Exists' }] },
      { matchExpressions: [{ key: 'tpu', operator: 'Exists' }] },
    ])
    const ways = suggestFixes(daemonSet, n3, nodes)
    expect(ways.map(({ changes, gained }) => [changes.map(({ code }) => code), gained])).toEqual([
      [['NodeNamed'], ['n3']],
      [['AffinityDropped'], ['n2', 'n3']],
    ])
    expect(ways[1]?.patch).toEqual([{ op: 'remove', path: REQUIRED }])
  })

  it('gives an affinity without terms one, or drops it', () => {
    const daemonSet = aDaemonSet({
      podSpec: {
        affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } },
      },
    })
    expect(suggestFixes(daemonSet, n2, nodes).map(({ patch: edits }) => edits)).toEqual([
      [
        {
          op: 'add',
          path: [...REQUIRED, 'nodeSelectorTerms'],
          value: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n2'] }] }],
        },
      ],
      [{ op: 'remove', path: REQUIRED }],
    ])
  })

  it('asks no longer whether a label is there, or not there', () => {
    const asking = (operator: string, key: string) =>
      aDaemonSet({
        podSpec: {
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [
                  {
                    matchExpressions: [
                      { key, operator },
                      { key: 'zone', operator: 'Exists' },
                    ],
                  },
                ],
              },
            },
          },
        },
      })
    for (const daemonSet of [asking('Exists', 'gpu'), asking('DoesNotExist', 'disk')]) {
      const changes = suggestFixes(daemonSet, n2, nodes).flatMap((fix) => fix.changes)
      expect(changes).toContainEqual(expect.objectContaining({ code: 'RequirementDropped' }))
    }
  })

  it('tells of nodes that it gains with another system or processor, which it does not ask for', () => {
    const windows = aNode('w1', { labels: { 'kubernetes.io/os': 'windows', disk: 'ssd' } })
    const arm = aNode('w2', { labels: { 'kubernetes.io/arch': 'arm64', disk: 'ssd' } })
    const daemonSet = aDaemonSet({ podSpec: { nodeSelector: { disk: 'nvme' } } })
    expect(suggestFixes(daemonSet, n2, [n2, windows, arm])[0]).toMatchObject({
      gained: ['n2', 'w1', 'w2'],
      unasked: [
        { node: 'w1', key: 'kubernetes.io/os', value: 'windows' },
        { node: 'w2', key: 'kubernetes.io/arch', value: 'arm64' },
      ],
    })
    const asking = aDaemonSet({
      podSpec: {
        nodeSelector: { disk: 'nvme', 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' },
      },
    })
    const linux = aNode('w3', {
      labels: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', disk: 'ssd' },
    })
    expect(suggestFixes(asking, linux, [linux])[0]).not.toHaveProperty('unasked')
  })

  it('drops the name of another node', () => {
    const [way, ...more] = suggestFixes(selecting({}, undefined, 'n9'), n2, nodes)
    const at = ['spec', 'template', 'spec', 'nodeName']
    expect(more).toEqual([])
    expect(way?.changes).toEqual([{ code: 'NodeNameDropped', path: at, value: 'n9' }])
    expect(way?.patch).toEqual([{ op: 'remove', path: at }])
    expect(way?.gained).toEqual(['n2', 'n3'])
  })

  it('leaves a term that matches nothing as it is', () => {
    const daemonSet = selecting({ zone: 'd' }, [{}, { matchExpressions: [zone('Exists')] }])
    expect(suggestFixes(daemonSet, n2, nodes)[0]?.patch[1]).toMatchObject({
      value: [{}, { matchExpressions: [{ operator: 'Exists' }, zone('In', 'd', 'c')] }],
    })
  })
})

/** Every combination of two labels, a node of each. */
const UNIVERSE: readonly Node[] = [undefined, 'x', 'y', '3', '7'].flatMap((a, i) =>
  [undefined, 'x', 'y'].map((b, j) =>
    aNode(`n${i}${j}`, {
      labels: { ...(a !== undefined && { a }), ...(b !== undefined && { b }) },
    }),
  ),
)

const requirement = (key: string, operator: string, ...values: readonly string[]) => ({
  key,
  operator,
  ...(values.length > 0 && { values }),
})

const anyTerm: fc.Arbitrary<NodeSelectorTerm> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ matchExpressions: [requirement('a', 'In')] }) },
  {
    weight: 1,
    arbitrary: fc.constant({ matchFields: [requirement('metadata.name', 'In', 'n01')] }),
  },
  {
    weight: 8,
    arbitrary: fc
      .subarray(
        [
          requirement('a', 'In', 'x'),
          requirement('a', 'NotIn', 'y'),
          requirement('a', 'NotIn', 'x', 'y', '7'),
          requirement('a', 'Gt', '5'),
          requirement('a', 'Lt', '5'),
          requirement('b', 'In', 'y'),
          requirement('b', 'Exists'),
          requirement('b', 'DoesNotExist'),
        ],
        { minLength: 1, maxLength: 2 },
      )
      .map((matchExpressions) => ({ matchExpressions })),
  },
)

const anySelection = frozenly(
  fc.record({
    entries: fc.subarray(['a', 'b'], { maxLength: 1 }).map(([key]): StringMap => {
      return key === undefined ? {} : { [key]: 'x' }
    }),
    terms: fc.option(fc.array(anyTerm, { maxLength: 2 }), { nil: undefined }),
    node: fc.constantFrom(...UNIVERSE),
  }),
)

/** One requirement in every form that a change of it can take. */
const formsOf = (
  given: NodeSelectorRequirement,
): readonly (readonly NodeSelectorRequirement[])[] => {
  const values = given.values ?? []
  const others = ['x', 'y', '3', '7']
  const changed = {
    In: others.map((value) => [...values, value]),
    NotIn:
      values.length === 1 ? [] : values.map((value) => values.filter((each) => each !== value)),
    Gt: others.slice(2).map((value) => [String(Number(value) - 1)]),
    Lt: others.slice(2).map((value) => [String(Number(value) + 1)]),
  }[given.operator ?? '']
  return [[given], [], ...(changed ?? []).map((each) => [{ ...given, values: each }])]
}

const productOf = <A>(choices: readonly (readonly A[])[]): readonly (readonly A[])[] =>
  choices.reduce<readonly (readonly A[])[]>(
    (all, choice) => all.flatMap((chosen) => choice.map((one) => [...chosen, one])),
    [[]],
  )

/** One term in every form, but for those without requirements, which would match nothing. */
const formsOfTerm = (term: NodeSelectorTerm): readonly NodeSelectorTerm[] => {
  if (isEmpty(term) || isBroken(term)) return [term]
  const fields = productOf((term.matchFields ?? []).map((field) => [[field], []]))
  return productOf((term.matchExpressions ?? []).map(formsOf))
    .flatMap((expressions) =>
      fields.map((kept) => ({ matchExpressions: expressions.flat(), matchFields: kept.flat() })),
    )
    .filter((form) => !isEmpty(form))
}

const isEmpty = ({ matchExpressions, matchFields }: NodeSelectorTerm): boolean =>
  (matchExpressions ?? []).length + (matchFields ?? []).length === 0

const isBroken = ({ matchExpressions }: NodeSelectorTerm): boolean =>
  (matchExpressions ?? []).some(({ operator, values }) => operator === 'In' && values === undefined)

/** Everything that somebody might make of a selection, the node not named. */
const everySelection = (entries: StringMap, terms: Terms): readonly DaemonSet[] => {
  const affinities: readonly Terms[] = [
    undefined,
    ...(terms === undefined ? [] : productOf(terms.map(formsOfTerm))),
  ]
  const [key, value = ''] = Object.entries(entries)[0] ?? []
  return affinities.flatMap((each) => [
    selecting(entries, each),
    selecting({}, each),
    ...(key === undefined
      ? []
      : ['x', 'y', '3', '7'].map((other) => {
          const both = requirement(key, 'In', value, other)
          const narrowed = each?.map((term) =>
            isEmpty(term)
              ? term
              : { ...term, matchExpressions: [...(term.matchExpressions ?? []), both] },
          )
          return selecting({}, narrowed ?? [{ matchExpressions: [both] }])
        })),
  ])
}

const errorsOf = (daemonSet: DaemonSet): string => JSON.stringify(validateDaemonSet(daemonSet))

/** Whether the API server has nothing against what it selects. */
const isAsValidAsAny = (daemonSet: DaemonSet): boolean =>
  errorsOf(daemonSet) === errorsOf(selecting({}, undefined))

describe('the ways to bring a DaemonSet to a node', () => {
  it('bring it there, take it from no node, and can be applied as any patch', () => {
    fc.assert(
      fc.property(anySelection, ({ entries, terms, node }) => {
        const daemonSet = frozen(selecting(entries, terms))
        const before = runsOn(daemonSet, UNIVERSE)
        for (const { patch: edits, gained } of suggestFixes(daemonSet, node, UNIVERSE)) {
          const after = applyPatch(daemonSet, edits)
          const reached = runsOn(after as DaemonSet, UNIVERSE)
          expect(reached).toContain(node.metadata?.name)
          expect(reached.toSorted()).toEqual([...before, ...gained].toSorted())
          if (isAsValidAsAny(daemonSet)) expect(isAsValidAsAny(after as DaemonSet)).toBe(true)
          expect(jsonPatched(daemonSet, edits)).toEqual(after)
          expect(mergePatched(daemonSet, mergePatch(edits))).toEqual(after)
        }
      }),
    )
  })

  it('gain no node beside whatever other changes bring it there', () => {
    fc.assert(
      fc.property(anySelection, ({ entries, terms, node }) => {
        const ways = suggestFixes(selecting(entries, terms), node, UNIVERSE).filter(
          ({ changes }) => !changes.some(({ code }) => code === 'NodeNamed'),
        )
        if (runsOn(selecting(entries, terms), [node]).length > 0) return
        const before = runsOn(selecting(entries, terms), UNIVERSE)
        for (const other of everySelection(entries, terms)) {
          const reached = runsOn(other, UNIVERSE)
          const gained = new Set(reached.filter((name) => !before.includes(name)))
          if (!reached.includes(node.metadata?.name ?? '')) continue
          expect(ways.some((way) => way.gained.every((name) => gained.has(name)))).toBe(true)
        }
      }),
    )
  })
})
