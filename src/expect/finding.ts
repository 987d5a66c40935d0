import type { UnknownFit } from '../capacity/daemonSetFit.js'
import type { Fit } from '../capacity/fits.js'
import type { JsonInt64 } from '../data/int64.js'
import type { Node } from '../kube/node.js'
import type { ReadinessBlock } from '../readiness/comingUp.js'
import type { Reason } from '../reason/reason.js'
import type { Finding } from '../reason/finding.js'

/**
 * Why an expectation does not hold, told apart by `code`. Every one is an error.
 *
 * @since 0.1.0
 */
export type ExpectationFinding =
  | DoesNotRun
  | Undecided
  | RunsWhereForbidden
  | SharesNodes
  | NotExactlyOne
  | DesiresTooFew
  | NothingMatches
  | UnreadableSelector
  | PoolNamed
  | PassesUnexpectedly
  | NotOnPossibleNode
  | NotProved
  | DoesNotFit
  | FitNotKnown
  | LeavesTooLittle
  | NotAQuantity
  | NeverComesUp
  | WaitsForOthers

/** It should run on these nodes, and does not for these reasons. @since 0.1.0 */
export interface DoesNotRun extends Finding {
  readonly code: 'DoesNotRun'
  /** Whether the nodes are templates of nodes that do not exist yet. */
  readonly template: boolean
  readonly nodes: readonly string[]
  readonly reasons: readonly Reason[]
}

/** Whether it holds on the nodes of templates depends on labels whose values are not known. @since 0.1.0 */
export interface Undecided extends Finding {
  readonly code: 'Undecided'
  /** The other DaemonSets that it is about. */
  readonly others: readonly string[]
  /** The names of the templates. */
  readonly nodes: readonly string[]
  readonly on: readonly string[]
}

/** It runs on nodes on which it should not. @since 0.1.0 */
export interface RunsWhereForbidden extends Finding {
  readonly code: 'RunsWhereForbidden'
  /** Whether the nodes are templates of nodes that do not exist yet. */
  readonly template: boolean
  readonly nodes: readonly string[]
}

/** It runs on the same nodes as another, and should not. @since 0.1.0 */
export interface SharesNodes extends Finding {
  readonly code: 'SharesNodes'
  /** Whether the nodes are templates of nodes that do not exist yet. */
  readonly template: boolean
  readonly other: string
  readonly nodes: readonly string[]
}

/** Of some DaemonSets not exactly one runs on these nodes but these. @since 0.1.0 */
export interface NotExactlyOne extends Finding {
  readonly code: 'NotExactlyOne'
  /** Whether the nodes are templates of nodes that do not exist yet. */
  readonly template: boolean
  readonly of: readonly string[]
  readonly run: readonly string[]
  readonly nodes: readonly string[]
}

/** Its DESIRED is below what is expected. @since 0.1.0 */
export interface DesiresTooFew extends Finding {
  readonly code: 'DesiresTooFew'
  readonly expected: number
  readonly desired: number
}

/** An expectation that cannot fail: no such DaemonSet, or no such node. @since 0.1.0 */
export interface NothingMatches extends Finding {
  readonly code: 'NothingMatches'
  readonly what: 'daemonSets' | 'nodes'
  readonly pattern: string
}

/** A label selector that cannot be read. @since 0.1.0 */
export interface UnreadableSelector extends Finding {
  readonly code: 'UnreadableSelector'
  readonly selector: string
}

/** An assertion about nodes that could exist names a node pool, which is what none of its nodes is called. @since 0.2.0 */
export interface PoolNamed extends Finding {
  readonly code: 'PoolNamed'
  readonly pool: string
}

/**
 * It does not hold on a node that could exist, and this is the plainest of them.
 *
 * @since 0.2.0
 */
export interface NotOnPossibleNode extends Finding {
  readonly code: 'NotOnPossibleNode'
  /** What was expected. */
  readonly expected: ProvenAssertion
  /** The DaemonSets that it is about. */
  readonly of: readonly string[]
  /** Those of them that would run on the node. */
  readonly run: readonly string[]
  readonly node: Node
  /** Why one that should run does not; empty otherwise. */
  readonly reasons: readonly Reason[]
}

/** An assertion that can be proved of all nodes that could exist. @since 0.2.0 */
export type ProvenAssertion = 'runsOnEvery' | 'runsOnNo' | 'neverShare' | 'exactlyOne'

/** Whether it holds on all nodes that could exist would take too long to prove. @since 0.2.0 */
export interface NotProved extends Finding {
  readonly code: 'NotProved'
  readonly expected: ProvenAssertion
  readonly of: readonly string[]
  /** After how many steps the proof was given up. */
  readonly steps: number
}

/** Its next pod does not fit nodes where it should run. @since 0.2.0 */
export interface DoesNotFit extends Finding {
  readonly code: 'DoesNotFit'
  /** Whether the nodes are templates of nodes that do not exist yet. */
  readonly template: boolean
  readonly nodes: readonly string[]
  readonly fit: Fit
}

/** Whether pods fit nodes, or what is left there, is not known. @since 0.2.0 */
export interface FitNotKnown extends Finding {
  readonly code: 'FitNotKnown'
  /** Whether the nodes are templates of nodes that do not exist yet. */
  readonly template: boolean
  readonly nodes: readonly string[]
  readonly needs: readonly UnknownFit[]
}

/** DaemonSets leave less of nodes than is expected. @since 0.2.0 */
export interface LeavesTooLittle extends Finding {
  readonly code: 'LeavesTooLittle'
  /** Whether the nodes are templates of nodes that do not exist yet. */
  readonly template: boolean
  readonly nodes: readonly string[]
  readonly resource: string
  /** Cpu in thousandths, all else in whole units; so is what is left. */
  readonly expected: JsonInt64
  readonly left: JsonInt64
}

/** What is expected to be left is no quantity. @since 0.2.0 */
export interface NotAQuantity extends Finding {
  readonly code: 'NotAQuantity'
  readonly resource: string
  readonly found: string
}

/** It never comes up on new nodes. @since 0.2.0 */
export interface NeverComesUp extends Finding {
  readonly code: 'NeverComesUp'
  /** Whether the nodes are templates of nodes that do not exist yet. */
  readonly template: boolean
  readonly nodes: readonly string[]
  readonly for: readonly ReadinessBlock[]
}

/** On new nodes it waits for others, itself or through those that it waits for. @since 0.2.0 */
export interface WaitsForOthers extends Finding {
  readonly code: 'WaitsForOthers'
  /** Whether the nodes are templates of nodes that do not exist yet. */
  readonly template: boolean
  readonly nodes: readonly string[]
  readonly others: readonly string[]
  readonly for: readonly ReadinessBlock[]
}

/** A case that is expected to fail, and does not. @since 0.1.0 */
export interface PassesUnexpectedly extends Finding {
  readonly code: 'PassesUnexpectedly'
}
