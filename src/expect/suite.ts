import type { Maybe } from '../data/maybe.js'

/**
 * What is expected of a cluster, as cases with names.
 *
 * @since 0.1.0
 */
export interface Suite {
  readonly apiVersion: 'podfit/v1'
  readonly kind: 'Suite'
  readonly metadata?: Maybe<{ readonly name?: Maybe<string> }>
  readonly tests: readonly SuiteTest[]
}

/**
 * Cases that are asked of the same objects: files and directories, relative to the suite's own file.
 *
 * @since 0.1.0
 */
export interface SuiteTest {
  readonly name: string
  readonly objects?: Maybe<readonly string[]>
  readonly skip?: Maybe<boolean>
  readonly cases: readonly SuiteCase[]
}

/** A case of a test: assertions that hold together, or are expected to fail. @since 0.1.0 */
export interface SuiteCase {
  readonly name: string
  readonly skip?: Maybe<boolean>
  /** `fail`: the case passes when one of its assertions does not hold. */
  readonly expect?: Maybe<'pass' | 'fail'>
  readonly assertions: readonly Assertion[]
}

/**
 * What can be expected, by name.
 *
 * @since 0.2.0
 */
export interface Assertions {
  /** Each of the DaemonSets runs on every one of the nodes, and on those that node templates will make. */
  readonly runsOnEvery: OnNodes
  /** None of the DaemonSets, without a list none at all, runs on any of the nodes. */
  readonly runsOnNo: RunsOnNo
  /** No two of the DaemonSets run on the same node. */
  readonly neverShare: OnNodes
  /** One of the DaemonSets, and no other of them, runs on each of the nodes. */
  readonly exactlyOne: OnNodes
  /** Each of the DaemonSets has a DESIRED of at least so many. */
  readonly desiredAtLeast: DesiredAtLeast
  /** The next pod of each of the DaemonSets fits every one of the nodes where it should run. */
  readonly fits: Fits
  /** Of each of the nodes so much is left for other pods, beside the DaemonSets that should run there. */
  readonly leavesAtLeast: LeavesAtLeast
  /** Each of the DaemonSets comes up on new nodes like these, and waits for none of the others. */
  readonly comesUpWithout: ComesUpWithout
}

/**
 * One expectation: exactly one of the members of `Assertions`.
 *
 * @since 0.1.0
 */
export type Assertion = {
  readonly [K in keyof Assertions]: Pick<Assertions, K> & {
    readonly [P in Exclude<keyof Assertions, K>]?: null | undefined
  }
}[keyof Assertions]

/**
 * Nodes: by label selector as kubectl's `-l` takes it, by name, or both. Nothing is every node.
 *
 * @since 0.1.0
 */
export interface NodeSet {
  readonly selector?: Maybe<string>
  readonly names?: Maybe<readonly string[]>
}

/**
 * Nodes that could exist, whether or not they do: every one that fits the set of nodes that an assertion speaks of.
 *
 * @since 0.2.0
 */
export interface PossibleNodes {
  /** The only taints that they can have, any of them or none. Absent: any taint at all. */
  readonly taints?: Maybe<readonly PossibleTaint[]>
  /** Whether the label `kubernetes.io/hostname` of each is its name. */
  readonly hostnameIsName?: Maybe<boolean>
}

/** A taint that a node could have. @since 0.2.0 */
export interface PossibleTaint {
  readonly key: string
  readonly value?: Maybe<string>
  readonly effect: string
}

/** DaemonSets on nodes: `namespace/name` or a name, with `*` for any text. @since 0.1.0 */
export interface OnNodes {
  readonly daemonSets: readonly string[]
  readonly nodes?: Maybe<NodeSet>
  readonly except?: Maybe<NodeSet>
  /** Whether node templates count, too; they do unless this says no. */
  readonly templates?: Maybe<boolean>
  /** Every node that could exist is meant, not those that are given. */
  readonly possible?: Maybe<PossibleNodes>
}

/** DaemonSets that run on none of some nodes. @since 0.1.0 */
export interface RunsOnNo {
  readonly daemonSets?: Maybe<readonly string[]>
  readonly nodes: NodeSet
  readonly except?: Maybe<NodeSet>
  /** Whether node templates count, too; they do unless this says no. */
  readonly templates?: Maybe<boolean>
  /** Every node that could exist is meant, not those that are given. */
  readonly possible?: Maybe<PossibleNodes>
}

/** How many nodes each of some DaemonSets should run on at least. @since 0.1.0 */
export interface DesiredAtLeast {
  readonly daemonSets: readonly string[]
  readonly count: number
}

/** Which nodes, and nodes of which templates. @since 0.2.0 */
export interface OfNodes {
  readonly nodes?: Maybe<NodeSet>
  readonly except?: Maybe<NodeSet>
  /** Whether node templates count, too; they do unless this says no. */
  readonly templates?: Maybe<boolean>
}

/** DaemonSets whose next pods fit nodes. @since 0.2.0 */
export interface Fits extends OfNodes {
  readonly daemonSets: readonly string[]
  /** The nodes are taken to run nothing but DaemonSets, as those of node templates always are. */
  readonly emptyNodes?: Maybe<boolean>
  /** It is enough if the pod fits once pods of lower priority have been evicted. */
  readonly afterPreemption?: Maybe<boolean>
}

/** What is left of nodes for other pods. @since 0.2.0 */
export interface LeavesAtLeast extends OfNodes {
  /** Quantities by resource: `cpu: 500m`. */
  readonly resources: Readonly<Record<string, string>>
}

/** DaemonSets that come up by themselves. @since 0.2.0 */
export interface ComesUpWithout extends OfNodes {
  readonly daemonSets: readonly string[]
  /** DaemonSets that they must not wait for; with none it is enough that they come up. */
  readonly others: readonly string[]
}
