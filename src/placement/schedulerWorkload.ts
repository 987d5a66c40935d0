import type { FieldPath } from '../data/fieldPath.js'
import type { ObjectMeta } from '../kube/objectMeta.js'
import type { PodTemplate } from '../kube/podTemplate.js'

/** The kinds of objects, DaemonSets apart, whose pods the scheduler places, with their API group. */
export const WORKLOAD_GROUPS = {
  Deployment: 'apps',
  StatefulSet: 'apps',
  ReplicaSet: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  Pod: '',
} as const

/** A kind of object whose pods the scheduler places. */
export type WorkloadKind = keyof typeof WORKLOAD_GROUPS

/** What is read of an object whose pods the scheduler places. */
export interface SchedulerWorkload {
  readonly kind: WorkloadKind
  readonly metadata: ObjectMeta
  readonly template: PodTemplate
  /** Where its pod spec stands. */
  readonly path: FieldPath
}

/** Whether an object of a kind and an API version is one whose pods the scheduler places. */
export const workloadKind = (
  kind: string,
  apiVersion: string | undefined,
): WorkloadKind | undefined => {
  if (!Object.hasOwn(WORKLOAD_GROUPS, kind)) return undefined
  const known = kind as WorkloadKind
  const group = WORKLOAD_GROUPS[known]
  const isIts = group === '' ? apiVersion === 'v1' : apiVersion?.startsWith(`${group}/`)
  return isIts === true ? known : undefined
}
