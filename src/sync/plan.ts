import type { FieldPath } from '../data/fieldPath.js'
import type { InstantText } from '../data/instant.js'
import type { JsonInt64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Toleration } from '../kube/toleration.js'
import type { Reason } from '../reason/reason.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import type { Decision } from '../reason/verdict.js'
import type { Backoff } from './backoff.js'
import type { Choice } from './choose.js'
import type { Claim } from './daemonPods.js'
import type { CreateReason, Disposition, UnknownInput } from './disposition.js'
import type { BudgetFault } from './updateStrategy.js'

/**
 * What one pass of the DaemonSet controller does, as a value.
 *
 * - **Shapes** Plain JSON. Every node and every pod of the DaemonSet appears once; where Kubernetes picks any of
 *   several, that is a choice; what was not given is `unknown`, never taken for empty.
 *
 * @since 0.1.0
 */
export interface Plan {
  readonly daemonSet: { readonly namespace: string; readonly name: string }
  /** The instant the plan is for. */
  readonly now: InstantText
  /** Whether only a later pass sees this one's writes, as in the real controller; otherwise it sees them itself. */
  readonly cacheLag: boolean
  readonly unknown: readonly UnknownInput[]
  readonly outcome: Outcome
  /** Every node, by name. Their reasons are made when this is read for the first time. */
  readonly nodes: readonly NodePlan[]
  readonly creates: readonly Create[]
  /** Set when every creation is refused, quietly: the pass goes on as if they were only not yet seen. */
  readonly createsRefused?: 'NamespaceTerminating'
  /**
   * The sizes of the batches in which the pods are created; one in which a creation fails is the last, and
   * ends the pass.
   */
  readonly slowStart: readonly number[]
  readonly pods: readonly PodPlan[]
  readonly choices: readonly Choice[]
  readonly rollingUpdate: RollingUpdateStep
  readonly revision: RevisionStep
  readonly status: StatusStep
  readonly template: CreatedTemplate
  readonly events: readonly PlannedEvent[]
  /** The failed-pod memory after the pass; give it to the next one. */
  readonly backoff: Backoff
  /** Passes that this one asks for, though nothing may have happened by then. */
  readonly requeues: readonly Requeue[]
  /** Parts of the template that may still hold a pod `Pending`; the controller does not look at them. */
  readonly schedulerReads: readonly SchedulerField[]
}

/** How the pass ends. @since 0.1.0 */
export type Outcome =
  | { readonly code: 'Synced' }
  /** The selector selects every pod: an event, and nothing else. */
  | { readonly code: 'SelectsAllPods' }
  /** The DaemonSet is being deleted: nothing at all. */
  | { readonly code: 'BeingDeleted'; readonly cascade: Cascade }
  /** Earlier writes are not yet observed: only the status is written. */
  | { readonly code: 'WaitsForExpectations' }
  | { readonly code: 'Failed'; readonly step: FailedStep; readonly fault: SyncFault }

/** The step that failed. @since 0.1.0 */
export type FailedStep = 'revisions' | 'manage' | 'rollingUpdate' | 'status'

/**
 * What the garbage collector does about the pods and revisions of a DaemonSet that is being deleted:
 * `foreground`: they go before it; `orphan`: they stay and are let go; `background`: they go after it, which
 * only finalizers of others still hold.
 *
 * @since 0.1.0
 */
export type Cascade = 'foreground' | 'orphan' | 'background'

/** Why a step failed. @since 0.1.0 */
export type SyncFault =
  | { readonly code: 'InvalidSelector'; readonly faults: readonly SelectorFault[] }
  | { readonly code: 'Unidentified'; readonly missing: 'namespace' | 'name' | 'uid' }
  /** A revision would have to be made in a namespace that is terminating. */
  | { readonly code: 'NamespaceTerminating' }
  | ({ readonly code: 'InvalidBudget' } & BudgetFault)
  /** An old pod's node does not exist; any of these may be the one that upstream trips over. */
  | { readonly code: 'NodeMissing'; readonly anyOf: readonly string[] }

/** A node: what the policy says of it and why, the claimed pods on it (oldest first), and which numbers it counts in. @since 0.1.0 */
export interface NodePlan {
  readonly name: string
  readonly decision: Decision
  /** Why it should not run a pod; empty where it should. */
  readonly reasons: readonly Reason[]
  readonly pods: readonly string[]
  readonly counts: readonly StatusNumber[]
}

/** A pod that is created on a node; with `choice`, maybe. @since 0.1.0 */
export interface Create {
  readonly node: string
  readonly why: CreateReason
  readonly choice?: string
}

/** A pod that the DaemonSet owns, adopts or releases, and what becomes of it. @since 0.1.0 */
export interface PodPlan {
  readonly name: string
  readonly claim: Exclude<Claim, 'ignored'>
  /** The node it runs on or is pinned to; absent when that cannot be computed. */
  readonly node?: string
  /**
   * Whether it was made from the current template, as the pass sees it: one that the pass relabels is not
   * yet, unless the pass sees its own writes. Absent when unknown.
   */
  readonly updated?: boolean
  /** Set on a static pod: its kubelet runs it from a file, and deleting it deletes no more than its mirror. */
  readonly static?: true
  readonly disposition: Disposition
}

/** The rolling update of this pass. @since 0.1.0 */
export type RollingUpdateStep =
  /** Another strategy; pods are replaced once they are deleted. */
  | { readonly code: 'OtherStrategy' }
  /** The pass created or deleted pods, so the rolling update waits for the next one. */
  | { readonly code: 'Waits' }
  /** The pass ended before. */
  | { readonly code: 'NotReached' }
  | { readonly code: 'Unknown'; readonly needs: UnknownInput }
  | {
      readonly code: 'Ran'
      readonly maxUnavailable: number
      readonly maxSurge: number
      /** What of the budget is used up: unavailable nodes, or surging ones. */
      readonly spent: number
    }

/** The ControllerRevisions. @since 0.1.0 */
export type RevisionStep =
  | { readonly code: 'Unknown' }
  /** The pass ended before, or while it read the revisions; what it had claimed by then is named. */
  | ({ readonly code: 'NotReached' } & Partial<ClaimedRevisions>)
  | CurrentRevision
  | NewRevision

/** What becomes of revisions, by name, when they are claimed. @since 0.2.0 */
export type ClaimedRevisions = Pick<RevisionChanges, 'adopted' | 'released' | 'labelled'>

/** What happens to revisions, by name, whether or not one of them is current. @since 0.1.0 */
export interface RevisionChanges {
  readonly deleted: readonly string[]
  /** Taken possession of: they had no owner and the selector matches. */
  readonly adopted: readonly string[]
  /** Given up: the selector no longer matches. */
  readonly released: readonly string[]
  /** Without a hash label; they get one, which is their name. */
  readonly labelled: readonly string[]
}

/** The revision that records the template. @since 0.1.0 */
export interface CurrentRevision extends RevisionChanges {
  readonly code: 'Current'
  readonly name: string
  readonly hash: string
  readonly number: JsonInt64
  /** Revisions that get another number. */
  readonly renumbered: Readonly<Record<string, JsonInt64>>
  /** Pods that get the current hash because duplicates of the revision are removed. */
  readonly relabelled: readonly string[]
  /** Set when Kubernetes picks any of several equals and the last by name was picked. */
  readonly tied?: readonly string[]
}

/** No revision records the template: one is made; its name and hash are Kubernetes' to choose. @since 0.1.0 */
export interface NewRevision extends RevisionChanges {
  readonly code: 'New'
  readonly number: JsonInt64
  /**
   * What the newest revision records and the class of the DaemonSet that was given cannot hold: a client older than the
   * cluster has dropped it, and the template may be that of the revision.
   */
  readonly mayLack?: readonly FieldPath[]
}

/** Numbers of the status that count nodes. @since 0.1.0 */
export type StatusNumber =
  | 'desiredNumberScheduled'
  | 'currentNumberScheduled'
  | 'numberMisscheduled'
  | 'numberReady'
  | 'numberAvailable'
  | 'updatedNumberScheduled'

/** The status that the pass writes; a number that depends on missing input is absent. @since 0.1.0 */
export interface StatusNumbers {
  readonly desiredNumberScheduled?: number
  readonly currentNumberScheduled?: number
  readonly numberMisscheduled?: number
  readonly numberReady?: number
  readonly numberAvailable?: number
  readonly updatedNumberScheduled?: number
  readonly numberUnavailable?: number
  readonly observedGeneration?: JsonInt64
}

/** What the pass does to the status of the DaemonSet. @since 0.1.0 */
export interface StatusStep {
  /** Whether the pass writes a status: absent when that is unknown. */
  readonly written?: boolean
  readonly computed: StatusNumbers
  /** The same numbers as the object has them now. */
  readonly recorded: StatusNumbers
}

/** A number of the status that is recorded otherwise than a pass computes it. @since 0.2.0 */
export interface StatusDifference {
  readonly number: keyof StatusNumbers
  readonly recorded: JsonInt64
  readonly computed: JsonInt64
}

/** What created pods are made of; the hash label of a new revision is not known. @since 0.1.0 */
export interface CreatedTemplate {
  readonly labels: StringMap
  readonly tolerations: readonly CreatedToleration[]
}

/** A toleration of created pods; int64 beyond 2^53 as decimal text. @since 0.2.0 */
export interface CreatedToleration extends Omit<Toleration, 'tolerationSeconds'> {
  readonly tolerationSeconds?: Maybe<JsonInt64>
}

/** An event that the controller emits while it decides; `anyOf` names the pods that it may be about, one of them. @since 0.1.0 */
export type PlannedEvent =
  | { readonly code: 'SelectingAll' }
  | {
      readonly code: 'FailedDaemonPod' | 'SucceededDaemonPod'
      readonly anyOf: readonly string[]
      readonly node: string
    }

/**
 * A pass that the controller asks for itself, and after how many seconds: `MinReadySeconds`, because a ready pod
 * is not available yet; `FailedPodBackoff`, because a failed pod on the node is not deleted yet.
 *
 * @since 0.2.0
 */
export type Requeue =
  | { readonly why: 'MinReadySeconds'; readonly seconds: number }
  | { readonly why: 'FailedPodBackoff'; readonly seconds: number; readonly node: string }

/** Fields that only the scheduler and the kubelet read. @since 0.1.0 */
export type SchedulerField =
  | 'resources'
  | 'hostPort'
  | 'podAffinity'
  | 'podAntiAffinity'
  | 'topologySpreadConstraints'
  | 'volumes'
  | 'resourceClaims'
  /** Devices that it claims may have taints of their own (since 1.36). */
  | 'deviceTaints'
  /** It needs a feature that a node's kubelet has to declare (since 1.36). */
  | 'declaredFeatures'
  | 'schedulingGates'
