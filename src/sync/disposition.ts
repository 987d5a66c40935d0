import type { Reason } from '../reason/reason.js'
import type { TargetNodeFault } from './daemonPods.js'

/** What becomes of a pod: exactly one of these. @since 0.1.0 */
export type Disposition =
  | { readonly code: 'keep' }
  /** The node is no longer eligible, but a pod already there continues. It counts as misscheduled. */
  | { readonly code: 'stay'; readonly reasons: readonly Reason[] }
  | { readonly code: 'delete'; readonly why: DeleteReason; readonly reasons?: readonly Reason[] }
  | { readonly code: 'choice'; readonly choice: string; readonly why: DeleteReason }
  /** To be deleted, but beyond what one pass deletes. */
  | { readonly code: 'postponed'; readonly why: DeleteReason }
  | { readonly code: 'terminating' }
  /** The selector no longer matches: the controller lets go of it. */
  | { readonly code: 'release' }
  /** Failed, and kept until its node's backoff has passed. */
  | { readonly code: 'backoff'; readonly until: string }
  /** Bound to a node that does not exist: the pod garbage collector's, not this controller's. */
  | { readonly code: 'stranded' }
  /** No node can be computed: never counted, never deleted, never replaced. */
  | { readonly code: 'unpinned'; readonly fault: TargetNodeFault }
  /** The pass stops before it looks at pods. */
  | { readonly code: 'untouched' }
  /** Depends on input that was not given. */
  | { readonly code: 'unknown'; readonly needs: UnknownInput }

/** Why a pod is deleted. @since 0.1.0 */
export type DeleteReason =
  | 'NotEligible'
  | 'Failed'
  | 'Succeeded'
  /** Another pod on the node is older. */
  | 'Duplicate'
  /** Never scheduled, and pinned to a node that does not exist. */
  | 'NodeGone'
  /** Under surge: its replacement on the node is available. */
  | 'Superseded'
  /** Under surge: it is not ready, and a successor is on the node. */
  | 'SupersededUnready'
  /** Outdated and available: within `maxUnavailable`. */
  | 'Outdated'
  /** Outdated and unavailable: replaced regardless of the budget. */
  | 'OutdatedUnavailable'
  /** Outdated on a node that should not run it, while enough are available elsewhere. */
  | 'OutdatedNotEligible'

/** Why a pod is created. @since 0.1.0 */
export type CreateReason =
  /** The node should run a pod and has none. */
  | 'NoPod'
  /** Under surge a node needs a pod that is not terminating. */
  | 'NoRunningPod'
  /** The old pod is not available, so its successor starts outside the budget. */
  | 'OldPodUnavailable'
  /** The successor of an available old pod, within `maxSurge`. */
  | 'Surge'

/** Input that was not given, or, as an instant, cannot be read. @since 0.1.0 */
export type UnknownInput = 'nodes' | 'pods' | 'revisions' | 'now'
