import type { Instant } from '../data/instant.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import type { Policy } from '../placement/policy.js'
import type { Decision } from '../reason/verdict.js'
import type { Backoff } from './backoff.js'
import { NOTHING_CHOSEN, type Selection } from './choose.js'
import type { DaemonPod } from './daemonPod.js'
import type { CreateReason, DeleteReason, Disposition } from './fate.js'
import type { Outcome } from './outcome.js'
import type { Pass } from './pass.js'
import type { Plan, PlannedEvent, RollingUpdateStep } from './plan.js'
import type { PodsByNode } from './podsByNode.js'
import { hashOf, type ClaimedHistory } from './revisions.js'

/** Everything one pass looks at. Undefined lists were not given. */
export interface SyncInput {
  readonly daemonSet: DaemonSet
  readonly policy: Policy
  readonly nodes: ReadonlyMap<string, Node> | undefined
  /** What the policy says of each node, in the order of names; empty without nodes. */
  readonly decisions: ReadonlyMap<string, Decision>
  readonly pods: readonly Pod[] | undefined
  readonly revisions: readonly ControllerRevision[] | undefined
  /** The namespace is on its way out, so that nothing can be created in it. */
  readonly namespaceTerminating: boolean
  readonly now: Instant
  readonly observed: Plan['observed']
  /** Whether the writes of earlier passes have been seen. */
  readonly expectationsMet: boolean
  readonly backoff: Backoff
}

/** What the steps of a pass came to, from which the plan is put together. */
export interface Parts {
  readonly pods: readonly DaemonPod[]
  readonly pass: Pass
  readonly outcome: Outcome
  readonly events: readonly PlannedEvent[]
  readonly backoff: Backoff
  /** The history, undefined where the revisions were not given or not read. */
  readonly history: ClaimedHistory | undefined
  /** Pods that get the current hash. */
  readonly relabelled: readonly string[]
  readonly byNode: PodsByNode
  readonly creates: readonly Selection<CreateReason>[]
  readonly deletes: readonly Selection<DeleteReason>[]
  readonly special: ReadonlyMap<string, Disposition>
  readonly cleaned: Selection<null>
  readonly rollingUpdate: RollingUpdateStep
  /** Whether the pass writes a status, and whether that raises `observedGeneration`. */
  readonly status: 'none' | 'keepsGeneration' | 'raisesGeneration'
  /** Whether the pass got as far as the revisions, and as far as the pods. */
  readonly reached: 'nothing' | 'revisions' | 'pods'
}

/** A pass that does nothing. */
export const idle = (input: SyncInput, pods: readonly DaemonPod[]): Parts => ({
  pods,
  pass: {
    daemonSet: input.daemonSet,
    now: input.now,
    decisions: input.decisions,
    hash: hashOf(undefined),
    generation: undefined,
    semantics: input.policy.semantics,
  },
  outcome: { code: 'Synced' },
  events: [],
  backoff: input.backoff,
  history: undefined,
  relabelled: [],
  byNode: new Map(),
  creates: [],
  deletes: [],
  special: new Map(),
  cleaned: NOTHING_CHOSEN,
  rollingUpdate: { code: 'NotReached' },
  status: 'none',
  reached: 'nothing',
})
