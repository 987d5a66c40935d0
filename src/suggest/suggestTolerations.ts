import * as E from 'fp-ts/Either'
import { nameOf, withTaints } from '../kube/objectFacts.js'
import { applyPatch, type PatchOperation, setMember } from '../data/patch.js'
import { POD_SPEC } from '../kube/podTemplate.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { Node } from '../kube/node.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { Taint } from '../kube/taint.js'
import type { Toleration } from '../kube/toleration.js'
import { virtualSign } from '../taint/virtualNode.js'
import { isBlanket } from '../taint/readToleration.js'
import { compileDaemonSet } from '../placement/compile.js'
import { shouldRun } from '../placement/decide.js'
import { explain } from '../placement/explain.js'
import type { Policy } from '../placement/policy.js'
import { taintKey, taintParts } from '../taint/taintParts.js'
import { keepsAway } from '../taint/untolerated.js'
import type {
  NodeExclusion,
  NotSelected,
  SuggestOptions,
  TolerationSuggestion,
} from './suggestion.js'
import { virtualNodesExcluded } from './virtualNodesExcluded.js'

/**
 * The fewest and narrowest tolerations that bring a DaemonSet to some nodes.
 *
 * - **Rules**
 *   1. Every taint of a wanted node that keeps pods away and is not tolerated gets a toleration of exactly
 *      this key, value and effect; of a taint without a value, of its key and effect (`Exists`).
 *   2. What the DaemonSet tolerates already stays.
 *
 * - **Laws** The DaemonSet then runs on every wanted node. Whatever other tolerations bring it there also
 *   bring it to every node that these do, but for taints of a key that the wanted nodes have without a value. None
 *   of them can be left out.
 * - **Cost** for each node its taints × the tolerations that there are then, and its terms
 * - **Errors** `Left` with each wanted node that it does not select. Never throws.
 *
 * @example
 * import { suggestTolerations } from 'podfit/suggest'
 *
 * const node = { metadata: { name: 'n1' }, spec: { taints: [{ key: 'gpu', value: 'a100', effect: 'NoSchedule' }] } }
 * const suggestion = suggestTolerations({ spec: { template: {} } }, [node], [node])
 * suggestion._tag === 'Right' && suggestion.right.added // => [{ key: 'gpu', operator: 'Equal', value: 'a100', effect: 'NoSchedule' }]
 *
 * @since 0.1.0
 */
export const suggestTolerations = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  wanted: readonly (Node & OfKind<K, 'Node'>)[],
  nodes: readonly (Node & OfKind<K, 'Node'>)[],
  { semantics = newestSemantics }: SuggestOptions = {},
): E.Either<readonly NotSelected[], TolerationSuggestion> => {
  const policy = compileDaemonSet(daemonSet, semantics)
  const faults = wanted.flatMap((node): readonly NotSelected[] => {
    const { reasons } = explain(policy, withTaints(node, []))
    return reasons.length === 0 ? [] : [{ code: 'NotSelected', node: nameOf(node), reasons }]
  })
  if (faults.length > 0) return E.left(faults)
  const added = exactTolerations(policy, wanted)
  return E.right(suggestionOf(daemonSet, [...tolerationsOf(daemonSet), ...added], nodes, semantics))
}

/**
 * The narrowest tolerations in place of those without a key, such that the DaemonSet runs on the nodes on
 * which it runs today; not on virtual ones, where its pods never start.
 *
 * - **Laws** It runs on exactly today's nodes among those given, no toleration is left that names no taint,
 *   and none of the added ones can be left out.
 * - **Cost** for each node its taints × the tolerations that there are then, and its terms
 * - **Errors** Never throws.
 *
 * @example
 * import { narrowTolerations } from 'podfit/suggest'
 *
 * const daemonSet = { spec: { template: { spec: { tolerations: [{ operator: 'Exists' }] } } } }
 * const node = { metadata: { name: 'n1' }, spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }
 * narrowTolerations(daemonSet, [node]).tolerations // => [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }]
 *
 * @since 0.1.0
 */
export const narrowTolerations = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  nodes: readonly (Node & OfKind<K, 'Node'>)[],
  { semantics = newestSemantics }: SuggestOptions = {},
): TolerationSuggestion => {
  const policy = compileDaemonSet(daemonSet, semantics)
  const today = nodes.filter(
    (node) => shouldRun<string>(policy, node) && virtualSign(node) === undefined,
  )
  const named = tolerationsOf(daemonSet).filter((toleration) => !isBlanket(toleration))
  const narrowed = compileDaemonSet(edited(daemonSet, tolerationEdits(daemonSet, named)), semantics)
  const tolerations = [...named, ...exactTolerations(narrowed, today)]
  const suggestion = suggestionOf(daemonSet, tolerations, nodes, semantics)
  const instead = exclusionOf(daemonSet, suggestion.lost, nodes, semantics)
  return { ...suggestion, ...(instead !== undefined && { instead }) }
}

/** The other way to leave virtual nodes out, where it leaves out these and no others. */
const exclusionOf = (
  daemonSet: DaemonSet,
  lost: readonly string[],
  nodes: readonly Node[],
  semantics: Semantics,
): NodeExclusion | undefined => {
  const names = new Set(lost)
  const instead = virtualNodesExcluded(
    daemonSet,
    nodes.filter((node) => names.has(nameOf(node))),
  )
  if (instead === undefined) return undefined
  const dropped = lostBy(daemonSet, instead.patch, nodes, semantics)
  return isSameList(dropped, lost) ? instead : undefined
}

const isSameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, i) => name === other[i])

const suggestionOf = (
  daemonSet: DaemonSet,
  tolerations: readonly Toleration[],
  nodes: readonly Node[],
  semantics: Semantics,
): TolerationSuggestion => {
  const before = tolerationsOf(daemonSet)
  const [had, has] = [new Set(before), new Set(tolerations)]
  const patch = tolerationEdits(daemonSet, tolerations)
  return {
    tolerations,
    added: tolerations.filter((toleration) => !had.has(toleration)),
    removed: before.filter((toleration) => !has.has(toleration)),
    patch,
    gained: gainedBy(daemonSet, patch, nodes, semantics),
    lost: lostBy(daemonSet, patch, nodes, semantics),
  }
}

/** A DaemonSet with a patch applied to it. */
export const edited = (daemonSet: DaemonSet, patch: readonly PatchOperation[]): DaemonSet =>
  applyPatch(daemonSet, patch) as DaemonSet

/** The nodes that run a DaemonSet after a patch and do not before. */
export const gainedBy = (
  daemonSet: DaemonSet,
  patch: readonly PatchOperation[],
  nodes: readonly Node[],
  semantics: Semantics,
): readonly string[] => ranOnly(edited(daemonSet, patch), daemonSet, nodes, semantics)

/** The nodes that run a DaemonSet today and not after a patch. */
const lostBy = (
  daemonSet: DaemonSet,
  patch: readonly PatchOperation[],
  nodes: readonly Node[],
  semantics: Semantics,
): readonly string[] => ranOnly(daemonSet, edited(daemonSet, patch), nodes, semantics)

/** The nodes that run the first of two DaemonSets and not the second. */
const ranOnly = (
  one: DaemonSet,
  other: DaemonSet,
  nodes: readonly Node[],
  semantics: Semantics,
): readonly string[] => {
  const runs = compileDaemonSet(one, semantics)
  const runsNot = compileDaemonSet(other, semantics)
  return nodes.filter((node) => shouldRun(runs, node) && !shouldRun(runsNot, node)).map(nameOf)
}

/** The tolerations of a DaemonSet's template. */
export const tolerationsOf = ({ spec }: DaemonSet): readonly Toleration[] =>
  spec?.template?.spec?.tolerations ?? []

/** The patch after which these are its tolerations; none if they are already. */
export const tolerationEdits = (
  daemonSet: DaemonSet,
  tolerations: readonly Toleration[],
): readonly PatchOperation[] => {
  const before = tolerationsOf(daemonSet)
  const isSame =
    tolerations.length === before.length && tolerations.every((each, i) => each === before[i])
  return isSame ? [] : [setMember(daemonSet, [...POD_SPEC, 'tolerations'], tolerations)]
}

/** The taints that keep a policy from a node. */
export const blockingTaints = (policy: Policy, { spec }: Node): readonly Taint[] =>
  (spec?.taints ?? []).filter((taint) => keepsAway(policy.tolerations, taint, policy.semantics))

/** Tolerations of exactly the taints that keep a policy from nodes, each once. */
export const exactTolerations = (policy: Policy, nodes: readonly Node[]): readonly Toleration[] => {
  const found = new Map<string, Toleration>()
  for (const taint of nodes.flatMap((node) => blockingTaints(policy, node))) {
    const toleration = exactly(taint)
    found.set(JSON.stringify(toleration), toleration)
  }
  const all = [...found.values()]
  const ofAnyValue = new Set(
    all.flatMap((each) => (each.operator === 'Exists' ? taintKey(each) : [])),
  )
  const isCovered = (toleration: Toleration): boolean =>
    toleration.operator === 'Equal' && ofAnyValue.has(taintKey(toleration))
  return all.filter((toleration) => !isCovered(toleration))
}

/** A taint without a value is one of its key; `Exists` without a key would tolerate every taint. */
const exactly = (taint: Taint): Toleration => {
  const { key, value, effect } = taintParts(taint)
  if (value === '' && key !== '') return { key, operator: 'Exists', effect }
  return { key, operator: 'Equal', ...(value !== '' && { value }), effect }
}
