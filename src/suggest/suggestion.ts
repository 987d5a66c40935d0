import type { PatchOperation } from '../data/patch.js'
import type { FieldPath } from '../data/fieldPath.js'
import type { NodeSelectorRequirement } from '../kube/affinity.js'
import type { SemanticsOptions } from '../kube/semantics.js'
import type { Toleration } from '../kube/toleration.js'
import type { UnaskedMachine } from '../placement/machineAsked.js'
import type { Reason, TaintText } from '../reason/reason.js'

/** Which release the suggestion is for. @since 0.2.0 */
export interface SuggestOptions extends SemanticsOptions {}

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
  /** The change as a patch of the DaemonSet. */
  readonly patch: readonly PatchOperation[]
  /** The nodes that run it then and do not today, the wanted ones among them. */
  readonly gained: readonly string[]
  /** The nodes that run it today and not then: virtual ones, on which its pods never start. */
  readonly lost: readonly string[]
  /**
   * What does the same and leaves the tolerations as they are: the virtual nodes are not selected any more. Absent where
   * none is lost, and where a label does not tell them.
   */
  readonly instead?: NodeExclusion
}

/** Requirements that every term of the required node affinity gets, so that some nodes are left out. @since 0.2.0 */
export interface NodeExclusion {
  readonly requirements: readonly NodeSelectorRequirement[]
  /** The change as a patch of the DaemonSet. */
  readonly patch: readonly PatchOperation[]
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
 * A change of a DaemonSet that brings it to a node. Nothing is applied.
 *
 * @since 0.1.0
 */
export interface Fix {
  /** What it selects differently. */
  readonly changes: readonly SelectionChange[]
  /** The tolerations that come on top. */
  readonly tolerations: readonly Toleration[]
  /** All of it as a patch of the DaemonSet. */
  readonly patch: readonly PatchOperation[]
  /** The nodes that run it then and do not today, the wanted one among them. */
  readonly gained: readonly string[]
  /**
   * Those of them that run Windows or have other processors than amd64, which it does not ask about then: its images may not
   * start there. Absent where there are none.
   */
  readonly unasked?: readonly UnaskedNode[]
}

/** A node, and what is unusual of its machine. @since 0.2.0 */
export interface UnaskedNode extends UnaskedMachine {
  readonly node: string
}

/**
 * One change of what a DaemonSet selects, told apart by `code`; `path` is where it is made.
 *
 * @since 0.1.0
 */
export type SelectionChange =
  | { readonly code: 'NodeNameDropped'; readonly path: FieldPath; readonly value: string }
  | {
      readonly code: 'EntryDropped'
      readonly path: FieldPath
      readonly key: string
      readonly value: string
    }
  /** The entry of `nodeSelector` becomes a requirement of the affinity that lets in a second value. */
  | {
      readonly code: 'EntryWidened'
      readonly path: FieldPath
      readonly key: string
      readonly values: readonly string[]
    }
  | RequirementChange
  /** Every requirement of a term goes, and with it all of the affinity: a term without any matches nothing. */
  | { readonly code: 'AffinityDropped'; readonly path: FieldPath }
  /** The node is named in a term of its own, besides the others. */
  | { readonly code: 'NodeNamed'; readonly path: FieldPath; readonly node: string }

/** A change of one requirement. @since 0.1.0 */
export type RequirementChange =
  | {
      readonly code: 'ValueAdded' | 'ValueRemoved'
      readonly path: FieldPath
      readonly key: string
      readonly value: string
    }
  | {
      readonly code: 'BoundMoved'
      readonly path: FieldPath
      readonly key: string
      readonly operator: 'Gt' | 'Lt'
      readonly from: string
      readonly to: string
    }
  | {
      readonly code: 'RequirementDropped'
      readonly path: FieldPath
      readonly key: string
      readonly operator: string
      readonly values: readonly string[]
    }

/**
 * A change of a node that brings a DaemonSet there. Nothing is applied.
 *
 * @since 0.1.0
 */
export interface NodeSuggestion {
  readonly node: string
  /** Labels that it gets, and under `null` those that it loses. */
  readonly labels: Readonly<Record<string, string | null>>
  /** Taints that are taken off. */
  readonly taints: readonly TaintText[]
  /** The other DaemonSets that would run there then, too: `namespace/name`. */
  readonly admits: readonly string[]
  /** The other DaemonSets that would leave. */
  readonly loses: readonly string[]
}

/**
 * Why no labels bring a DaemonSet to a node, told apart by `code`; `path` points into the DaemonSet.
 *
 * @since 0.2.0
 */
export type NodeChangeFault =
  | { readonly code: 'NamesAnotherNode'; readonly path: FieldPath; readonly value: string }
  /** No value of the label, nor its absence, meets everything that is asked of it. */
  | { readonly code: 'ImpossibleLabel'; readonly path: FieldPath; readonly key: string }
  /** The kubelet, the cloud, the maker of the node or a labeller of devices sets the label. */
  | { readonly code: 'MachineLabel'; readonly path: FieldPath; readonly key: string }
  /** Each term of the affinity is empty, cannot be read, or names another node. */
  | { readonly code: 'NoTermCanMatch'; readonly path: FieldPath }
