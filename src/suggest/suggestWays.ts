import { nameOf } from '../kube/objectFacts.js'
import type { Edit } from '../data/edit.js'
import { setMember } from '../data/setMember.js'
import type { NodeSelectorRequirement, NodeSelectorTerm } from '../kube/affinity.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compileDaemonSet.js'
import { decide } from '../placement/decide.js'
import { POD_SPEC } from '../impact/survey.js'
import { gainedBy } from './edited.js'
import { exactTolerations } from './exactTolerations.js'
import type { SelectionChange, WayThere } from './suggestion.js'
import { tolerationEdits, tolerationsOf } from './tolerationEdits.js'
import { widenAffinity, type WidenedAffinity } from './widenAffinity.js'
import { widenEntries, type WidenedEntries } from './widenEntries.js'

/**
 * The ways to bring a DaemonSet to a node by changing the DaemonSet: its tolerations and, where it selects
 * other nodes, its node selector and required node affinity. None where it runs already.
 *
 * - **Rules**
 *   1. Taints that keep it away are tolerated: exactly their key, value and effect.
 *   2. A `nodeName` of another node is dropped.
 *   3. Entries of `nodeSelector` that the node does not have are dropped; or, where it has the label with
 *      another value, turned into an `In` of both values in the affinity.
 *   4. Of the affinity one term is widened: `In` gets the node's value, `NotIn` loses it, a bound is moved;
 *      what else the node does not meet is dropped. Or the node is named in a term of its own. The affinity
 *      goes where nothing of a term is left, or no term can be read.
 *
 * - **Shapes** The fewest nodes gained come first, then the fewest changes.
 * - **Laws** Each way brings it to the node and takes it from none. Whatever other changes of these kinds
 *   bring it there, one of these ways gains no node beside theirs, on any nodes whatsoever.
 * - **Errors** Never throws.
 * - **Cost** O((terms + 1) × nodes)
 *
 * @example
 * import { suggestWays } from 'podfit/suggest'
 *
 * const daemonSet = { spec: { template: { spec: { nodeSelector: { disk: 'ssd' } } } } }
 * const node = { metadata: { name: 'n1', labels: { disk: 'nvme' } } }
 * suggestWays(daemonSet, node, [node]).map(({ changes }) => changes[0]?.code) // => ['EntryWidened', 'EntryDropped']
 *
 * @since 0.1.0
 */
export const suggestWays = (
  daemonSet: DaemonSet,
  node: Node,
  nodes: readonly Node[],
  semantics: Semantics = newestSemantics,
): readonly WayThere[] => {
  const policy = compileDaemonSet(daemonSet, semantics)
  if (decide(policy, node) === 'run') return []
  const podSpec = daemonSet.spec?.template?.spec
  const required = podSpec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  const terms = required?.nodeSelectorTerms ?? []
  const isElsewhere = policy.nodeName !== '' && policy.nodeName !== nameOf(node)
  const nodeName: Part = isElsewhere ? dropNodeName(policy.nodeName) : NOTHING
  const tolerations = exactTolerations(policy, [node])
  const tolerate = tolerationEdits(daemonSet, [...tolerationsOf(daemonSet), ...tolerations])
  const ways = widenAffinity(policy.affinity, terms, node).flatMap((affinity) =>
    widenEntries(policy.selectedLabels, node).map((entries): WayThere => {
      const edits = [
        ...nodeName.edits,
        ...entries.drops.map((key) => remove('nodeSelector', key)),
        ...affinityEdits(daemonSet, affinity, entries),
        ...tolerate,
      ]
      const changes = [...nodeName.changes, ...entries.changes, ...affinity.changes]
      return { changes, tolerations, edits, gained: gainedBy(daemonSet, edits, nodes, semantics) }
    }),
  )
  const distinct = new Map(ways.map((way) => [JSON.stringify(way.edits), way]))
  return [...distinct.values()].sort(
    (a, b) => a.gained.length - b.gained.length || a.changes.length - b.changes.length,
  )
}

interface Part {
  readonly changes: readonly SelectionChange[]
  readonly edits: readonly Edit[]
}

const NOTHING: Part = { changes: [], edits: [] }

const AFFINITY = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution']

const remove = (...path: readonly string[]): Edit => ({
  op: 'remove',
  path: [...POD_SPEC, ...path],
})

/** Rule 2. */
const dropNodeName = (value: string): Part => ({
  changes: [{ code: 'NodeNameDropped', path: [...POD_SPEC, 'nodeName'], value }],
  edits: [remove('nodeName')],
})

const affinityEdits = (
  daemonSet: DaemonSet,
  { changes, terms }: WidenedAffinity,
  { requirements }: WidenedEntries,
): readonly Edit[] => {
  if (changes.length + requirements.length === 0) return []
  if (terms === undefined && requirements.length === 0) return [remove(...AFFINITY)]
  const path = [...POD_SPEC, ...AFFINITY, 'nodeSelectorTerms']
  return [setMember(daemonSet, path, narrowedTo(terms, requirements))]
}

/** Terms that ask something more, each of them; one without requirements matches nothing and stays so. */
const narrowedTo = (
  terms: readonly NodeSelectorTerm[] | undefined,
  requirements: readonly NodeSelectorRequirement[],
): readonly NodeSelectorTerm[] => {
  if (terms === undefined) return [{ matchExpressions: requirements }]
  if (requirements.length === 0) return terms
  return terms.map((term) => {
    const expressions = term.matchExpressions ?? []
    return expressions.length + (term.matchFields?.length ?? 0) === 0
      ? term
      : { ...term, matchExpressions: [...expressions, ...requirements] }
  })
}
