import type { SelectorFault } from '../reason/selectorFault.js'
import type { BudgetFault } from './updateStrategy.js'

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
  /** A revision would have to be made in a namespace that is on its way out. */
  | { readonly code: 'NamespaceTerminating' }
  | ({ readonly code: 'InvalidBudget' } & BudgetFault)
  /** An old pod's node does not exist; any of these may be the one that upstream trips over. */
  | { readonly code: 'NodeMissing'; readonly anyOf: readonly string[] }
