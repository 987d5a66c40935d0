import type { Maybe } from '../../data/maybe.js'
import type { Cluster } from '../../cluster/cluster.js'
import { claimablePods, plan as planFor } from '../../cluster/plan.js'
import { onceFor, podsOn } from '../../cluster/surroundings.js'
import {
  formatInstant,
  toInstant,
  type Instant,
  type InstantText,
  type Now,
} from '../../data/instant.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import type { Event } from '../../kube/event.js'
import { namespacedName, objectKey } from '../../kube/objectFacts.js'
import type { Pod } from '../../kube/pod.js'
import { newestSemantics, type SemanticsOptions } from '../../kube/semantics.js'
import type { Plan } from '../../sync/plan.js'
import type { Refuser, CauseContext } from './causeOf.js'
import { nodeStatesOf, type NodeState } from './nodeState.js'

/**
 * What the cause of an unavailable pod depends on besides the objects.
 *
 * @since 0.1.0
 */
export interface AttributionOptions extends SemanticsOptions {
  readonly now: Now
  /**
   * Events of the cluster: those named `FailedCreate` tell why a node has no pod; `FailedCreatePodSandBox`,
   * `FailedMount` and `FailedAttachVolume` why a pod does not start.
   */
  readonly events?: readonly Event[] | undefined
  /** For how many seconds a pod may be starting before that counts as failing; 600 unless given. */
  readonly patience?: number | undefined
}

/** What is looked up once about a rollout, for everything that is then said of it. */
export interface RolloutContext extends CauseContext {
  readonly daemonSet: DaemonSet
  /** The controller's next pass. */
  readonly plan: Plan
  readonly nodeStates: readonly NodeState[]
  /** That the API server refuses to create pods, where an event says so. */
  readonly refusal: CreateRefusal | undefined
}

const PATIENCE = 600

/** Looks up what is needed about a DaemonSet's rollout. */
export const rolloutContext = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  { now, events, patience, semantics = newestSemantics }: AttributionOptions,
): RolloutContext => {
  const plan = planFor(snapshot, daemonSet, { now, semantics })
  return {
    daemonSet,
    plan,
    nodeStates: nodeStatesOf(snapshot, daemonSet, plan, semantics),
    now: toInstant(now) ?? 0n,
    minReadySeconds: daemonSet.spec?.minReadySeconds ?? 0,
    patience: patience ?? PATIENCE,
    podsOn: (node) => (snapshot.pods === undefined ? [] : podsOn(snapshot.pods, node)),
    setupFailure: setupFailures(events ?? NO_EVENTS),
    refusal: refusalOf(daemonSet, events ?? [], claimablePods(snapshot, daemonSet) ?? []),
    semantics,
  }
}

const SETUP_FAILURES: ReadonlySet<string> = new Set([
  'FailedCreatePodSandBox',
  'FailedMount',
  'FailedAttachVolume',
])

/**
 * What the kubelet said last of each pod that it cannot make.
 *
 * - **Upstream** kubernetes `pkg/kubelet/events/event.go` FailedCreatePodSandBox, FailedMountVolume
 */
const setupFailures = /* @__PURE__ */ onceFor(
  (events: readonly Event[]): CauseContext['setupFailure'] => {
    const newest = new Map<string, { readonly at: Instant; readonly event: Event }>()
    for (const event of events) {
      const about = event.involvedObject
      if (about?.kind !== 'Pod' || !SETUP_FAILURES.has(event.reason ?? '')) continue
      const key = namespacedName(about)
      const at = timeOf(event)
      const known = newest.get(key)
      if (known === undefined || at >= known.at) newest.set(key, { at, event })
    }
    return (pod) => newest.get(objectKey(pod))?.event
  },
)

const NO_EVENTS: readonly Event[] = []

const timeOf = ({ lastTimestamp, eventTime }: Event): Instant =>
  toInstant(lastTimestamp) ?? toInstant(eventTime) ?? 0n

/** That the API server refuses to create pods, in which words, and when it did so last, where that is known. */
export interface CreateRefusal {
  readonly by: Refuser
  readonly message: string
  readonly lastSeen?: InstantText
}

const WORDS: readonly (readonly [Refuser, RegExp])[] = [
  ['Quota', /exceeded quota|failed quota/],
  ['PodSecurity', /violates PodSecurity|unable to validate against any (?:pod )?security/],
  ['Admission', /admission webhook|ValidatingAdmissionPolicy|failed calling webhook|is forbidden/],
]

/**
 * Whether the last attempt to create a pod of a DaemonSet was refused: its newest `FailedCreate` event is
 * younger than all of its pods. One about an earlier DaemonSet of the same name says nothing.
 *
 * - **Upstream** kubernetes `pkg/controller/controller_utils.go` RealPodControl.createPods
 */
export const refusalOf = (
  { metadata }: DaemonSet,
  events: readonly Event[],
  pods: readonly Pod[],
): CreateRefusal | undefined => {
  let newest: { readonly at: Instant; readonly message: string } | undefined
  for (const event of events) {
    if (event.reason !== 'FailedCreate' || !isAbout(event, metadata)) continue
    const at = timeOf(event)
    if (newest === undefined || at > newest.at) newest = { at, message: event.message ?? '' }
  }
  if (newest === undefined) return undefined
  const { at, message } = newest
  if (pods.some((pod) => (toInstant(pod.metadata?.creationTimestamp) ?? 0n) > at)) return undefined
  const by = WORDS.find(([, words]) => words.test(message))?.[0] ?? 'Other'
  return {
    by,
    message: message.replace(/^Error creating: /, ''),
    ...(at > 0n && { lastSeen: formatInstant(at) }),
  }
}

const isAbout = ({ involvedObject }: Event, metadata: DaemonSet['metadata']): boolean =>
  involvedObject?.kind === 'DaemonSet' &&
  involvedObject.name === metadata?.name &&
  (involvedObject.namespace ?? '') === (metadata?.namespace ?? '') &&
  sameUid(involvedObject.uid, metadata?.uid)

/** Whether two UIDs may be those of one object: events outlive the DaemonSet that they are about by an hour. */
const sameUid = (a: Maybe<string>, b: Maybe<string>): boolean =>
  (a ?? '') === '' || (b ?? '') === '' || a === b
