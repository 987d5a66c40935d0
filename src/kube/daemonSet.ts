import { parseInt64, toInt64, type Int64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { LabelSelector } from './labelSelector.js'
import type { Condition, ObjectMeta } from './objectMeta.js'
import type { PodTemplate } from './podTemplate.js'
import { ANNOTATION_TEMPLATE_GENERATION } from './wellKnown.js'

/**
 * A number of pods, or a percentage of the desired ones: `1`, `"25%"`.
 *
 * @since 0.1.0
 */
export type IntOrString = number | string

/** The budget of a rolling update: how many pods may be unavailable, or how many nodes may run two. @since 0.1.0 */
export interface RollingUpdateDaemonSet {
  readonly maxUnavailable?: Maybe<IntOrString>
  readonly maxSurge?: Maybe<IntOrString>
}

/** How outdated pods are replaced: `RollingUpdate`, or `OnDelete` once somebody deletes them. @since 0.1.0 */
export interface DaemonSetUpdateStrategy {
  readonly type?: Maybe<string>
  readonly rollingUpdate?: Maybe<RollingUpdateDaemonSet>
}

/** What is wanted of a DaemonSet. @since 0.1.0 */
export interface DaemonSetSpec {
  readonly selector?: Maybe<LabelSelector>
  readonly template?: Maybe<PodTemplate>
  readonly updateStrategy?: Maybe<DaemonSetUpdateStrategy>
  readonly minReadySeconds?: Maybe<number>
  readonly revisionHistoryLimit?: Maybe<number>
  /** What only other workloads, a Job, a CronJob or a Pod have. */
  readonly replicas?: undefined
  readonly serviceName?: undefined
  readonly completions?: undefined
  readonly parallelism?: undefined
  readonly jobTemplate?: undefined
  readonly containers?: undefined
}

/**
 * The numbers that the DaemonSet controller writes, under Kubernetes' own names.
 *
 * @since 0.1.0
 */
export interface DaemonSetStatus {
  readonly currentNumberScheduled?: Maybe<number>
  readonly numberMisscheduled?: Maybe<number>
  readonly desiredNumberScheduled?: Maybe<number>
  readonly numberReady?: Maybe<number>
  readonly observedGeneration?: Maybe<Int64>
  readonly updatedNumberScheduled?: Maybe<number>
  readonly numberAvailable?: Maybe<number>
  readonly numberUnavailable?: Maybe<number>
  readonly collisionCount?: Maybe<number>
  /** Written by others: the controller of DaemonSets has none. */
  readonly conditions?: Maybe<readonly Condition[]>
}

/**
 * The slice of a DaemonSet that its controller reads.
 *
 * @since 0.1.0
 */
export interface DaemonSet {
  readonly apiVersion?: Maybe<string>
  readonly kind?: Maybe<string>
  readonly metadata?: Maybe<ObjectMeta>
  readonly spec?: Maybe<DaemonSetSpec>
  readonly status?: Maybe<DaemonSetStatus>
}

/** How many old revisions are kept where a DaemonSet does not say. */
export const REVISION_HISTORY_LIMIT = 10

/** Whether the controller itself replaces outdated pods. */
export const isRollingUpdate = ({ spec }: DaemonSet): boolean =>
  spec?.updateStrategy?.type === 'RollingUpdate'

/** Whether the status is that of the newest spec. */
export const isSpecObserved = ({ metadata, status }: DaemonSet): boolean =>
  toInt64(status?.observedGeneration ?? 0) >= toInt64(metadata?.generation ?? 0)

/** The template generation from the DaemonSet's annotation, absent or unreadable is undefined. */
export const templateGeneration = (daemonSet: DaemonSet): bigint | undefined => {
  const text = own(daemonSet.metadata?.annotations, ANNOTATION_TEMPLATE_GENERATION)
  return text === undefined ? undefined : parseInt64(text)
}

/** Whether the pods of a DaemonSet have a priority class of their own. */
export const hasPriorityClass = ({ spec }: DaemonSet): boolean => {
  const name = spec?.template?.spec?.priorityClassName ?? ''
  return name !== ''
}
