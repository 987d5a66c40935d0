import type { Maybe } from '../data/maybe.js'
import type { Node } from '../kube/node.js'
import { withTaints } from '../kube/objectFacts.js'
import type { OfKind } from '../kube/kind.js'
import type { Taint } from '../kube/taint.js'

/**
 * A label that a node will have, or may have, with a value that is not known beforehand. A key that ends in
 * `/` stands for every label under that prefix.
 *
 * @since 0.1.0
 */
export interface UnknownLabel {
  readonly key: string
  /** What is known of the value, as requirements that it meets; `Exists` says that the label will be there. */
  readonly requirements?: Maybe<readonly LabelRequirement[]>
}

/** Whether an unknown label stands for this one. */
export const covers = ({ key }: UnknownLabel, label: string): boolean =>
  key === label || (key.endsWith('/') && label.startsWith(key))

/** A requirement on one label, without its key. @since 0.1.0 */
export interface LabelRequirement {
  readonly operator?: Maybe<string>
  readonly values?: Maybe<readonly string[]>
}

/**
 * A node that does not exist yet: what a node pool makes when it scales up.
 *
 * @since 0.1.0
 */
export interface NodeTemplate<K extends string = string> {
  /** The node once it has settled: the labels that are known, the taints that last. */
  readonly node: Node & OfKind<K, 'Node'>
  /** Taints that are on it at first, and that are removed later. */
  readonly startupTaints?: Maybe<readonly Taint[]>
  readonly unknownLabels?: Maybe<readonly UnknownLabel[]>
  /** What says more of its nodes: `withNodeClass` adds it where it is among the input. */
  readonly nodeClass?: Maybe<NodeClassRef>
}

/** The object that says what machines a pool is made of. @since 0.2.0 */
export interface NodeClassRef {
  readonly group?: Maybe<string>
  readonly kind?: Maybe<string>
  readonly name?: Maybe<string>
}

/**
 * The same node while its startup taints are still on it.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { decideTemplate, whileStarting } from 'podfit/pools'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: {} } }))
 * const pool = { node: { metadata: { name: 'gpu' } }, startupTaints: [{ key: 'cni', effect: 'NoExecute' }] }
 * decideTemplate(policy, pool) // => { code: 'Certain', decision: 'run' }
 * decideTemplate(policy, whileStarting(pool)) // => { code: 'Certain', decision: 'leave' }
 *
 * @since 0.1.0
 */
export const whileStarting = <const K extends string>({
  startupTaints,
  ...template
}: NodeTemplate<K>): NodeTemplate => {
  const { node } = template
  const taints = [...(node.spec?.taints ?? []), ...(startupTaints ?? [])]
  return { ...template, node: withTaints(node, taints) }
}
