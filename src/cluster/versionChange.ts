import { equalJson } from '../data/equalJson.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Semantics } from '../kube/semantics.js'
import { SWITCHES } from '../kube/switches.js'
import type { Plan } from '../sync/plan.js'
import { planDifferences, type PlanDifference } from '../sync/planDifferences.js'
import type { Cluster } from './cluster.js'
import { plan, type PlanOptions } from './plan.js'

/**
 * What other rules change for a DaemonSet as it is now.
 *
 * @since 0.1.0
 */
export interface VersionChange {
  readonly before: Plan
  readonly after: Plan
  readonly differences: readonly PlanDifference[]
  /**
   * The switches that the differences depend on: turned back on their own, the plan afterwards would be another
   * one; or turned first, they alone make a difference that is listed. Empty without differences (or where
   * nothing but three at once would do).
   */
  readonly because: readonly (keyof Semantics)[]
}

/**
 * What does a change of version, up or down, change for this DaemonSet? It is planned under both, for the
 * same instant and the same objects.
 *
 * - **Laws** the same semantics change nothing; what does not differ between the two is never a cause
 * - **Cost** two plans, and where they differ two more for each switch that differs
 *
 * @example
 * import { cluster, semanticsFor } from 'podfit'
 * import { versionChange } from 'podfit/impact'
 *
 * const semanticsOf = (kubernetes: string) => {
 *   const found = semanticsFor({ kubernetes })
 *   if (found._tag === 'Left') throw new Error(found.left.code)
 *   return found.right.semantics
 * }
 * const daemonSet = {
 *   metadata: { namespace: 'default', name: 'agent', uid: 'u1' },
 *   spec: { selector: { matchLabels: { app: 'agent' } }, template: { metadata: { labels: { app: 'agent' } } } },
 * }
 * const done = {
 *   metadata: {
 *     namespace: 'default',
 *     name: 'agent-x',
 *     labels: { app: 'agent' },
 *     ownerReferences: [{ kind: 'DaemonSet', name: 'agent', uid: 'u1', controller: true }],
 *   },
 *   spec: { nodeName: 'n1' },
 *   status: { phase: 'Succeeded' },
 * }
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [done], revisions: [] })
 * versionChange(snapshot, daemonSet, { now: new Date(0) }, semanticsOf('1.26.4'), semanticsOf('1.26.5')).because // => ['succeededDeleted']
 *
 * @since 0.1.0
 */
export const versionChange = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  options: Omit<PlanOptions, 'semantics'>,
  from: Semantics,
  to: Semantics,
): VersionChange => {
  const planned = (semantics: Semantics): Plan =>
    plan(snapshot, daemonSet, { ...options, semantics })
  const before = planned(from)
  const after = planned(to)
  const differences = planDifferences(before, after)
  if (differences.length === 0) return { before, after, differences, because: [] }
  const isListed = (difference: PlanDifference): boolean =>
    differences.some((listed) => equalJson(listed, difference))
  const because = changedSwitches(from, to).filter(
    (name) =>
      planDifferences(planned({ ...to, [name]: from[name] }), after).length > 0 ||
      planDifferences(before, planned({ ...from, [name]: to[name] })).some(isListed),
  )
  return { before, after, differences, because }
}

/**
 * The switches that are not the same, in the order in which Kubernetes got them.
 *
 * @since 0.1.0
 */
export const changedSwitches = (from: Semantics, to: Semantics): readonly (keyof Semantics)[] =>
  SWITCHES.map(({ name }) => name).filter((name) => from[name] !== to[name])
