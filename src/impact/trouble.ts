import type { Severity } from '../reason/finding.js'
import type { Reason } from '../reason/reason.js'
import type { Cause, Course } from '../rollout/attribution/causeOf.js'
import type { Blocker, Remedy } from '../rollout/forecast/blocker.js'
import type { Bounds } from '../rollout/forecast/forecast.js'
import type { EndlessCause } from '../rollout/forecast/model.js'
import type { UpdateStrategy } from '../rollout/forecast/updateStrategy.js'
import type { UnknownInput } from '../sync/disposition.js'
import type { Cascade, Outcome, StatusDifference } from '../sync/plan.js'

/**
 * Something about a DaemonSet that is not as it should be. `error`: it stays so until somebody does something;
 * `warning`: it is likely a mistake; `note`: it passes by itself.
 *
 * @since 0.2.0
 */
export type Trouble = { readonly severity: Severity } & (
  ControllerStops | RolloutTrouble | PodTrouble | PlacementTrouble | Bookkeeping | NotKnown
)

/** What the troubles are called. @since 0.2.0 */
export type TroubleCode = Trouble['code']

/** The controller does nothing, or is never done. @since 0.2.0 */
export type ControllerStops =
  /** A pass of the controller fails, or does nothing because the selector is empty. */
  | {
      readonly code: 'ControllerStops'
      readonly outcome: Exclude<Outcome, { readonly code: 'Synced' | 'BeingDeleted' }>
    }
  /** It is being deleted; `finalizers` are those that hold it. */
  | {
      readonly code: 'BeingDeleted'
      readonly cascade: Cascade
      readonly finalizers: readonly string[]
    }
  /** Its namespace is being deleted, so that no pod can be created in it. */
  | { readonly code: 'NamespaceTerminating'; readonly nodes: readonly string[] }
  | { readonly code: 'Endless'; readonly why: EndlessCause }

/** Pods wait for the update. @since 0.2.0 */
export type RolloutTrouble =
  /** Some nodes never get the update; with `MayStall` that depends on the order in which Kubernetes picks nodes. */
  | {
      readonly code: 'RolloutStalls' | 'RolloutMayStall'
      readonly outdated: number
      /** Nodes that never get the update. */
      readonly unfinished: Bounds
      readonly updateStrategy: UpdateStrategy
      readonly blockers: readonly Blocker[]
      readonly budgetNeeded?: number
    }
  /** The next pass creates or deletes pods, or outdated ones are left. */
  | {
      readonly code: 'InProgress'
      readonly creates: number
      readonly deletes: number
      readonly outdated: number
    }

/** Pods that are not available for causes of one code, or nodes without a pod. @since 0.2.0 */
export interface PodTrouble {
  readonly code: 'Unavailable'
  readonly course: Course
  /** That of the first of them; details of the others may differ. */
  readonly cause: Cause
  readonly nodes: readonly string[]
  readonly pods: readonly string[]
  /** What would help the first of them; absent where it passes by itself. */
  readonly remedy?: Remedy
}

/** It is not where it should be. @since 0.2.0 */
export type PlacementTrouble =
  /** No node should run it: DESIRED is 0. The nodes by reason, most first; none where there are no nodes. */
  | {
      readonly code: 'RunsNowhere'
      readonly why: readonly { readonly nodes: number; readonly reasons: readonly Reason[] }[]
    }
  /** Pods keep running on nodes that should run none. */
  | {
      readonly code: 'Misscheduled'
      readonly pods: readonly string[]
      readonly nodes: readonly string[]
      /** Those of the first pod. */
      readonly reasons: readonly Reason[]
    }
  /** Pods of which no node can be told: they are never counted, deleted or replaced. */
  | { readonly code: 'NoTargetNode'; readonly pods: readonly string[] }

/** What is recorded does not fit. @since 0.2.0 */
export type Bookkeeping =
  /** Pods and revisions without an owner that it adopts, and those that its selector no longer matches. */
  | {
      readonly code: 'OwnerChanges'
      readonly adopted: OwnedNames
      readonly released: OwnedNames
    }
  | {
      readonly code: 'StaleStatus'
      readonly differences: readonly StatusDifference[]
      /** Whether the controller has observed the newest spec. */
      readonly observed: boolean
    }

/** Names of pods and of revisions. @since 0.2.0 */
export interface OwnedNames {
  readonly pods: readonly string[]
  readonly revisions: readonly string[]
}

/** Too little was given to tell. @since 0.2.0 */
export interface NotKnown {
  readonly code: 'NotKnown'
  readonly needs: readonly UnknownInput[]
}

/** Whether a trouble is the node's: every DaemonSet has it there. */
export const isOfNode = (trouble: Trouble): boolean =>
  trouble.code === 'Unavailable' &&
  (trouble.cause.code === 'NodeNotReady' || trouble.cause.code === 'NodeGone')
