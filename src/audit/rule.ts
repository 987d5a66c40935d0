import type { NodeFacts } from '../analysis/nodeFacts.js'
import type { Now } from '../data/instant.js'
import type { PatchOperation } from '../data/patch.js'
import type { Survey } from '../cluster/survey.js'
import type { Taint } from '../kube/taint.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { Finding, Severity } from '../reason/finding.js'
import type { TaintOwner } from '../readiness/taintOwners.js'

/** What rules look at: lists of objects, node templates, the instant of the audit. @since 0.2.0 */
export type AuditInput =
  'daemonSets' | 'nodes' | 'pods' | 'revisions' | 'namespaces' | 'templates' | 'now'

/** Something that a rule cannot do without; of a list one is enough. @since 0.2.0 */
export type AuditNeed = AuditInput | readonly AuditInput[]

/** A finding that may know what puts it right. @since 0.2.0 */
export interface Fixable extends Finding {
  /** Changes of the object that do, as `applyPatch` of `podfit/suggest` makes them; absent where none is certain. */
  readonly fix?: readonly PatchOperation[]
}

/** Everything that rules look at, found out once. */
export interface Audited extends Survey {
  /** The codes of all rules. */
  readonly codes: ReadonlySet<string>
  readonly templates: readonly NodeTemplate[]
  /** Taints that nodes are known to get, those of the templates among them. */
  readonly expectedTaints: readonly Taint[]
  readonly taintOwners: readonly TaintOwner[]
  readonly now: Now | undefined
  /** What is known of all nodes, those that do not exist yet included. */
  readonly nodeFacts: NodeFacts
}

/**
 * One rule of an audit. Its words stand in `report`, under its code; its page of the reference is made from
 * `doc`.
 */
export interface AuditRule<F extends Finding = Finding> {
  readonly code: F['code']
  /** Those that its findings may have, the worst first. */
  readonly severities: readonly Severity[]
  /** Most clusters have many of its findings: they come after the others of their severity. */
  readonly frequent?: true
  /** Its fixes may change on which nodes pods run. */
  readonly moves?: true
  /** Where one of these was not given the rule is not checked, and the audit says so. */
  readonly needs: readonly AuditNeed[]
  readonly doc: {
    /** What a finding says, and under which name its evidence stands. */
    readonly means: string
    readonly fix: string
  }
  readonly check: (audited: Audited) => readonly F[]
}
