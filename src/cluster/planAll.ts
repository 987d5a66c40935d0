import { toInstant } from '../data/instant.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import { classify, type NodeClass } from '../placement/classify.js'
import { compileDaemonSet } from '../placement/compile.js'
import type { Policy } from '../placement/policy.js'
import type { Decision } from '../reason/verdict.js'
import type { Plan } from '../sync/plan.js'
import { nameOf } from '../kube/objectFacts.js'
import type { Cluster } from './cluster.js'
import { planDecided, type PlanOptions } from './plan.js'

/**
 * The plans of many DaemonSets of one cluster, in their order: what `plan` says of each, for less, because
 * nodes that no template tells apart are decided together.
 *
 * - **Errors** Never throws.
 * - **Laws** each plan is the one that `plan` makes of that DaemonSet
 *
 * @example
 * import { cluster, planAll } from 'podfit'
 *
 * const spec = { selector: { matchLabels: { app: 'agent' } }, template: {} }
 * const daemonSets = ['a', 'b'].map((uid) => ({ metadata: { namespace: 'default', name: uid, uid }, spec }))
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [] })
 * planAll(snapshot, daemonSets, { now: new Date(0) }).map(({ creates }) => creates.length) // => [1, 1]
 *
 * @since 0.1.0
 */
export const planAll = <const K extends string>(
  snapshot: Cluster,
  daemonSets: readonly (DaemonSet & OfKind<K, 'DaemonSet'>)[],
  options: PlanOptions,
): readonly Plan[] => {
  const now = toInstant(options.now)
  const policies = daemonSets.map((daemonSet) => compileDaemonSet(daemonSet, options.semantics))
  const classOf = classesByName(snapshot, classify(policies, [...(snapshot.nodes?.values() ?? [])]))
  return daemonSets.map((daemonSet, i) => {
    const decisions = new Map<string, Decision>()
    for (const [name, { decisions: each }] of classOf) decisions.set(name, each[i] as Decision)
    const policy = policies[i] as Policy
    return planDecided(snapshot, { daemonSet, policy, decisions, now }, options)
  })
}

/** The class of every node, in the order of names. */
const classesByName = (
  { nodes }: Cluster,
  classes: readonly NodeClass[],
): ReadonlyMap<string, NodeClass> => {
  const classOf = new Map(
    classes.flatMap((each) => each.nodes.map((node) => [nameOf(node), each] as const)),
  )
  return new Map([...(nodes?.keys() ?? [])].map((name) => [name, classOf.get(name) as NodeClass]))
}
