import { nameOf, objectKey } from '../kube/objectFacts.js'
import type { ClusterObjects } from '../cluster/cluster.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compileDaemonSet.js'
import { decide } from '../placement/decide.js'
import { taintParts } from '../taint/taintParts.js'
import { withTaints } from '../impact/survey.js'
import { blockingTaints } from './exactTolerations.js'
import { neededLabels, type LabelChanges } from './neededLabels.js'
import type { NodeSuggestion } from './suggestion.js'

/**
 * The change of a node that brings a DaemonSet there: labels that it selects, taints that keep it away; and
 * which other DaemonSets would come or go with it.
 *
 * - **Rules**
 *   1. Labels that the kubelet, the cloud or the labellers of devices put on nodes are not for people to change.
 *
 * - **Laws** With all of it the DaemonSet runs there; without any one of the labels and taints it does not.
 * - **Errors** `undefined` where no label helps: it names another node, contradicts itself, or rule 1. Never
 *   throws.
 *
 * @example
 * import { suggestNodeChange } from 'podfit/suggest'
 *
 * const daemonSet = { metadata: { name: 'agent' }, spec: { template: { spec: { nodeSelector: { gpu: 'true' } } } } }
 * const node = { metadata: { name: 'n1' }, spec: { taints: [{ key: 'old', effect: 'NoSchedule' }] } }
 * suggestNodeChange(daemonSet, node, {})?.labels // => { gpu: 'true' }
 * suggestNodeChange(daemonSet, node, {})?.taints // => [{ key: 'old', value: '', effect: 'NoSchedule' }]
 *
 * @since 0.1.0
 */
export const suggestNodeChange = (
  daemonSet: DaemonSet,
  node: Node,
  { daemonSets }: Pick<ClusterObjects, 'daemonSets'>,
  semantics: Semantics = newestSemantics,
): NodeSuggestion | undefined => {
  const policy = compileDaemonSet(daemonSet, semantics)
  const labels = neededLabels(policy, node)
  if (labels === undefined) return undefined
  const taints = blockingTaints(policy, node)
  const rest = (node.spec?.taints ?? []).filter((taint) => !taints.includes(taint))
  const changed = withTaints(withLabels(node, labels), rest)
  const others = (daemonSets ?? [])
    .filter((other) => objectKey(other) !== objectKey(daemonSet))
    .map((other) => {
      const asked = compileDaemonSet(other, semantics)
      const was = decide(asked, node)
      return { key: objectKey(other), was, is: decide(asked, changed) }
    })
  return {
    node: nameOf(node),
    labels,
    taints: taints.map(taintParts),
    admits: others.filter(({ was, is }) => was !== 'run' && is === 'run').map(({ key }) => key),
    loses: others.filter(({ was, is }) => was === 'run' && is !== 'run').map(({ key }) => key),
  }
}

const withLabels = (node: Node, changes: LabelChanges): Node => {
  const labels = Object.entries({ ...node.metadata?.labels, ...changes }).flatMap(([key, value]) =>
    value === null ? [] : [[key, value] as const],
  )
  return { ...node, metadata: { ...node.metadata, labels: Object.fromEntries(labels) } }
}
