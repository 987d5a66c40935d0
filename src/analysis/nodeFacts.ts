import * as E from 'fp-ts/Either'
import type { Maybe } from '../data/maybe.js'
import type { NodeSelector } from '../kube/affinity.js'
import type { Taint } from '../kube/taint.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import {
  affinityFaults,
  readRequiredAffinity,
  type RequiredAffinity,
} from '../selector/nodeAffinity.js'

/**
 * What is known of all nodes of a cluster, those that do not exist yet included.
 *
 * @since 0.2.0
 */
export interface KnownOfNodes {
  /** What holds for every node: `kubernetes.io/os` exists, `pool` is `a` or `b`. */
  readonly selector?: Maybe<NodeSelector>
  /** What holds for no node: `kubernetes.io/os` is `windows`. */
  readonly except?: Maybe<NodeSelector>
  /** Whether the label `kubernetes.io/hostname` of every node is its name, as kubelets set it where nobody overrides it. */
  readonly hostnameIsName?: boolean | undefined
  /** The only taints that nodes can have, any of them or none. Absent: any taint at all. */
  readonly taints?: Maybe<readonly Taint[]>
}

/** What only facts have that have been read. */
export const READ: unique symbol = /* @__PURE__ */ Symbol('read')

/**
 * What is known of all nodes, read by `nodeFacts`. What is in it is podfit's own.
 *
 * @since 0.2.0
 */
export interface NodeFacts {
  readonly [READ]: true
  /** @internal */
  readonly selector: RequiredAffinity | undefined
  /** @internal */
  readonly except: RequiredAffinity | undefined
  /** @internal */
  readonly hostnameIsName: boolean
  /** @internal */
  readonly taints: readonly Taint[] | undefined
}

/** Any node that the API server would take. */
export const ANY_NODE: NodeFacts = {
  [READ]: true,
  selector: undefined,
  except: undefined,
  hostnameIsName: false,
  taints: undefined,
}

/**
 * Reads what is known of all nodes, so that "never" means never on yours.
 *
 * - **Shapes** `selector` and `except` are node selectors as in a node affinity: one of the terms of the one holds for every node, and none
 *   of the other's for any.
 * - **Errors** `Left` with the faults of all their terms, with paths from the selector that has them. Never throws.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { nodeFacts, satisfiable } from 'podfit/analysis'
 *
 * const nodes = orThrow(
 *   nodeFacts({ selector: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'In', values: ['a', 'b'] }] }] } }),
 * )
 * const policy = orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector: { pool: 'c' } } } } }))
 * satisfiable(policy).code // => 'Satisfiable'
 * satisfiable(policy, { nodes }).code // => 'Unsatisfiable'
 *
 * @since 0.2.0
 */
export const nodeFacts = ({
  selector,
  except,
  hostnameIsName = false,
  taints,
}: KnownOfNodes): E.Either<readonly SelectorFault[], NodeFacts> => {
  const read = readRequiredAffinity(selector, [])
  const unlike = readRequiredAffinity(except, [])
  const faults = [read, unlike].flatMap((each) => (each === undefined ? [] : affinityFaults(each)))
  if (faults.length > 0) return E.left(faults)
  return E.right({
    [READ]: true,
    selector: read,
    except: unlike,
    hostnameIsName,
    taints: taints ?? undefined,
  })
}
