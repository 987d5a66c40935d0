import type { IntakeIssue } from '../intake/intakeIssue.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Maybe } from '../data/maybe.js'
import type { DrainOptions } from '../kubectl/drain.js'
import type { FieldError } from '../reason/fieldError.js'
import type { InputIssue } from '../reason/inputIssue.js'
import type { LabelEdit } from '../kubectl/editLabels.js'
import type { TaintEdit } from '../kubectl/parseTaints.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { LabelFault, PatchFault, TaintFault } from '../reason/kubectlFault.js'

/**
 * Which nodes a change is about: some by name, or those whose labels are right.
 *
 * @since 0.1.0
 */
export type NodeChoice =
  | { readonly code: 'Named'; readonly names: readonly string[] }
  | { readonly code: 'Matching'; readonly matches: (labels: Maybe<StringMap>) => boolean }

/**
 * Something that an operator does to a cluster's nodes.
 *
 * @since 0.2.0
 */
export type NodeChange =
  | {
      readonly code: 'Taint'
      readonly nodes: NodeChoice
      readonly edit: TaintEdit
      readonly overwrite?: boolean | undefined
    }
  | {
      readonly code: 'Label'
      readonly nodes: NodeChoice
      readonly edit: LabelEdit
      readonly overwrite?: boolean | undefined
    }
  | { readonly code: 'Cordon' | 'Uncordon' | 'Delete'; readonly nodes: NodeChoice }
  | {
      readonly code: 'Drain'
      readonly nodes: NodeChoice
      readonly options?: DrainOptions | undefined
    }
  /** New nodes of a pool, as they are once their startup taints are off: from 1 to 100,000. */
  | { readonly code: 'Add'; readonly template: NodeTemplate; readonly count: number }

/**
 * Which objects a change is about: by their names, in a namespace where one is given.
 *
 * @since 0.2.0
 */
export interface ObjectNames {
  readonly namespace?: string | undefined
  readonly names: readonly string[]
}

/**
 * What an update makes of a DaemonSet, and what is refused about it; without a DaemonSet nothing changes.
 *
 * @since 0.2.0
 */
export interface UpdatedDaemonSet {
  readonly daemonSet?: DaemonSet | undefined
  readonly issues: readonly UpdateIssue[]
}

/**
 * Something that an operator does to DaemonSets or pods.
 *
 * @since 0.2.0
 */
export type ObjectChange =
  | {
      readonly code: 'UpdateDaemonSet'
      readonly objects: ObjectNames
      readonly update: (live: DaemonSet) => UpdatedDaemonSet
      /** What it is to kubectl. */
      readonly operation: Exclude<ChangedObject['operation'], 'Deleted'>
    }
  | {
      readonly code: 'DeleteDaemonSet'
      readonly objects: ObjectNames
      /** What becomes of its pods and revisions: with `orphan` they stay; otherwise they go, too. */
      readonly cascade?: 'background' | 'foreground' | 'orphan' | undefined
    }
  | { readonly code: 'DeletePod'; readonly objects: ObjectNames }

/**
 * Something that an operator does to a cluster.
 *
 * @since 0.1.0
 */
export type ClusterChange = NodeChange | ObjectChange

/**
 * An object that a change was carried out on, and what it was to kubectl.
 *
 * @since 0.2.0
 */
export interface ChangedObject {
  readonly kind: 'DaemonSet' | 'Pod'
  readonly namespace: string
  readonly name: string
  readonly operation: 'Deleted' | 'Patched' | 'ImageUpdated'
  /** Whether it is another one than before. */
  readonly changed: boolean
  /** Pods that a deleted DaemonSet leaves behind, which nothing controls then. */
  readonly orphaned?: readonly string[]
}

/**
 * Why an update of a DaemonSet is refused: by kubectl, or by the API server.
 *
 * @since 0.2.0
 */
export type UpdateIssue =
  | PatchFault
  /** `containers` are those that there are. */
  | {
      readonly code: 'NoContainer'
      readonly name: string
      readonly containers?: readonly string[]
    }
  | InputIssue
  | IntakeIssue

/**
 * Why a change is not carried out on a node or another object.
 *
 * @since 0.1.0
 */
export type ChangeFault =
  | { readonly code: 'NodeNotFound'; readonly node: string }
  | { readonly code: 'NoNodeMatches' }
  /** Of nodes to add, a count that is no whole number from 1 to 100,000: none is added. */
  | { readonly code: 'InvalidCount'; readonly expected: string; readonly found: string }
  | { readonly code: 'TaintRefused'; readonly node: string; readonly fault: TaintFault }
  | { readonly code: 'LabelRefused'; readonly node: string; readonly fault: LabelFault }
  /** The API server refuses the node that would come of it. */
  | { readonly code: 'NodeInvalid'; readonly node: string; readonly errors: readonly FieldError[] }
  | {
      readonly code: 'ObjectNotFound'
      readonly kind: ChangedObject['kind']
      readonly namespace?: string
      readonly name: string
    }
  /** Whether it exists is not known: objects of its kind were not given. */
  | {
      readonly code: 'ObjectUnknown'
      readonly kind: ChangedObject['kind']
      readonly namespace?: string
      readonly name: string
    }
  /** Objects of that name in several namespaces. */
  | {
      readonly code: 'AmbiguousName'
      readonly kind: ChangedObject['kind']
      readonly name: string
      readonly objects: readonly string[]
    }
  | {
      readonly code: 'UpdateRefused'
      readonly daemonSet: string
      readonly issues: readonly UpdateIssue[]
    }
  /** The node is cordoned and keeps all of its pods. */
  | { readonly code: 'DrainRefused'; readonly node: string }
