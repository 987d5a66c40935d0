import { controllerOf, isTerminating, nameOf } from '../kube/objectFacts.js'
import { cluster, type ClusterObjects } from '../cluster/cluster.js'
import { own } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import { LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import { grouped } from '../data/grouped.js'
import { POD_SPEC } from '../kube/podTemplate.js'
import { readSelection } from '../placement/compile.js'
import { questions } from '../placement/questions.js'
import { targetName } from '../sync/daemonPods.js'
import { ANNOTATION_NODES } from './schema.js'

/**
 * The objects without the nodes that are identical to another, and without the pods on those. The first by
 * name stays, annotated with how many it stands for.
 *
 * - **Rules**
 *   1. Identical nodes agree in the labels that some DaemonSet asks about, in taints (whenever they came),
 *      cordon and conditions (whenever they changed).
 *   2. A node that a policy names is identical to no other.
 *   3. On each stand pods of the same DaemonSets, made from the same revisions, in the same state.
 */
export const collapseNodes = (objects: ClusterObjects): ClusterObjects => {
  const { nodes } = cluster(objects)
  if (nodes === undefined) return objects
  const asked = askedBy(objects.daemonSets ?? [])
  const podsOn = grouped(objects.pods ?? [], targetName)
  const alike = ([name, node]: readonly [string, Node]): string =>
    JSON.stringify([
      asked.names.has(name) ? name : null,
      asked.keys.map((label) => own(node.metadata?.labels, label) ?? null),
      node.spec?.unschedulable === true,
      (node.spec?.taints ?? []).map(({ key: taint, value, effect }) => [taint, value, effect]),
      (node.status?.conditions ?? []).map(({ type, status }) => [type, status]),
      (podsOn.get(name) ?? []).flatMap(stateOf).sort(),
    ])
  const groups = [...grouped(nodes, alike).values()].map((group) => group.map(([, node]) => node))
  const dropped = new Set(groups.flatMap((group) => group.slice(1).map(nameOf)))
  return {
    ...objects,
    nodes: groups.flatMap((group) => group.slice(0, 1).map(standingFor(group.length))),
    pods: objects.pods && objects.pods.filter((pod) => !dropped.has(targetName(pod))),
  }
}

const standingFor =
  (count: number) =>
  (node: Node): Node => {
    if (count === 1) return node
    const annotations = { ...node.metadata?.annotations, [ANNOTATION_NODES]: String(count) }
    return { ...node, metadata: { ...node.metadata, annotations } }
  }

/** The label keys and the node names that the policies of DaemonSets ask about. */
const askedBy = (daemonSets: readonly DaemonSet[]) => {
  const asked = daemonSets.map(({ spec }) =>
    questions({ kind: 'DaemonSet', ...readSelection(spec?.template?.spec, POD_SPEC) }),
  )
  return {
    keys: [...new Set(asked.flatMap(({ labels }) => labels.map(({ key }) => key)))],
    names: new Set(asked.flatMap(({ name }) => name.flatMap(({ listed }) => [...listed]))),
  }
}

/** What tells a daemon pod from another, as text; pods of others do not count. */
const stateOf = ({ metadata, status }: Pod): readonly string[] => {
  const controller = controllerOf(metadata)
  if (controller !== undefined && controller.kind !== 'DaemonSet') return []
  const state = [
    metadata?.namespace,
    controller?.uid,
    own(metadata?.labels, LABEL_REVISION_HASH),
    status?.phase,
    isTerminating(metadata),
    (status?.conditions ?? []).map(({ type, status: of }) => [type, of]),
  ]
  return [JSON.stringify(state)]
}
