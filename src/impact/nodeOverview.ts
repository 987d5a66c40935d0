import * as E from 'fp-ts/Either'
import type { Cluster } from '../cluster/cluster.js'
import type { Node } from '../kube/node.js'
import { newestSemantics } from '../kube/semantics.js'
import { beingDeleted } from '../sync/beingDeleted.js'
import type { Cascade } from '../sync/plan.js'
import { compileDaemonSet } from '../placement/compile.js'
import { explain } from '../placement/explain.js'
import type { Reason, TaintText, ToleratedTaint } from '../reason/reason.js'
import type { Decision } from '../reason/verdict.js'
import type { Cause } from '../rollout/attribution/causeOf.js'
import { notReadySince, type NotReadySince } from '../rollout/attribution/nodeState.js'
import {
  presentPods,
  type NodePresence,
  type PresentPod,
} from '../rollout/attribution/presentPods.js'
import type { AttributionOptions } from '../rollout/attribution/rolloutContext.js'
import { taintParts } from '../taint/taintParts.js'
import { daemonSetsByName } from './placementMatrix.js'

/**
 * A node, and what each DaemonSet of its cluster makes of it.
 *
 * - **Shapes** Plain JSON.
 *
 * @since 0.2.0
 */
export interface NodeOverview {
  readonly node: string
  /** Set where the node is not ready: since when, and what it gives as the reason. */
  readonly notReady?: NotReadySince
  readonly cordoned: boolean
  readonly taints: readonly TaintText[]
  /** Every DaemonSet, by namespace and name. */
  readonly daemonSets: readonly DaemonSetHere[]
  /** What was not given, so that nothing is said about it. */
  readonly unknown: readonly ('pods' | 'daemonSets')[]
}

/** A DaemonSet on one node: what should be there, what is there, and why they differ. @since 0.2.0 */
export interface DaemonSetHere {
  readonly code: HereCode
  readonly daemonSet: string
  readonly decision: Decision
  /** Why no pod should run here. */
  readonly reasons: readonly Reason[]
  /** The taints of the node that are tolerated, and by what. */
  readonly tolerated: readonly ToleratedTaint[]
  /** Its pods here; absent where pods were not given. */
  readonly pods?: readonly PresentPod[]
  /** Why no pod is here though one should run. */
  readonly missing?: Cause
  /** Set where the DaemonSet is being deleted: what becomes of its pods. */
  readonly beingDeleted?: Cascade
}

/**
 * How what is on a node compares with what should be there.
 *
 * @since 0.2.0
 */
export type HereCode =
  /** A pod should run here, and an available one does. */
  | 'Available'
  /** A pod should run here and is here, but not available. */
  | 'Unavailable'
  /** A pod should run here, and none is here. */
  | 'Missing'
  /** No pod should run here; the one that is here keeps running. */
  | 'Misscheduled'
  /** No pod is allowed here; the one that is here is deleted. */
  | 'Leaving'
  /** No pod should run here, and none is here. */
  | 'NotEligible'
  /** The DaemonSet is being deleted: whatever should be here, the controller does nothing. */
  | 'BeingDeleted'
  /** Pods were not given. */
  | 'NotKnown'

/** There is no node of this name. @since 0.2.0 */
export interface NodeNotFound {
  readonly code: 'NodeNotFound'
  readonly node: string
}

/**
 * A node from its own side: for every DaemonSet whether it should run there, whether a pod is there, and why not.
 *
 * - **Laws** its decisions are the column of that node in `placementMatrix`; its pods are those that `presentPods`
 *   says of the node
 * - **Cost** a verdict per DaemonSet, and, where pods are given, a pass per DaemonSet over all nodes
 * - **Errors** Never throws; a node that is not in the cluster is a left.
 *
 * @example
 * import { cluster, orThrow } from 'podfit'
 * import { nodeOverview } from 'podfit/impact'
 *
 * const taints = [{ key: 'dedicated', effect: 'NoSchedule' }]
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'agent', uid: 'u' }, spec: { template: {} } }]
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' }, spec: { taints } }], pods: [], daemonSets })
 * const { daemonSets: here } = orThrow(nodeOverview(snapshot, 'n1', { now: new Date(0) }))
 * here.map(({ daemonSet, code, decision }) => [daemonSet, code, decision]) // => [['a/agent', 'NotEligible', 'stay']]
 *
 * @since 0.2.0
 */
export const nodeOverview = (
  snapshot: Cluster,
  name: string,
  options: AttributionOptions,
): E.Either<readonly [NodeNotFound], NodeOverview> => {
  const node = snapshot.nodes?.get(name)
  return node === undefined
    ? E.left([{ code: 'NodeNotFound', node: name }])
    : E.right(overviewOf(snapshot, name, node, options))
}

const overviewOf = (
  snapshot: Cluster,
  name: string,
  node: Node,
  options: AttributionOptions,
): NodeOverview => {
  const { semantics = newestSemantics } = options
  const notReady = notReadySince(node)
  return {
    node: name,
    ...(notReady !== undefined && { notReady }),
    cordoned: node.spec?.unschedulable === true,
    taints: (node.spec?.taints ?? []).map(taintParts),
    daemonSets: daemonSetsByName(snapshot).map(([daemonSet, each]): DaemonSetHere => {
      const verdict = explain(compileDaemonSet(each, semantics), node)
      const presence = presentPods(snapshot, each, options)
      const here = presence?.find((at) => at.node === name)
      const pods = presence && (here?.pods ?? [])
      const missing = here?.missing
      const cascade = beingDeleted(each)
      return {
        code: cascade !== undefined ? 'BeingDeleted' : codeOf(verdict.decision, pods),
        daemonSet,
        ...verdict,
        ...(pods !== undefined && { pods }),
        ...(missing !== undefined && { missing }),
        ...(cascade !== undefined && { beingDeleted: cascade }),
      }
    }),
    unknown: (['pods', 'daemonSets'] as const).filter((kind) => snapshot[kind] === undefined),
  }
}

const codeOf = (decision: Decision, pods: NodePresence['pods'] | undefined): HereCode => {
  if (pods === undefined) return 'NotKnown'
  if (decision === 'run') {
    if (pods.length === 0) return 'Missing'
    return pods.some(({ cause }) => cause === undefined) ? 'Available' : 'Unavailable'
  }
  if (pods.length === 0) return 'NotEligible'
  return decision === 'stay' ? 'Misscheduled' : 'Leaving'
}
