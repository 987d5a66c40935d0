import type { Maybe } from '../data/maybe.js'
import type { Condition, ObjectMeta } from './objectMeta.js'
import type { Taint } from './taint.js'

/** What is wanted of a node: its taints and its cordon. @since 0.1.0 */
export interface NodeSpec {
  readonly taints?: Maybe<readonly Taint[]>
  readonly unschedulable?: Maybe<boolean>
  readonly podCIDR?: unknown
  readonly podCIDRs?: unknown
  readonly providerID?: unknown
}

/** What a node is like, as its kubelet reports it. @since 0.1.0 */
export interface NodeStatus {
  readonly conditions?: Maybe<readonly Condition[]>
  readonly addresses?: unknown
  readonly allocatable?: unknown
  readonly capacity?: unknown
  readonly daemonEndpoints?: unknown
  readonly images?: unknown
  readonly nodeInfo?: unknown
}

/**
 * The slice of a Node that scheduling policy reads; the common other fields are carried unread.
 *
 * @since 0.1.0
 */
export interface Node {
  readonly apiVersion?: Maybe<string>
  readonly kind?: Maybe<string>
  readonly metadata?: Maybe<ObjectMeta>
  readonly spec?: Maybe<NodeSpec>
  readonly status?: Maybe<NodeStatus>
}
