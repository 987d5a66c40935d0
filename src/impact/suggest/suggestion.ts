import type { Edit } from '../../data/edit.js'
import type { Toleration } from '../../kube/toleration.js'
import type { Reason, TaintText } from '../../reason/reason.js'

/**
 * Another list of tolerations for a DaemonSet, and what follows from it. Nothing is applied.
 *
 * @since 0.1.0
 */
export interface TolerationSuggestion {
  /** The whole list afterwards. */
  readonly tolerations: readonly Toleration[]
  /** Those of it that are new. */
  readonly added: readonly Toleration[]
  /** Those that go. */
  readonly removed: readonly Toleration[]
  /** The change as edits of the DaemonSet. */
  readonly edits: readonly Edit[]
  /** The nodes that run it then and do not today, the wanted ones among them. */
  readonly gained: readonly string[]
}

/**
 * Why tolerations alone do not bring a DaemonSet to a node: it selects other nodes.
 *
 * @since 0.1.0
 */
export interface NotSelected {
  readonly code: 'NotSelected'
  readonly node: string
  /** What besides taints keeps it away. */
  readonly reasons: readonly Reason[]
}

/**
 * Taints that could be taken off a node instead.
 *
 * @since 0.1.0
 */
export interface TaintSuggestion {
  readonly node: string
  readonly taints: readonly TaintText[]
  /** The other DaemonSets that would run there then, too: `namespace/name`. */
  readonly admits: readonly string[]
}
