import { applyPlan as applied, type Applied, type ApplyOptions } from '../cluster/applyPlan.js'
import type { Cluster } from '../cluster/cluster.js'
import { plan as planOf, type PlanOptions } from '../cluster/plan.js'
import { planAll as plansOf } from '../cluster/planAll.js'
import { updateCluster as updated, type ClusterUpdate } from '../cluster/updateCluster.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { Plan } from '../sync/plan.js'

/**
 * What the DaemonSet controller does for a DaemonSet in one pass, and why.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { plan } from 'podfit/fp'
 *
 * const metadata = { namespace: 'default', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [] })
 * plan(snapshot, { now: new Date(0) })(daemonSet).creates // => [{ node: 'n1', why: 'NoPod' }]
 *
 * @since 0.2.0
 */
export const plan =
  (snapshot: Cluster, options: PlanOptions): ((daemonSet: DaemonSet) => Plan) =>
  (daemonSet) =>
    planOf(snapshot, daemonSet, options)

/**
 * One pass for each of many DaemonSets of a cluster.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { planAll } from 'podfit/fp'
 *
 * const snapshot = cluster({ nodes: [], pods: [], revisions: [] })
 * planAll(snapshot, { now: new Date(0) })([{ metadata: { name: 'agent' } }]).length // => 1
 *
 * @since 0.2.0
 */
export const planAll =
  (
    snapshot: Cluster,
    options: PlanOptions,
  ): ((daemonSets: readonly DaemonSet[]) => readonly Plan[]) =>
  (daemonSets) =>
    plansOf(snapshot, daemonSets, options)

/**
 * A cluster after a plan has been carried out and its writes are seen.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { applyPlan, plan } from 'podfit/fp'
 *
 * const metadata = { namespace: 'default', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [] })
 * const next = plan(snapshot, { now: new Date(0) })(daemonSet)
 * applyPlan(daemonSet, next)(snapshot).cluster.pods?.size // => 1
 *
 * @since 0.2.0
 */
export const applyPlan =
  <D extends DaemonSet, const K extends string = string>(
    daemonSet: D & OfKind<K, 'DaemonSet'>,
    planned: Plan,
    options?: ApplyOptions,
  ): ((snapshot: Cluster) => Applied<D>) =>
  (snapshot) =>
    applied<D>(snapshot, daemonSet, planned, options)

/**
 * A cluster with objects put in and taken out.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { updateCluster } from 'podfit/fp'
 *
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }] })
 * updateCluster({ put: { nodes: [{ metadata: { name: 'n2' } }] } })(snapshot).nodes?.size // => 2
 *
 * @since 0.2.0
 */
export const updateCluster =
  <const K extends string>(update: ClusterUpdate<K>): ((snapshot: Cluster) => Cluster) =>
  (snapshot) =>
    updated(snapshot, update)
