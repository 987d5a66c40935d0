import type { StringMap } from '../kube/objectMeta.js'
import type { Maybe } from '../data/maybe.js'
import type { DrainOptions } from '../kubectl/drain.js'
import type { LabelEdit } from '../kubectl/editLabels.js'
import type { TaintEdit } from '../kubectl/parseTaints.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { LabelFault, TaintFault } from '../reason/kubectlFault.js'

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
 * @since 0.1.0
 */
export type ClusterChange =
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
 * Why a change is not carried out on a node.
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
  /** The node is cordoned and keeps all of its pods. */
  | { readonly code: 'DrainRefused'; readonly node: string }
