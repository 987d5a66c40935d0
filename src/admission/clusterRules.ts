import type { Cluster } from '../cluster/cluster.js'
import { formatFieldPath } from '../data/fieldPath.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import { nameOf, objectKey } from '../kube/objectFacts.js'
import type { Pod } from '../kube/pod.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compile.js'
import { decide } from '../placement/decide.js'
import { explain } from '../placement/explain.js'
import { POD_SPEC } from '../kube/podTemplate.js'
import { reasonDetails, reasonSummary } from '../report/text/reasonText.js'
import { counted, someOf } from '../report/text/table.js'
import { eviction } from '../taint/eviction.js'
import { denied, NOTHING, type AdmissionFinding, type AdmissionRule } from './rule.js'

/** Which nodes of a cluster a rule is about, and in which release. @since 0.2.0 */
export interface ClusterRuleOptions extends SemanticsOptions {
  /** Absent: every node. */
  readonly where?: ((node: Node) => boolean) | undefined
}

/** The nodes that are meant. */
export const nodesOf = (
  { nodes }: Cluster,
  where: ((node: Node) => boolean) | undefined,
): readonly Node[] => [...(nodes?.values() ?? [])].filter(where ?? (() => true))

/** Nothing passes by not having been looked at. */
export const notKnown = (what: string): readonly AdmissionFinding[] => [
  { code: 'NotKnown', path: [], message: `the ${what} of the cluster are not known`, details: [] },
]

/** Why pods of a DaemonSet do not run on a node, in lines. */
const reasonsText = (
  daemonSet: DaemonSet,
  node: Node,
  options: Required<SemanticsOptions>,
): readonly string[] =>
  explain(compileDaemonSet(daemonSet, options.semantics), node).reasons.flatMap((reason) => [
    reasonSummary(reason),
    ...reasonDetails(reason).map((line) => `  ${line}`),
  ])

/**
 * A DaemonSet must run on every node of a set, such as those of a pool.
 *
 * - **Errors** A cluster without nodes, or none that is meant, denies: nothing could fail otherwise.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { mustReach } from 'podfit/admission'
 *
 * mustReach(cluster({ nodes: [{ metadata: { name: 'n1' } }] })).name // => 'runs where it must'
 *
 * @since 0.2.0
 */
export const mustReach = (
  cluster: Cluster,
  { where, semantics = newestSemantics }: ClusterRuleOptions = {},
): AdmissionRule => ({
  name: 'runs where it must',
  review: ({ object, subResource }) => {
    const { daemonSet } = object ?? {}
    if (daemonSet === undefined || subResource !== '') return NOTHING
    const nodes = nodesOf(cluster, where)
    if (nodes.length === 0) return denied(notKnown('nodes that it must reach'))
    const policy = compileDaemonSet(daemonSet, semantics)
    const missed = nodes.filter((node) => decide(policy, node) !== 'run')
    const [first] = missed
    return first === undefined
      ? NOTHING
      : denied([
          {
            code: 'DoesNotRun',
            path: POD_SPEC,
            message: `would not run on ${counted(missed.length, 'node')}: ${someOf(missed.map(nameOf))}`,
            details: reasonsText(daemonSet, first, { semantics }),
          },
        ])
  },
})

/**
 * A DaemonSet must run on no node of a set.
 *
 * - **Errors** A cluster whose nodes are not known denies.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { mustStayOff } from 'podfit/admission'
 *
 * const where = ({ metadata }) => metadata?.labels?.pool === 'gpu'
 * mustStayOff(cluster({ nodes: [] }), { where }).name // => 'stays off where it must'
 *
 * @since 0.2.0
 */
export const mustStayOff = (
  cluster: Cluster,
  { where, semantics = newestSemantics }: ClusterRuleOptions = {},
): AdmissionRule => ({
  name: 'stays off where it must',
  review: ({ object, subResource }) => {
    const { daemonSet } = object ?? {}
    if (daemonSet === undefined || subResource !== '') return NOTHING
    if (cluster.nodes === undefined) return denied(notKnown('nodes'))
    const policy = compileDaemonSet(daemonSet, semantics)
    const reached = nodesOf(cluster, where).filter((node) => decide(policy, node) === 'run')
    return reached.length === 0
      ? NOTHING
      : denied([
          {
            code: 'RunsWhereForbidden',
            path: POD_SPEC,
            message: `would run on ${counted(reached.length, 'node')} where it must not: ${someOf(reached.map(nameOf))}`,
            details: [],
          },
        ])
  },
})

/**
 * No DaemonSet loses nodes of a set: by an update of itself, or by an update of the node.
 *
 * - **Rules**
 *   1. Compared is with how it is now: nodes that a DaemonSet does not run on anyway are none that it loses.
 *   2. An update of a DaemonSet is asked of the cluster's nodes, an update of a node of the cluster's DaemonSets.
 *
 * - **Errors** A cluster whose nodes, or DaemonSets, are not known denies.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { keepsNodes } from 'podfit/admission'
 *
 * keepsNodes(cluster({ nodes: [], daemonSets: [] })).name // => 'no DaemonSet loses nodes'
 *
 * @since 0.2.0
 */
export const keepsNodes = (
  cluster: Cluster,
  { where = () => true, semantics = newestSemantics }: ClusterRuleOptions = {},
): AdmissionRule => ({
  name: 'no DaemonSet loses nodes',
  review: ({ object, oldObject, operation, subResource }) => {
    if (operation !== 'UPDATE' || subResource !== '') return NOTHING
    const runs = (daemonSet: DaemonSet, node: Node): boolean =>
      decide(compileDaemonSet(daemonSet, semantics), node) === 'run'
    const { daemonSet: after, node: nodeAfter } = object ?? {}
    const { daemonSet: before, node: nodeBefore } = oldObject ?? {}
    if (after !== undefined && before !== undefined) {
      if (cluster.nodes === undefined) return denied(notKnown('nodes'))
      const [was, is] = [before, after].map((each) => compileDaemonSet(each, semantics))
      const lost = nodesOf(cluster, where).filter(
        (node) => was && is && decide(was, node) === 'run' && decide(is, node) !== 'run',
      )
      const [first] = lost
      if (first === undefined) return NOTHING
      return denied([
        {
          code: 'LosesNodes',
          path: POD_SPEC,
          message: `would leave ${counted(lost.length, 'node')}: ${someOf(lost.map(nameOf))}`,
          details: reasonsText(after, first, { semantics }),
        },
      ])
    }
    if (nodeAfter === undefined || nodeBefore === undefined || !where(nodeBefore)) return NOTHING
    if (cluster.daemonSets === undefined) return denied(notKnown('DaemonSets'))
    return denied(
      [...cluster.daemonSets.values()]
        .filter((each) => runs(each, nodeBefore) && !runs(each, nodeAfter))
        .map((each) => ({
          code: 'LosesNodes',
          path: ['spec'],
          message: `DaemonSet ${objectKey(each)} would leave node ${nameOf(nodeAfter)}`,
          details: reasonsText(each, nodeAfter, { semantics }),
        })),
    )
  },
})

/** Which pods a rule protects, and in which release. @since 0.2.0 */
export interface EvictionRuleOptions extends SemanticsOptions {
  /** Absent: every pod. */
  readonly protects?: ((pod: Pod) => boolean) | undefined
}

/**
 * A taint that is put on a node evicts none of some pods, now or later.
 *
 * - **Rules**
 *   1. Asked are the pods that are bound to the node and that the taints there now do not evict.
 *   2. A toleration with `tolerationSeconds` delays the eviction, and does not prevent it.
 *
 * - **Errors** A cluster whose pods are not known denies.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { evictsNone } from 'podfit/admission'
 *
 * const protects = ({ metadata }) => metadata?.namespace === 'kube-system'
 * evictsNone(cluster({ pods: [] }), { protects }).name // => 'taints evict none of these pods'
 *
 * @since 0.2.0
 */
export const evictsNone = (
  cluster: Cluster,
  { protects = () => true, semantics = newestSemantics }: EvictionRuleOptions = {},
): AdmissionRule => ({
  name: 'taints evict none of these pods',
  review: ({ object, oldObject, subResource }) => {
    const { node } = object ?? {}
    if (node === undefined || subResource !== '') return NOTHING
    if (cluster.pods === undefined) return denied(notKnown('pods'))
    const staysUnder = ({ spec }: Pod, of: Node | undefined): boolean =>
      eviction(spec?.tolerations, of?.spec?.taints, { semantics }).code === 'never'
    const evicted = [...cluster.pods.values()].filter(
      (pod) =>
        (pod.spec?.nodeName ?? '') === nameOf(node) &&
        protects(pod) &&
        staysUnder(pod, oldObject?.node) &&
        !staysUnder(pod, node),
    )
    const path = ['spec', 'taints']
    return evicted.length === 0
      ? NOTHING
      : denied([
          {
            code: 'EvictsPods',
            path,
            message: `${formatFieldPath(path)} of node ${nameOf(node)} would evict ${counted(evicted.length, 'pod')}: ${someOf(evicted.map(objectKey))}`,
            details: [],
          },
        ])
  },
})
