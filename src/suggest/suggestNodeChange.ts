import * as E from 'fp-ts/Either'
import type { ClusterObjects } from '../cluster/cluster.js'
import { nameOf, objectKey, withTaints } from '../kube/objectFacts.js'
import type { FieldPath } from '../data/fieldPath.js'
import { own } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { Node } from '../kube/node.js'
import { newestSemantics } from '../kube/semantics.js'
import { WELL_KNOWN_LABELS } from '../kube/wellKnownLabels.js'
import { compileDaemonSet } from '../placement/compile.js'
import { decide } from '../placement/decide.js'
import type { Policy } from '../placement/policy.js'
import { distinguishingValues } from '../pools/distinguishingValues.js'
import { covers } from '../pools/nodeTemplate.js'
import { holds } from '../requirement/holds.js'
import { readRequirement } from '../requirement/readRequirement.js'
import type { Requirement } from '../requirement/requirement.js'
import { fieldValue, isEmptyTerm, type NodeTerm } from '../selector/nodeTerm.js'
import { taintParts } from '../taint/taintParts.js'
import type { NodeChangeFault, NodeSuggestion, SuggestOptions } from './suggestion.js'
import { blockingTaints } from './suggestTolerations.js'

/**
 * The change of a node that brings a DaemonSet there: labels that it selects, taints that keep it away; and
 * which other DaemonSets would come or go with it.
 *
 * - **Rules**
 *   1. Labels that the kubelet, the cloud or the labellers of devices put on nodes are not for people to change.
 *
 * - **Laws** With all of it the DaemonSet runs there; without any one of the labels and taints it does not.
 * - **Errors** `Left` where no label helps, with everything that keeps it from that. Never throws.
 *
 * @example
 * import { suggestNodeChange } from 'podfit/suggest'
 *
 * const daemonSet = { metadata: { name: 'agent' }, spec: { template: { spec: { nodeSelector: { gpu: 'true' } } } } }
 * const node = { metadata: { name: 'n1' }, spec: { taints: [{ key: 'old', effect: 'NoSchedule' }] } }
 * const change = suggestNodeChange(daemonSet, node, {})
 * change._tag === 'Right' && change.right.labels // => { gpu: 'true' }
 * change._tag === 'Right' && change.right.taints // => [{ key: 'old', value: '', effect: 'NoSchedule' }]
 *
 * @since 0.1.0
 */
export const suggestNodeChange = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  node: Node & OfKind<K, 'Node'>,
  { daemonSets }: Pick<ClusterObjects<K>, 'daemonSets'>,
  { semantics = newestSemantics }: SuggestOptions = {},
): E.Either<readonly NodeChangeFault[], NodeSuggestion> => {
  const policy = compileDaemonSet(daemonSet, semantics)
  const needed = neededLabels(policy, node)
  if (E.isLeft(needed)) return needed
  const labels = needed.right
  const taints = blockingTaints(policy, node)
  const rest = (node.spec?.taints ?? []).filter((taint) => !taints.includes(taint))
  const changed = withTaints(withLabels(node, labels), rest)
  const others = (daemonSets ?? [])
    .filter((other) => objectKey(other) !== objectKey(daemonSet))
    .map((other) => {
      const otherPolicy = compileDaemonSet(other, semantics)
      const was = decide<string>(otherPolicy, node)
      return { key: objectKey(other), was, is: decide(otherPolicy, changed) }
    })
  return E.right({
    node: nameOf(node),
    labels,
    taints: taints.map(taintParts),
    admits: others.filter(({ was, is }) => was !== 'run' && is === 'run').map(({ key }) => key),
    loses: others.filter(({ was, is }) => was === 'run' && is !== 'run').map(({ key }) => key),
  })
}

const withLabels = (node: Node, changes: LabelChanges): Node => {
  const labels = Object.entries({ ...node.metadata?.labels, ...changes }).flatMap(([key, value]) =>
    value === null ? [] : [[key, value] as const],
  )
  return { ...node, metadata: { ...node.metadata, labels: Object.fromEntries(labels) } }
}

/** Labels to be put on a node, and under `null` those to be taken off. */
type LabelChanges = NodeSuggestion['labels']

type Needed = E.Either<readonly NodeChangeFault[], LabelChanges>

/**
 * The fewest labels by which a policy comes to select a node. None where labels do not help: it asks for
 * another name, contradicts itself, or asks about labels that the kubelet, the cloud, the maker of the node
 * and the labellers of devices put there and would put there again.
 */
export const neededLabels = (policy: Policy, node: Node): Needed => {
  const { nodeName, affinity } = policy
  if (nodeName !== '' && nodeName !== node.metadata?.name) {
    const path = [...policy.path, 'nodeName']
    return E.left([{ code: 'NamesAnotherNode', path, value: nodeName }])
  }
  const entries = policy.selectedLabels.map(({ key, value, path }) => ({
    key,
    path,
    read: readRequirement(key, 'In', [value], path),
  }))
  const impossible = entries.filter(({ read }) => !('requirement' in read))
  if (impossible.length > 0) {
    return E.left(impossible.map(({ key, path }) => ({ code: 'ImpossibleLabel', path, key })))
  }
  const wanted = entries.flatMap(({ read }) => ('requirement' in read ? read.requirement : []))
  const terms = affinity ? affinity.terms.filter(isOpen(node)) : [undefined]
  if (affinity && terms.length === 0) {
    return E.left([{ code: 'NoTermCanMatch', path: affinity.path }])
  }
  const answers = terms.map((term) =>
    labelsFor(policy, [...wanted, ...(term?.expressions ?? [])], node),
  )
  const [fewest] = answers
    .flatMap((answer) => (E.isRight(answer) ? [answer.right] : []))
    .sort((a, b) => Object.keys(a).length - Object.keys(b).length)
  return fewest === undefined
    ? E.left(answers.flatMap((answer) => (E.isLeft(answer) ? answer.left : [])))
    : E.right(fewest)
}

/** Whether a term could match the node under other labels. */
const isOpen =
  ({ metadata }: Node) =>
  (term: NodeTerm): boolean =>
    term.faults.length === 0 &&
    !isEmptyTerm(term) &&
    ((metadata?.name ?? '') === '' ||
      term.fields.every((field) => holds(field, fieldValue(field, { metadata }))))

const labelsFor = (
  policy: Policy,
  requirements: readonly Requirement[],
  { metadata }: Node,
): Needed => {
  const changes: [string, string | null][] = []
  for (const key of new Set(requirements.map((requirement) => requirement.key))) {
    const about = requirements.filter((requirement) => requirement.key === key)
    const path: FieldPath = about[0]?.path ?? []
    const meetsAll = (value: string | undefined): boolean =>
      about.every((requirement) => holds(requirement, value))
    if (meetsAll(own(metadata?.labels, key))) continue
    if (isMachineLabel(key)) return E.left([{ code: 'MachineLabel', path, key }])
    const values = distinguishingValues(policy, key, about)
    if (values.length === 0) return E.left([{ code: 'ImpossibleLabel', path, key }])
    const [value] = values
    const isAny = value !== undefined && !about.some(({ listed }) => listed.has(value))
    changes.push([key, isAny && meetsAll('true') ? 'true' : (value ?? null)])
  }
  return E.right(Object.fromEntries(changes))
}

/** Rule 1. */
const isMachineLabel = (key: string): boolean =>
  WELL_KNOWN_LABELS.some((label) => covers(label, key))
