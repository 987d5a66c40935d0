import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeFacts, type KnownOfNodes } from '../../src/analysis/nodeFacts.js'
import { satisfiable } from '../../src/analysis/satisfiable.js'
import { orThrow } from '../../src/data/orThrow.js'
import { formatFieldPath, type FieldPath } from '../../src/data/fieldPath.js'
import type { NodeSelectorRequirement, NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { PodSpec } from '../../src/kube/pod.js'
import { decide } from '../../src/placement/decide.js'
import type { Policy } from '../../src/placement/policy.js'
import { aPolicy } from '../support/policy.js'
import { enumerableSpec } from './enumerated.js'

const daemons = (spec: PodSpec): Policy =>
  aPolicy({ kind: 'DaemonSet', spec: { template: { spec } } })

const affinityOf = (...nodeSelectorTerms: readonly NodeSelectorTerm[]): PodSpec => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  },
})

const expressions = (...matchExpressions: readonly NodeSelectorRequirement[]): PodSpec =>
  affinityOf({ matchExpressions })

const termsOf = (spec: PodSpec): readonly NodeSelectorTerm[] =>
  spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ??
  []

/** The paths below the pod spec, as text. */
const shortly = (paths: readonly FieldPath[]): readonly string[] =>
  paths.map((path) =>
    formatFieldPath(path.filter((part) => part !== 'spec' && part !== 'template')),
  )

const contradictionsOf = (spec: PodSpec, known: KnownOfNodes = {}) => {
  const answer = satisfiable(daemons(spec), { nodes: orThrow(nodeFacts(known)) })
  return answer.code === 'Satisfiable' ? [] : answer.contradictions
}

/** A spec with nothing but the requirements at these paths, those of a term in a term of its own. */
const only = (spec: PodSpec, paths: readonly FieldPath[]): PodSpec => {
  const at = new Set(paths.map(formatFieldPath))
  const has = (path: FieldPath): boolean =>
    at.has(formatFieldPath(['spec', 'template', 'spec', ...path]))
  const required = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution']
  const terms = termsOf(spec).flatMap((term, i) => {
    const path = [...required, 'nodeSelectorTerms', i]
    const kept = (part: 'matchExpressions' | 'matchFields'): readonly NodeSelectorRequirement[] =>
      (term[part] ?? []).filter((_, j) => has([...path, part, j]))
    const some = { matchExpressions: kept('matchExpressions'), matchFields: kept('matchFields') }
    return some.matchExpressions.length + some.matchFields.length === 0 ? [] : [some]
  })
  return {
    ...(has(['nodeName']) ? { nodeName: spec.nodeName } : {}),
    nodeSelector: Object.fromEntries(
      Object.entries(spec.nodeSelector ?? {}).filter(([key]) => has(['nodeSelector', key])),
    ),
    ...(terms.length === 0 ? {} : affinityOf(...terms)),
  }
}

describe('satisfiable', () => {
  it('tells what cannot hold at once, and nothing that could be left out', () => {
    let told = 0
    fc.assert(
      fc.property(enumerableSpec, (spec) => {
        for (const { code, requirements } of contradictionsOf(spec)) {
          if (code !== 'Contradiction') continue
          told++
          expect(contradictionsOf(only(spec, requirements))).not.toEqual([])
          for (const one of requirements) {
            const rest = requirements.filter((other) => other !== one)
            expect(contradictionsOf(only(spec, rest))).toEqual([])
          }
        }
      }),
      { numRuns: 2000 },
    )
    expect(told).toBeGreaterThan(100)
  })

  const exists = { key: 'k', operator: 'Exists' }
  const absent = { key: 'k', operator: 'DoesNotExist' }
  const isIn = (...values: readonly string[]) => ({ key: 'k', operator: 'In', values })
  const notIn = (...values: readonly string[]) => ({ key: 'k', operator: 'NotIn', values })
  const above = (value: string) => ({ key: 'k', operator: 'Gt', values: [value] })
  const below = (value: string) => ({ key: 'k', operator: 'Lt', values: [value] })

  it.each([
    ['a number and text', expressions(above('3'), isIn('x'))],
    ['no number between', expressions(above('3'), below('4'))],
    ['beyond int64', expressions(above('9223372036854775807'))],
    ['below zero', expressions(below('0'))],
    ['there and not there', expressions(exists, absent)],
    ['two values', expressions(isIn('a'), isIn('b'))],
    ['a value that no label can have', { nodeSelector: { k: 'a b' } }],
    ['a key that no label can have', { nodeSelector: { 'a b': '' } }],
    ['a name that no node can have', { nodeName: 'Not_a_name' }],
    [
      'two names',
      {
        nodeName: 'a',
        ...affinityOf({ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['b'] }] }),
      },
    ],
    [
      'another field',
      affinityOf({ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['b'] }] }),
    ],
  ])('%s', (_, spec) => {
    expect(contradictionsOf(spec)).toMatchObject([{ code: 'Contradiction', facts: false }])
  })

  it.each([
    [
      'leading zeros are another text of the same number',
      expressions(above('6'), below('8'), notIn('7')),
    ],
    ['a number beyond int64 is text', expressions(notIn('x'), isIn('9223372036854775808'))],
    ['the empty value is there', expressions(exists, isIn(''))],
    ['absent fits NotIn', expressions(notIn('a'), absent)],
    ['the largest number', expressions(above('9223372036854775806'))],
    [
      'a term beside a broken one',
      affinityOf({ matchExpressions: [isIn()] }, { matchExpressions: [exists] }),
    ],
    ['a node of its own', { nodeName: 'a' }],
  ])('%s', (_, spec) => {
    const policy = daemons(spec)
    const answer = satisfiable(policy)
    expect(answer.code).toBe('Satisfiable')
    if (answer.code === 'Satisfiable') expect(decide(policy, answer.node)).toBe('run')
  })

  it('has no number left when each of its spellings is excluded', () => {
    const spellings = Array.from({ length: 63 }, (_, zeros) => `${'0'.repeat(zeros)}7`)
    const between = [above('6'), below('8')]
    expect(contradictionsOf(expressions(...between, notIn(...spellings)))).toHaveLength(1)
    expect(contradictionsOf(expressions(...between, notIn(...spellings.slice(1))))).toEqual([])
  })

  it('tells of each term why it matches nothing', () => {
    const spec: PodSpec = {
      nodeSelector: { k: 'a' },
      ...affinityOf({}, { matchExpressions: [isIn()] }, { matchExpressions: [exists, notIn('a')] }),
    }
    expect(
      contradictionsOf(spec).map(({ code, requirements }) => [code, ...shortly(requirements)]),
    ).toEqual([
      ['EmptyTerm'],
      [
        'BrokenTerm',
        'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[1].matchExpressions[0].values',
      ],
      [
        'Contradiction',
        'nodeSelector.k',
        'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[2].matchExpressions[1]',
      ],
    ])
    expect(contradictionsOf(affinityOf())).toMatchObject([{ code: 'NoTerms', requirements: [] }])
  })

  it('knows what is known of all nodes', () => {
    const pools: KnownOfNodes = {
      selector: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: 'pool', operator: 'In', values: ['a', 'b'] }] },
        ],
      },
    }
    const elsewhere: PodSpec = { nodeSelector: { pool: 'c' } }
    expect(contradictionsOf(elsewhere)).toEqual([])
    expect(contradictionsOf(elsewhere, pools)).toMatchObject([{ facts: true, requirements: [{}] }])
    expect(contradictionsOf({ nodeSelector: { pool: 'a' } }, pools)).toEqual([])
    const named: PodSpec = { nodeName: 'n1', nodeSelector: { 'kubernetes.io/hostname': 'n2' } }
    expect(contradictionsOf(named)).toEqual([])
    expect(contradictionsOf(named, { hostnameIsName: true })).toMatchObject([
      { facts: true, requirements: [{}, {}] },
    ])
  })

  it('refuses facts that cannot be read', () => {
    const read = nodeFacts({ selector: { nodeSelectorTerms: [{ matchExpressions: [isIn()] }] } })
    expect(read).toMatchObject({ _tag: 'Left', left: [{ code: 'WrongValueCount' }] })
  })
})
