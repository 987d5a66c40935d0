import { grouped } from '../data/grouped.js'
import { own } from '../data/own.js'
import type { PatchOperation } from '../data/patch.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { Node } from '../kube/node.js'
import { nameOf } from '../kube/objectFacts.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import type { Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import { compileDaemonSet } from '../placement/compile.js'
import { askedLabels } from '../pools/distinguishingValues.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import { exactTolerations, tolerationEdits, tolerationsOf } from '../suggest/suggestTolerations.js'
import { comingUp, type ComingUp, type Extra, type ReadinessWait } from './comingUp.js'
import { selectorKeys, type NodeReadinessRule } from './nodeReadinessRule.js'
import { membersOf, placeOf, type Declared, type Gate, type Member, type Place } from './place.js'
import {
  commonConditionReporters,
  commonLabelSetters,
  type ConditionReporter,
  type LabelSetter,
} from './reporters.js'
import { ruleOverlaps, type RuleOverlap } from './ruleOverlaps.js'
import { commonTaintOwners, type TaintOwner } from './taintOwners.js'

/** What comes up, and where. @since 0.2.0 */
export interface ReadinessObjects {
  readonly daemonSets: readonly (DaemonSet & OfKind<string, 'DaemonSet'>)[]
  /** Nodes that there are: asked about are new ones like them. */
  readonly nodes?: readonly (Node & OfKind<string, 'Node'>)[] | undefined
  /** Node pools. */
  readonly templates?: readonly NodeTemplate[] | undefined
  readonly rules?: readonly NodeReadinessRule[] | undefined
}

/** What is known of a cluster besides its objects. @since 0.2.0 */
export interface ReadinessOptions extends SemanticsOptions {
  /** Which DaemonSets take which taints off; `commonTaintOwners` unless given. */
  readonly taintOwners?: readonly TaintOwner[] | undefined
  /** Which DaemonSets report which conditions; `commonConditionReporters` unless given. */
  readonly reporters?: readonly ConditionReporter[] | undefined
  /** Which DaemonSets set which labels; `commonLabelSetters` unless given. */
  readonly labelSetters?: readonly LabelSetter[] | undefined
  /** Keys of taints that go away once a node is up, or how they begin, besides those that everybody knows. */
  readonly startupTaints?: readonly string[] | undefined
}

/** How DaemonSets come up on new nodes that are alike. @since 0.2.0 */
export interface PlaceReadiness {
  /** The node pools, or nodes that there are. */
  readonly names: readonly string[]
  readonly kind: 'Node' | 'NodePool'
  /** The taints that go away, and what they wait for. */
  readonly gates: readonly Gate[]
  /** Who starts at once, then who starts when something has gone that those before brought about, and so on. */
  readonly order: readonly (readonly string[])[]
  /** What those that come up later wait for. */
  readonly waits: readonly ReadinessWait[]
  /** Who never starts. */
  readonly stuck: readonly ReadinessWait[]
  /** Who waits for whom in a circle: each waits for the next, the last for the first. */
  readonly cycles: readonly (readonly string[])[]
  /** What is not known. */
  readonly unknown: readonly ReadinessUnknown[]
}

/** What is taken for granted because nothing is known of it. @since 0.2.0 */
export type ReadinessUnknown =
  /** Nobody is known who takes a taint off; it is taken to go. */
  | { readonly code: 'TaintOwner'; readonly taint: Gate['taint'] }
  /** Nobody is known who reports a condition of a rule; it is taken to hold. */
  | { readonly code: 'Reporter'; readonly rule: string; readonly condition: string }
  /** Whether a rule selects the nodes depends on labels that are not known; it is taken to. */
  | { readonly code: 'Rule'; readonly rule: string }
  /** A label that nobody is known to set; it is taken to suit those that ask for it. */
  | { readonly code: 'Label'; readonly label: string }

/** Tolerations that a DaemonSet needs so that all come up. @since 0.2.0 */
export interface ReadinessFix {
  readonly daemonSet: string
  readonly tolerations: readonly Toleration[]
  readonly patch: readonly PatchOperation[]
}

/** How DaemonSets come up on new nodes. @since 0.2.0 */
export interface Readiness {
  readonly places: readonly PlaceReadiness[]
  /** The fewest tolerations after which nobody is stuck; none where nobody is, or tolerations do not help. */
  readonly fixes: readonly ReadinessFix[]
  /** Whether fewer tolerations may do: there were too many to try all. */
  readonly fewerMayDo?: true
  readonly overlaps: readonly RuleOverlap[]
}

/**
 * How DaemonSets come up on new nodes: which start at once, who waits for whom until a startup taint goes or a label comes, and
 * who never starts because those wait for each other.
 *
 * - **Rules**
 *   1. Taints that go away are those that a pool says, those that everybody knows (of the node's readiness, clouds,
 *      autoscalers, network plugins, storage drivers), those under a prefix of the cluster autoscaler or of
 *      `readiness.k8s.io/`, and those that NodeReadinessRules hold on nodes until conditions come.
 *   2. A DaemonSet brings about what it is declared to: it takes a taint off, reports a condition, sets labels.
 *   3. What nobody is known to bring about is taken to come, and is listed under `unknown`.
 *
 * - **Shapes** Plain JSON. Nodes and pools of which all the same is true are told once.
 * - **Errors** Never throws.
 * - **Cost** for each kind of node O(DaemonSets × steps); nodes are one kind where DaemonSets ask about no label in which they
 *   differ. The fewest tolerations are looked for among 2,000 choices, the smallest first, then from above.
 *
 * @example
 * import { readiness } from 'podfit/readiness'
 *
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'cni' }, spec: { template: {} } }]
 * const rules = [{
 *   metadata: { name: 'network' },
 *   spec: {
 *     nodeSelector: { matchLabels: { pool: 'a' } },
 *     conditions: [{ type: 'CniReady', requiredStatus: 'True' }],
 *     taint: { key: 'readiness.k8s.io/network', effect: 'NoSchedule' },
 *   },
 * }]
 * const templates = [{ node: { metadata: { name: 'pool-a', labels: { pool: 'a' } } } }]
 * const reporters = [{ condition: 'CniReady', daemonSets: ['cni'] }]
 * const { places, fixes } = readiness({ daemonSets, templates, rules }, { reporters })
 * places[0]?.stuck.map(({ daemonSet }) => daemonSet) // => ['a/cni']
 * places[0]?.cycles // => [['a/cni']]
 * fixes[0]?.tolerations // => [{ key: 'readiness.k8s.io/network', operator: 'Exists', effect: 'NoSchedule' }]
 *
 * @since 0.2.0
 */
export const readiness = (
  { daemonSets, nodes = [], templates = [], rules = [] }: ReadinessObjects,
  {
    taintOwners = commonTaintOwners,
    reporters = commonConditionReporters,
    labelSetters = commonLabelSetters,
    startupTaints = [],
    semantics = newestSemantics,
  }: ReadinessOptions = {},
): Readiness => {
  const members = membersOf(daemonSets, (daemonSet) => compileDaemonSet(daemonSet, semantics))
  const declared: Declared = { rules, taintOwners, reporters, labelSetters, startupTaints }
  const kinds = [
    ...templates.map((template) => ({
      names: [nameOf(template.node)],
      of: placeOf('NodePool', template, members, declared),
    })),
    ...alike(nodes, members, rules).map((same) => ({
      names: same.map(nameOf),
      of: placeOf('Node', { node: same[0] }, members, declared),
    })),
  ]
  const found = kinds.map(({ names, of }) => ({ names, of, up: comingUp(of, members) }))
  const { fixes, isFewest } = fixesOf(
    found.filter(({ up }) => up.stuck.length > 0),
    members,
  )
  const told = found.map(({ names, of, up }) => ({ names, rest: placeReadiness(of, up) }))
  return {
    places: [...grouped(told, ({ rest }) => JSON.stringify(rest)).values()].map((same) => ({
      names: same.flatMap(({ names }) => names),
      ...same[0].rest,
    })),
    fixes,
    ...(!isFewest && { fewerMayDo: true }),
    overlaps: ruleOverlaps(rules),
  }
}

/** Nodes in which the DaemonSets and rules see no difference. */
const alike = (
  nodes: readonly Node[],
  members: readonly Member[],
  rules: readonly NodeReadinessRule[],
) => {
  const keys = [
    ...new Set([
      ...members.flatMap(({ policy }) => askedLabels(policy)),
      ...rules.flatMap(({ spec }) => selectorKeys(spec?.nodeSelector)),
    ]),
  ]
  return [
    ...grouped(nodes, ({ metadata, spec }) =>
      JSON.stringify([
        keys.map((key) => own(metadata?.labels, key) ?? null),
        (spec?.taints ?? []).map(({ key, value, effect }) => [key, value, effect]),
      ]),
    ).values(),
  ]
}

const placeReadiness = (
  { kind, gates }: Place,
  { order, waits, stuck, assumedLabels }: ComingUp,
): Omit<PlaceReadiness, 'names'> => ({
  kind,
  gates,
  order,
  waits,
  stuck,
  cycles: cyclesOf(stuck),
  unknown: [
    ...gates.flatMap(({ taint, rule, maybe, needs }): readonly ReadinessUnknown[] => [
      ...(maybe === true && rule !== undefined ? [{ code: 'Rule' as const, rule }] : []),
      ...needs.flatMap(({ condition, daemonSets, by }): readonly ReadinessUnknown[] => {
        if (daemonSets.length > 0 || by !== undefined) return []
        return condition === undefined || rule === undefined
          ? [{ code: 'TaintOwner', taint }]
          : [{ code: 'Reporter', rule, condition }]
      }),
    ]),
    ...assumedLabels.map((label) => ({ code: 'Label' as const, label })),
  ],
})

/** The shortest circles among those that never start, each once, beginning with the first by name. */
const cyclesOf = (stuck: readonly ReadinessWait[]): readonly (readonly string[])[] => {
  const next = new Map(
    stuck.map(
      ({ daemonSet, for: blocks }) =>
        [
          daemonSet,
          blocks.flatMap((block) => ('daemonSets' in block ? block.daemonSets : [])),
        ] as const,
    ),
  )
  const found = new Map<string, readonly string[]>()
  for (const start of next.keys()) {
    const cycle = wayBack(start, next)
    if (cycle === undefined) continue
    const first = cycle.indexOf([...cycle].sort()[0] ?? '')
    const turned = [...cycle.slice(first), ...cycle.slice(0, first)]
    found.set(turned.join('\n'), turned)
  }
  return [...found.values()]
}

const wayBack = (
  start: string,
  next: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined => {
  const seen = new Set<string>()
  let ways: readonly (readonly string[])[] = [[start]]
  while (ways.length > 0) {
    const longer: (readonly string[])[] = []
    for (const way of ways) {
      for (const to of next.get(way.at(-1) ?? '') ?? []) {
        if (to === start) return way
        if (seen.has(to)) continue
        seen.add(to)
        longer.push([...way, to])
      }
    }
    ways = longer
  }
  return undefined
}

/** A toleration that may help. */
interface Candidate {
  readonly daemonSet: string
  readonly taint: Taint
}

interface Found {
  readonly of: Place
  readonly up: ComingUp
}

/** So many choices are tried, the smallest first. */
const TRIALS = 2_000

/** The fewest tolerations after which nobody is stuck anywhere. */
const fixesOf = (
  found: readonly Found[],
  members: readonly Member[],
): { readonly fixes: readonly ReadinessFix[]; readonly isFewest: boolean } => {
  const all = candidatesOf(found)
  const helps = (chosen: readonly Candidate[]): boolean => {
    const extra: Extra = new Map(
      [...grouped(chosen, ({ daemonSet }) => daemonSet)].map(([key, same]) => [
        key,
        same.map(({ taint }) => taint),
      ]),
    )
    return found.every(({ of }) => comingUp(of, members, extra).stuck.length === 0)
  }
  if (all.length === 0 || !helps(all)) return { fixes: [], isFewest: true }
  const { choice, isComplete } = firstOf(smallestFirst(all), helps, TRIALS)
  const chosen = choice ?? withoutSpare(all, helps)
  const fixes = [...grouped(chosen, ({ daemonSet }) => daemonSet)].flatMap(([key, same]) => {
    const member = members.find((each) => each.key === key)
    return member === undefined
      ? []
      : [
          fixOf(
            member,
            same.map(({ taint }) => taint),
          ),
        ]
  })
  return { fixes, isFewest: isComplete }
}

/** The first choice that helps, among so many; complete unless there were more. */
const firstOf = (
  choices: Iterable<readonly Candidate[]>,
  helps: (chosen: readonly Candidate[]) => boolean,
  most: number,
): { readonly choice?: readonly Candidate[]; readonly isComplete: boolean } => {
  let left = most
  for (const choice of choices) {
    if (left === 0) return { isComplete: false }
    left -= 1
    if (helps(choice)) return { choice, isComplete: true }
  }
  return { isComplete: true }
}

const fixOf = ({ key, daemonSet, policy }: Member, taints: readonly Taint[]): ReadinessFix => {
  const tolerations = exactTolerations(policy, [{ spec: { taints } }])
  const patch = tolerationEdits(daemonSet, [...tolerationsOf(daemonSet), ...tolerations])
  return { daemonSet: key, tolerations, patch }
}

/** What keeps those away that never start, each once. */
const candidatesOf = (found: readonly Found[]): readonly Candidate[] => {
  const all = found.flatMap(({ up }) =>
    up.stuck.flatMap(({ daemonSet, for: blocks }) =>
      blocks.flatMap((block) =>
        block.code === 'Label' ? [] : [{ daemonSet, taint: block.taint }],
      ),
    ),
  )
  return [...grouped(all, (each) => JSON.stringify(each)).values()].map(([first]) => first)
}

/** Every choice among some, the smallest first. */
function* smallestFirst(all: readonly Candidate[]): Generator<readonly Candidate[]> {
  for (let size = 1; size <= all.length; size += 1) yield* choicesOf(all, size)
}

function* choicesOf(all: readonly Candidate[], size: number): Generator<readonly Candidate[]> {
  if (size === 0) {
    yield []
    return
  }
  for (const [i, first] of all.entries())
    for (const rest of choicesOf(all.slice(i + 1), size - 1)) yield [first, ...rest]
}

/** Those without which it does not do. */
const withoutSpare = (
  all: readonly Candidate[],
  helps: (chosen: readonly Candidate[]) => boolean,
): readonly Candidate[] =>
  all.reduce<readonly Candidate[]>((left, each) => {
    const others = left.filter((other) => other !== each)
    return others.length > 0 && helps(others) ? others : left
  }, all)
