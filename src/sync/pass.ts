import * as E from 'fp-ts/Either'
import type { Instant } from '../data/instant.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import type { Semantics } from '../kube/semantics.js'
import type { Policy } from '../placement/policy.js'
import type { Decision } from '../reason/verdict.js'
import { isPodUpdated, type RevisionHash } from '../revision/isPodUpdated.js'
import { isAvailable } from './availability.js'
import type { Backoff } from './backoff.js'
import { namesTaken, NOTHING_CHOSEN, type Selection } from './choose.js'
import type { DaemonPod, PodsByNode } from './daemonPods.js'
import type { CreateReason, DeleteReason, Disposition } from './disposition.js'
import type { Outcome, PlannedEvent, Requeue, RollingUpdateStep } from './plan.js'
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
  /** The namespace is terminating, so that nothing can be created in it. */
  readonly namespaceTerminating: boolean
  readonly now: Instant | undefined
  /** Whether the pass works on a cache that does not show it its own writes. */
  readonly cacheLag: boolean
  /** Whether the writes of earlier passes have been seen. */
  readonly expectationsMet: boolean
  readonly backoff: Backoff
}

/** What every step of a pass works with. */
export interface Pass {
  readonly daemonSet: DaemonSet
  readonly now: Instant
  /** What the policy says of each node that exists, by name, in the order of names. */
  readonly decisions: ReadonlyMap<string, Decision>
  readonly hash: RevisionHash
  readonly generation: bigint | undefined
  readonly semantics: Semantics
}

/** Whether a pod was made from the current template; undefined when unknown. */
export const isUpdated = (pass: Pass, pod: DaemonPod): boolean | undefined =>
  pod.fresh === true ? true : isPodUpdated(pod.pod, pass.hash, pass.generation, pass.semantics)

/** Whether a pod counts as available to this DaemonSet. */
export const isPodAvailable = (pass: Pass, pod: DaemonPod): boolean =>
  isAvailable(pod.pod, pass.daemonSet.spec?.minReadySeconds ?? 0, pass.now, pass.semantics)

/** What the steps of a pass have come to, from which the plan is put together. */
export interface PassState {
  readonly pods: readonly DaemonPod[]
  readonly pass: Pass
  readonly outcome: Outcome
  readonly events: readonly PlannedEvent[]
  readonly backoff: Backoff
  /** The passes that `manage` asks for. */
  readonly requeues: readonly Requeue[]
  /** The history, undefined where the revisions were not given or not read. */
  readonly history: ClaimedHistory | undefined
  /** Pods that get the current hash. */
  readonly relabelled: readonly string[]
  readonly byNode: PodsByNode
  readonly creates: readonly Selection<CreateReason>[]
  readonly deletes: readonly Selection<DeleteReason>[]
  /** What a step said of pods that it does not delete. */
  readonly dispositions: ReadonlyMap<string, Disposition>
  readonly cleaned: Selection<null>
  readonly rollingUpdate: RollingUpdateStep
  /** Whether the pass writes a status, and whether that raises `observedGeneration`. */
  readonly status: 'none' | 'keepsGeneration' | 'raisesGeneration'
  /** Whether the pass got as far as the revisions, and as far as the pods. */
  readonly reached: 'nothing' | 'revisions' | 'pods'
}

/** The state of a pass that has done nothing. */
export const idle = (input: SyncInput, pods: readonly DaemonPod[]): PassState => ({
  pods,
  pass: {
    daemonSet: input.daemonSet,
    now: input.now ?? 0n,
    decisions: input.decisions,
    hash: hashOf(undefined),
    generation: undefined,
    semantics: input.policy.semantics,
  },
  outcome: { code: 'Synced' },
  events: [],
  backoff: input.backoff,
  requeues: [],
  history: undefined,
  relabelled: [],
  byNode: new Map(),
  creates: [],
  deletes: [],
  dispositions: new Map(),
  cleaned: NOTHING_CHOSEN,
  rollingUpdate: { code: 'NotReached' },
  status: 'none',
  reached: 'nothing',
})

/** The pods as the next step of a pass sees them: as they were, unless its cache shows it its own writes. */
export const seenBy = (
  { cacheLag, namespaceTerminating }: Pick<SyncInput, 'cacheLag' | 'namespaceTerminating'>,
  pods: PodsByNode,
  creates: Selection<unknown>,
  deletes: Selection<unknown>,
): PodsByNode =>
  cacheLag ? pods : podsAfter(pods, namespaceTerminating ? NOTHING_CHOSEN : creates, deletes)

/**
 * The pods as they are once a step's writes are seen: deleted ones gone, created ones there, not ready
 * and up to date.
 */
export const podsAfter = (
  pods: PodsByNode,
  creates: Selection<unknown>,
  deletes: Selection<unknown>,
): PodsByNode => {
  const seen = new Map<string, readonly DaemonPod[]>()
  for (const [node, here] of pods) {
    const remaining = remainingPods(here, [deletes])
    if (remaining.length > 0) seen.set(node, remaining)
  }
  for (const node of namesTaken(creates)) {
    seen.set(node, [...(seen.get(node) ?? []), freshPod(node)])
  }
  return seen
}

/** The pods that are left once deletions are seen. */
export const remainingPods = (
  pods: readonly DaemonPod[],
  deletes: readonly Selection<unknown>[],
): readonly DaemonPod[] => {
  const gone = new Set(deletes.flatMap(namesTaken))
  return pods.filter((pod) => !gone.has(pod.name))
}

const freshPod = (node: string): DaemonPod => ({
  pod: {},
  name: '',
  claim: 'owned',
  target: E.right(node),
  bound: false,
  terminating: false,
  phase: '',
  hash: '',
  fresh: true,
})
