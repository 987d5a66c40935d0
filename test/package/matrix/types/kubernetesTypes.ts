/** Objects of `kubernetes-types`, as manifests written in TypeScript have them. */
import type { ControllerRevision, DaemonSet } from 'kubernetes-types/apps/v1.d.ts'
import type { Node, Pod, Taint, Toleration } from 'kubernetes-types/core/v1.d.ts'
import { cluster, plan, tolerates, type Cluster, type Plan } from 'podfit'
import { validateDaemonSet } from 'podfit/api'

export const snapshotOf = (
  nodes: Node[],
  pods: Pod[],
  revisions: ControllerRevision[],
  daemonSets: DaemonSet[],
): Cluster => cluster({ nodes, pods, revisions, daemonSets })

export const planned = (snapshot: Cluster, daemonSet: DaemonSet): Plan =>
  plan(snapshot, daemonSet, { now: '2026-01-01T00:00:00Z' })

export const met = (toleration: Toleration, taint: Taint): boolean => tolerates(toleration, taint)

export const faults = (daemonSet: DaemonSet): number => validateDaemonSet(daemonSet).length
