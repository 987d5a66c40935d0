import type { Cluster } from '../cluster/cluster.js'
import { plan } from '../cluster/plan.js'
import type { Now } from '../data/instant.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compile.js'
import { explain } from '../placement/explain.js'
import type { Policy } from '../placement/policy.js'
import type { Reason } from '../reason/reason.js'
import type { Decision } from '../reason/verdict.js'
import { nodesWithoutReasons } from '../sync/nodesWithoutReasons.js'
import type { Plan } from '../sync/plan.js'

/**
 * A DaemonSet on a node: what its policy says, and its pods there.
 *
 * @since 0.1.0
 */
export interface NodePlacement {
  readonly decision: Decision
  readonly reasons: readonly Reason[]
  /** Names of the DaemonSet's pods on the node; absent where pods were not given. */
  readonly pods?: readonly string[]
}

/** What an impact depends on besides the objects. @since 0.1.0 */
export interface ImpactOptions extends SemanticsOptions {
  /** The instant to look at. */
  readonly now: Now
}

/** Whether pods are looked at, besides. */
export interface PlacedOptions extends ImpactOptions {
  readonly pods: boolean
}

/** A DaemonSet in a cluster, to be asked about its nodes. */
export interface Placed {
  readonly daemonSet: DaemonSet
  readonly policy: Policy
  readonly plan: Plan
  /** New nodes about which nothing can be said yet, by name. */
  readonly open?: ReadonlyMap<string, unknown>
  /** The pods on a node; undefined where pods are not looked at. */
  readonly podsOn: (node: string) => readonly string[] | undefined
  /** Nothing for a node that is not in the cluster. */
  readonly placementOn: (node: string) => NodePlacement | undefined
}

/** Plans a DaemonSet in a cluster, and reads its policy. */
export const placed = (
  cluster: Cluster,
  daemonSet: DaemonSet,
  { now, semantics = newestSemantics, pods: looked }: PlacedOptions,
): Placed => {
  const planned = plan(cluster, daemonSet, { now, semantics })
  const nodes = new Map(nodesWithoutReasons(planned).map((node) => [node.name, node]))
  const policy = compileDaemonSet(daemonSet, semantics)
  const reasonsOn = (name: string): NodePlacement['reasons'] => {
    const node = cluster.nodes?.get(name)
    return node === undefined ? [] : explain(policy, node).reasons
  }
  return {
    daemonSet,
    policy,
    plan: planned,
    podsOn: (name) => (looked ? (nodes.get(name)?.pods ?? []) : undefined),
    placementOn: (name) => {
      const node = nodes.get(name)
      if (node === undefined) return undefined
      const { decision, pods } = node
      const reasons = decision === 'run' ? [] : reasonsOn(name)
      return { decision, reasons, ...(looked && { pods }) }
    },
  }
}
