import type { StringMap } from '../kube/objectMeta.js'
import type { JsonInt64 } from '../data/int64.js'
import type { TaintText } from '../reason/reason.js'
import type { Finding, Subject } from '../reason/finding.js'
import type { StatusNumbers } from '../sync/plan.js'

/**
 * What an audit finds, told apart by `code`. Nodes and pods are listed by name.
 *
 * @since 0.1.0
 */
export type AuditFinding =
  | RunsNowhere
  | RunsOnVirtualNode
  | BlanketToleration
  | UnusedToleration
  | DeadTaint
  | HostPortCollision
  | SharedPods
  | AddedNodeSelector
  | BootstrapDeadlock
  | StaleStatus

/** A taint and the nodes that carry it. @since 0.1.0 */
export interface TaintedNodes {
  readonly taint: TaintText
  readonly nodes: readonly string[]
}

/**
 * No node runs it: DESIRED is 0. An error when taints alone keep it from nodes that it selects.
 *
 * @since 0.1.0
 */
export interface RunsNowhere extends Finding {
  readonly code: 'RunsNowhere'
  /** The nodes that it selects, and that refuse it for their taints. */
  readonly selected: readonly string[]
  /** The taints on those that it does not tolerate. */
  readonly taints: readonly TaintedNodes[]
}

/** It should run on virtual nodes, where its pods never start: Fargate, virtual kubelets. @since 0.1.0 */
export interface RunsOnVirtualNode extends Finding {
  readonly code: 'RunsOnVirtualNode'
  /** The label that says so, `key=value`. */
  readonly label: string
  readonly nodes: readonly string[]
}

/** A toleration without a key. @since 0.1.0 */
export interface BlanketToleration extends Finding {
  readonly code: 'BlanketToleration'
  /** The effect that it is limited to; empty for every effect. */
  readonly effect: string
  /** The taints of today that nothing else in the template tolerates: what it is there for. */
  readonly needed: readonly TaintedNodes[]
  /** Taints that Kubernetes and clouds put on nodes that are broken, going away or no real nodes, and that it lets in beyond today. */
  readonly admits: readonly TaintText[]
}

/** A toleration of a taint that no node has. @since 0.1.0 */
export interface UnusedToleration extends Finding {
  readonly code: 'UnusedToleration'
  readonly key: string
  readonly value: string
  readonly effect: string
}

/** A taint that no DaemonSet and no pod tolerates. The subject is the first node that carries it. @since 0.1.0 */
export interface DeadTaint extends Finding, TaintedNodes {
  readonly code: 'DeadTaint'
}

/** Two DaemonSets want the same port of the nodes on which both run. @since 0.1.0 */
export interface HostPortCollision extends Finding {
  readonly code: 'HostPortCollision'
  readonly other: Subject
  readonly port: number
  readonly protocol: string
  readonly nodes: readonly string[]
}

/** Its selector also matches what another controller makes. @since 0.1.0 */
export interface SharedPods extends Finding {
  readonly code: 'SharedPods'
  readonly other: { readonly kind: string; readonly namespace: string; readonly name: string }
  /** Pods of the other controller that its selector matches; none where only the template says so. */
  readonly pods: readonly string[]
}

/**
 * Its pods have a node selector that its template does not have: admission added it, and the controller does
 * not know. On a node that lacks the labels it creates pods for ever.
 *
 * @since 0.1.0
 */
export interface AddedNodeSelector extends Finding {
  readonly code: 'AddedNodeSelector'
  /** Who says so: its pods; or, where it has none, its namespace, and then a plug-in that not every cluster has. */
  readonly by: 'Pods' | 'Namespace'
  readonly labels: StringMap
  /** Nodes that the controller wants a pod on and that the added labels refuse. */
  readonly refused: readonly string[]
}

/**
 * It removes a taint from new nodes, but on some of them it never starts: because of a taint that nothing
 * removes, or whose remover waits in turn.
 *
 * @since 0.1.0
 */
export interface BootstrapDeadlock extends Finding {
  readonly code: 'BootstrapDeadlock'
  /** The taint that stays. */
  readonly removes: TaintText
  /** What keeps it away, with who would remove that. */
  readonly blockedBy: readonly {
    readonly taint: TaintText
    readonly remover?: Subject
  }[]
  /** The nodes whose like will be stuck. */
  readonly nodes: readonly string[]
}

/** A status that the next pass will change. @since 0.1.0 */
export interface StaleStatus extends Finding {
  readonly code: 'StaleStatus'
  readonly differences: readonly {
    readonly number: keyof StatusNumbers
    readonly recorded: JsonInt64
    readonly computed: JsonInt64
  }[]
  /** Whether the controller has seen the newest spec. */
  readonly observed: boolean
}
