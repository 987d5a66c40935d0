import type { Maybe } from '../data/maybe.js'

/**
 * One requirement of a node selector term, on a label or on a node field.
 *
 * @since 0.1.0
 */
export interface NodeSelectorRequirement {
  readonly key?: Maybe<string>
  readonly operator?: Maybe<string>
  readonly values?: Maybe<readonly string[]>
}

/**
 * Requirements that must all hold. A term without any matches nothing.
 *
 * @since 0.1.0
 */
export interface NodeSelectorTerm {
  readonly matchExpressions?: Maybe<readonly NodeSelectorRequirement[]>
  readonly matchFields?: Maybe<readonly NodeSelectorRequirement[]>
}

/**
 * Terms of which one must hold.
 *
 * @since 0.1.0
 */
export interface NodeSelector {
  readonly nodeSelectorTerms?: Maybe<readonly NodeSelectorTerm[]>
}

/** A term that makes a node preferable by its weight. @since 0.1.0 */
export interface PreferredSchedulingTerm {
  readonly weight?: Maybe<number>
  readonly preference?: Maybe<NodeSelectorTerm>
}

/** Which nodes a pod requires, and which it prefers. @since 0.1.0 */
export interface NodeAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: Maybe<NodeSelector>
  readonly preferredDuringSchedulingIgnoredDuringExecution?: Maybe<
    readonly PreferredSchedulingTerm[]
  >
}

/**
 * A pod's affinity. Only the node part concerns the DaemonSet controller; the others are carried unread.
 *
 * @since 0.1.0
 */
export interface Affinity {
  readonly nodeAffinity?: Maybe<NodeAffinity>
  readonly podAffinity?: unknown
  readonly podAntiAffinity?: unknown
}
