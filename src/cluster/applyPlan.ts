import type { DaemonSet } from '../kube/daemonSet.js'
import type { Semantics } from '../kube/semantics.js'
import type { Choice } from '../sync/choose.js'
import { assumed } from '../sync/choose.js'
import type { Plan } from '../sync/plan.js'
import { changedPods, createdPods, type Happens } from './appliedPods.js'
import { changedRevisions, hashAfter } from './appliedRevisions.js'
import type { Cluster } from './cluster.js'
import { editCluster } from './edit.js'
import { withStatus } from './withStatus.js'

/**
 * What applying a plan is free to choose.
 *
 * @since 0.1.0
 */
export interface ApplyOptions {
  /**
   * Which of a choice happen; the first by name unless given. Kubernetes takes `count` candidates, neither
   * more nor others: of what is picked the first `count` candidates count, and too few are filled up by name.
   */
  readonly pick?: (choice: Choice) => readonly string[]
  /** The hash of a revision that the plan makes; a placeholder unless given. */
  readonly newRevisionHash?: string
  /**
   * What becomes of a deleted pod that runs: it is `gone`, or `terminating` until its kubelet is done.
   * Pods that are unscheduled or have ended are gone at once, as the API server does it.
   */
  readonly deleted?: 'gone' | 'terminating'
  /** How the cluster's release writes a revision: as given to `plan`. */
  readonly semantics?: Semantics
}

/** A cluster in which a plan has been carried out, and the DaemonSet with its new status. @since 0.1.0 */
export interface Applied {
  readonly cluster: Cluster
  readonly daemonSet: DaemonSet
}

/**
 * The cluster after a plan has been carried out and its writes are seen.
 *
 * - **Shapes** Created pods are pending and pinned, named after the DaemonSet and the node. Nothing is
 *   scheduled, started or made ready: that is the world's part.
 *
 * @example
 * import { applyPlan, cluster, plan } from 'podfit'
 *
 * const metadata = { namespace: 'default', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: { metadata: { labels: { app: 'agent' } } } } }
 * const before = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [] })
 * const after = applyPlan(before, daemonSet, plan(before, daemonSet, { now: new Date(0) }))
 * plan(after.cluster, after.daemonSet, { now: new Date(0) }).creates // => []
 *
 * @since 0.1.0
 */
export const applyPlan = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  plan: Plan,
  options: ApplyOptions = {},
): Applied => {
  const pick = options.pick ?? assumed
  const picked = new Map(plan.choices.map((choice) => [choice.id, taken(choice, pick(choice))]))
  const happens: Happens = (name, choice) =>
    choice === undefined || picked.get(choice)?.has(name) === true

  const hash = hashAfter(plan, options.newRevisionHash)
  const pods = changedPods(snapshot, daemonSet, plan, happens, options.deleted ?? 'gone')
  const created = createdPods(snapshot, daemonSet, plan, happens, hash)
  const revisions = changedRevisions(snapshot, daemonSet, plan, happens, hash, options.semantics)
  const updated = withStatus(daemonSet, plan)
  return {
    daemonSet: updated,
    cluster: editCluster(snapshot, {
      put: {
        pods: [...pods.put, ...created],
        revisions: revisions.put,
        ...(snapshot.daemonSets !== undefined && { daemonSets: [updated] }),
      },
      drop: { pods: pods.drop, revisions: revisions.drop },
    }),
  }
}

/** The candidates of a choice that happen: those picked come first. */
const taken = ({ count, from }: Choice, picks: readonly string[]): ReadonlySet<string> => {
  const candidates = new Set(from)
  const inOrder = new Set([...picks.filter((name) => candidates.has(name)), ...from])
  return new Set([...inOrder].slice(0, count))
}
