/** Objects of `@kubernetes/client-node`, as one has them in a controller: they go in without a cast, and come out. */
import type {
  V1ControllerRevision,
  V1DaemonSet,
  V1Deployment,
  V1Namespace,
  V1Node,
  V1Pod,
  V1Taint,
  V1Toleration,
} from '@kubernetes/client-node'
import {
  cluster,
  createStore,
  daemonSetPolicy,
  plan,
  tolerates,
  type Cluster,
  type Plan,
} from 'podfit'
import { eviction } from 'podfit/controller'
import { diff } from 'podfit/impact'
import { forecast } from 'podfit/rollout'

export const snapshotOf = (
  nodes: V1Node[],
  pods: V1Pod[],
  revisions: V1ControllerRevision[],
  daemonSets: V1DaemonSet[],
  namespaces: V1Namespace[],
): Cluster => cluster({ nodes, pods, revisions, daemonSets, namespaces })

export const planned = (snapshot: Cluster, daemonSet: V1DaemonSet): Plan =>
  plan(snapshot, daemonSet, { now: new Date() })

export const met = (toleration: V1Toleration, taint: V1Taint): boolean =>
  tolerates(toleration, taint)

export const evicted = (tolerations: V1Toleration[], taints: V1Taint[]): string =>
  eviction(tolerations, taints).code

export const told = (node: V1Node): void => {
  const store = createStore({ watch: 'plans', now: new Date() })
  store.put('Node', node)
}

export const foreseen = (snapshot: Cluster, daemonSet: V1DaemonSet): string =>
  forecast(snapshot, daemonSet, { now: new Date() }).code

export const changed = (before: Cluster, after: Cluster) => diff(before, after, { now: new Date() })

export const policyOf = (daemonSet: V1DaemonSet) => daemonSetPolicy(daemonSet)

// @ts-expect-error a Deployment is no DaemonSet
export const mistaken = (deployment: V1Deployment) => daemonSetPolicy(deployment)
