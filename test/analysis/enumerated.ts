import * as fc from 'fast-check'
import type { NodeSelectorRequirement, NodeSelectorTerm } from '../../src/kube/affinity.js'
import type { Node } from '../../src/kube/node.js'
import type { PodSpec } from '../../src/kube/pod.js'
import type { Taint } from '../../src/kube/taint.js'
import type { Toleration } from '../../src/kube/toleration.js'
import { decide } from '../../src/placement/decide.js'
import type { Policy } from '../../src/placement/policy.js'
import { compact } from '../../src/testing/vocabulary.js'

/**
 * A small world in which every question can be answered by looking at each node: two labels, three names, two taints.
 * Policies mention some of its values only, so that it has a value for every way of answering them.
 */
const KEYS = ['a', 'b']
const MENTIONED = ['x', 'y', '', '1', '3', '05']
const BOUNDS = ['0', '1', '3', '4', '9223372036854775807']
const BESIDE = ['z', '0', '01', '2', '03', '4', '5', '9223372036854775807', '9223372036854775808']
const NAMES = ['n1', 'n2', 'n3']
const TAINT_VALUES = ['', 'v', '5', '7', 'other', '6', '8', '4']

const requirement: fc.Arbitrary<NodeSelectorRequirement> = fc
  .constantFrom('In', 'In', 'NotIn', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt')
  .chain((operator) =>
    fc
      .record({
        key: fc.constantFrom(...KEYS),
        operator: fc.constant(operator),
        values: operator.includes('Exist')
          ? fc.constant(undefined)
          : operator.length === 2 && operator !== 'In'
            ? fc.array(fc.constantFrom(...BOUNDS), { minLength: 1, maxLength: 1 })
            : fc.uniqueArray(fc.constantFrom(...MENTIONED), { minLength: 1, maxLength: 3 }),
      })
      .map(compact),
  )

const broken: fc.Arbitrary<NodeSelectorRequirement> = fc.constantFrom(
  { key: 'a', operator: 'In', values: [] },
  { key: 'a', operator: 'Gt', values: ['x'] },
  { key: 'a', operator: 'Is', values: ['x'] },
)

const field: fc.Arbitrary<NodeSelectorRequirement> = fc.record({
  key: fc.constantFrom('metadata.name', 'metadata.name', 'metadata.name', 'metadata.uid'),
  operator: fc.constantFrom('In', 'NotIn'),
  values: fc.constantFrom(['n1'], ['n2'], ['']),
})

const term: fc.Arbitrary<NodeSelectorTerm> = fc
  .record({
    matchExpressions: fc.array(
      fc.oneof({ weight: 30, arbitrary: requirement }, { weight: 1, arbitrary: broken }),
      { maxLength: 3 },
    ),
    matchFields: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.array(field, { minLength: 1, maxLength: 2 }) },
    ),
  })
  .map(compact)

const toleration: fc.Arbitrary<Toleration> = fc
  .record({
    key: fc.constantFrom('t', 't', 't', 'u', undefined),
    operator: fc.constantFrom('Exists', 'Equal', undefined, 'Gt', 'Lt'),
    value: fc.constantFrom(undefined, 'v', '5', '7'),
    effect: fc.constantFrom(undefined, 'NoSchedule', 'NoExecute'),
  })
  .map(compact)

/** A pod spec that mentions nothing which the world does not have. */
export const enumerableSpec: fc.Arbitrary<PodSpec> = fc
  .record({
    nodeName: fc.oneof(
      { weight: 12, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom('n1', 'n2', 'Not a name') },
    ),
    nodeSelector: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      {
        weight: 2,
        arbitrary: fc.dictionary(
          fc.constantFrom(...KEYS),
          fc.constantFrom(...MENTIONED, 'not a value'),
          { maxKeys: 2, noNullPrototype: true },
        ),
      },
    ),
    affinity: fc.oneof(
      { weight: 1, arbitrary: fc.constant(undefined) },
      {
        weight: 4,
        arbitrary: fc.array(term, { maxLength: 4 }).map((nodeSelectorTerms) => ({
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
          },
        })),
      },
    ),
    tolerations: fc.oneof(
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 2, arbitrary: fc.array(toleration, { maxLength: 3 }) },
    ),
  })
  .map(compact)

const cellsOf = (values: readonly string[]): readonly (string | undefined)[] => [
  undefined,
  ...values,
]

const VALUES = cellsOf([...MENTIONED, ...BESIDE])

/** Nodes that differ in name and labels. */
const selections: readonly Node[] = NAMES.flatMap((name) =>
  VALUES.flatMap((a) =>
    VALUES.map((b) => ({
      metadata: {
        name,
        labels: { ...(a === undefined ? {} : { a }), ...(b === undefined ? {} : { b }) },
      },
    })),
  ),
)

const taintsOf = (key: string, effect: string, values: readonly string[]): readonly Taint[][] => [
  [],
  ...values.map((value) => [{ key, value, effect }]),
]

/**
 * What keeps pods away from a node: for each taint the ways of having it or not, and a cordon. Pods run on a node with some of
 * these if they run on one with each of them alone, which a property of its own looks at.
 */
const hindrances: readonly (readonly NonNullable<Node['spec']>[])[] = [
  ...[
    taintsOf('t', 'NoSchedule', TAINT_VALUES),
    taintsOf('t', 'NoExecute', TAINT_VALUES),
    taintsOf('u', 'NoSchedule', TAINT_VALUES),
    taintsOf('u', 'NoExecute', TAINT_VALUES),
    taintsOf('w', 'NoSchedule', TAINT_VALUES),
    taintsOf('w', 'NoExecute', TAINT_VALUES),
    taintsOf('node.kubernetes.io/memory-pressure', 'NoSchedule', TAINT_VALUES),
    taintsOf('node.kubernetes.io/not-ready', 'NoExecute', TAINT_VALUES),
  ].map((ways) => ways.map((taints) => ({ taints }))),
  [{}, { unschedulable: true }],
]

/** Any of them together. */
export const anyHindrance: fc.Arbitrary<NonNullable<Node['spec']>> = fc
  .tuple(...hindrances.map((ways) => fc.constantFrom(...ways)))
  .map((parts) => ({
    taints: parts.flatMap(({ taints }) => taints ?? []),
    unschedulable: parts.some(({ unschedulable }) => unschedulable === true),
  }))

/** Where a policy runs, by looking at each node without hindrances, and at one of them with each hindrance. */
export interface Seen {
  readonly home: Node | undefined
  readonly selected: readonly boolean[]
  readonly admitted: readonly (readonly boolean[])[]
}

export const look = (policy: Policy): Seen => {
  const selected = selections.map((node) => decide(policy, node) === 'run')
  const home = selections[selected.indexOf(true)]
  return {
    home,
    selected,
    admitted: hindrances.map((ways) =>
      ways.map((spec) => home !== undefined && decide(policy, { ...home, spec }) === 'run'),
    ),
  }
}

/** For every place of some lists, which of them are true there, as bits; each combination once. */
const patterns = (lists: readonly (readonly boolean[])[]): readonly number[] => {
  const found = new Set<number>()
  for (let i = 0; i < (lists[0] ?? []).length; i++) {
    found.add(lists.reduce((bits, list, at) => bits | (list[i] === true ? 1 << at : 0), 0))
  }
  return [...found]
}

/**
 * The ways in which policies can run or not run beside each other on one node, each once: `10` says that there is a node with
 * pods of the first of two only.
 */
export const waysToRun = (seen: readonly Seen[]): ReadonlySet<string> => {
  const all = (a: readonly number[], b: readonly number[]): readonly number[] => [
    ...new Set(a.flatMap((x) => b.map((y) => x & y))),
  ]
  const admitted = hindrances.map((_, i) => patterns(seen.map((each) => each.admitted[i] ?? [])))
  const ways = admitted.reduce(all, patterns(seen.map((each) => each.selected)))
  return new Set(ways.map((bits) => seen.map((_, at) => (bits >> at) & 1).join('')))
}
