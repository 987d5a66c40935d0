import type { Time } from '../data/instant.js'
import type { Int64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import type { Affinity } from './affinity.js'
import type { Condition, ObjectMeta, StringMap } from './objectMeta.js'
import type { Toleration } from './toleration.js'

/** A port of a container, with the port of the node that it takes, if any. @since 0.1.0 */
export interface ContainerPort {
  readonly containerPort?: Maybe<number>
  readonly hostPort?: Maybe<number>
  readonly hostIP?: Maybe<string>
  readonly protocol?: Maybe<string>
  readonly name?: Maybe<string>
}

/**
 * The slice of a container that plans mention; everything else is carried unread.
 *
 * @since 0.1.0
 */
export interface Container {
  readonly name?: Maybe<string>
  readonly image?: Maybe<string>
  readonly ports?: Maybe<readonly ContainerPort[]>
  /** `Always` on an init container makes it a sidecar, which keeps running. */
  readonly restartPolicy?: Maybe<string>
  readonly resources?: unknown
  readonly args?: unknown
  readonly command?: unknown
  readonly env?: unknown
  readonly envFrom?: unknown
  readonly imagePullPolicy?: unknown
  readonly lifecycle?: unknown
  readonly livenessProbe?: unknown
  readonly readinessProbe?: unknown
  readonly startupProbe?: unknown
  readonly securityContext?: unknown
  readonly volumeMounts?: unknown
  readonly workingDir?: unknown
}

/**
 * A pod's spec: the fields that scheduling or validation reads, and, carried unread, the common others
 * (so that a literal in TypeScript needs no cast).
 *
 * @since 0.1.0
 */
export interface PodSpec {
  readonly nodeName?: Maybe<string>
  readonly nodeSelector?: Maybe<StringMap>
  readonly affinity?: Maybe<Affinity>
  readonly tolerations?: Maybe<readonly Toleration[]>
  readonly hostNetwork?: Maybe<boolean>
  readonly restartPolicy?: Maybe<string>
  readonly activeDeadlineSeconds?: Maybe<Int64>
  readonly containers?: Maybe<readonly Container[]>
  readonly initContainers?: Maybe<readonly Container[]>
  readonly automountServiceAccountToken?: unknown
  readonly dnsConfig?: unknown
  readonly dnsPolicy?: unknown
  readonly enableServiceLinks?: unknown
  readonly hostAliases?: unknown
  readonly hostIPC?: unknown
  readonly hostPID?: unknown
  readonly imagePullSecrets?: unknown
  readonly os?: unknown
  readonly preemptionPolicy?: unknown
  readonly priority?: unknown
  readonly priorityClassName?: unknown
  readonly resourceClaims?: unknown
  readonly resources?: unknown
  readonly runtimeClassName?: unknown
  readonly overhead?: unknown
  readonly schedulerName?: unknown
  readonly schedulingGates?: unknown
  readonly securityContext?: unknown
  readonly serviceAccount?: unknown
  readonly serviceAccountName?: unknown
  readonly shareProcessNamespace?: unknown
  readonly terminationGracePeriodSeconds?: unknown
  readonly topologySpreadConstraints?: unknown
  readonly volumes?: unknown
}

/**
 * What a container is doing, or was doing before: one of the three is set.
 *
 * @since 0.1.0
 */
export interface ContainerState {
  readonly waiting?: Maybe<{ readonly reason?: Maybe<string>; readonly message?: Maybe<string> }>
  readonly running?: Maybe<{ readonly startedAt?: Maybe<Time> }>
  readonly terminated?: Maybe<{
    readonly reason?: Maybe<string>
    readonly exitCode?: Maybe<number>
    readonly finishedAt?: Maybe<Time>
  }>
}

/** What the kubelet says of a container. @since 0.1.0 */
export interface ContainerStatus {
  readonly name?: Maybe<string>
  readonly image?: Maybe<string>
  readonly ready?: Maybe<boolean>
  readonly started?: Maybe<boolean>
  readonly restartCount?: Maybe<number>
  readonly state?: Maybe<ContainerState>
  readonly lastState?: Maybe<ContainerState>
  readonly allocatedResources?: unknown
  readonly resources?: unknown
}

/** How far a pod is, as its kubelet and the scheduler report it. @since 0.1.0 */
export interface PodStatus {
  readonly phase?: Maybe<string>
  readonly reason?: Maybe<string>
  readonly message?: Maybe<string>
  readonly conditions?: Maybe<readonly Condition[]>
  readonly initContainerStatuses?: Maybe<readonly ContainerStatus[]>
  readonly containerStatuses?: Maybe<readonly ContainerStatus[]>
  readonly allocatedResources?: unknown
  readonly resources?: unknown
}

/** The slice of a Pod that scheduling policy and the DaemonSet controller read. @since 0.1.0 */
export interface Pod {
  readonly apiVersion?: Maybe<string>
  readonly kind?: Maybe<string>
  readonly metadata?: Maybe<ObjectMeta>
  readonly spec?: Maybe<PodSpec>
  readonly status?: Maybe<PodStatus>
}
