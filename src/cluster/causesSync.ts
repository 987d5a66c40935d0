import { compareText } from '../data/compareText.js'
import { sameJson } from '../data/sameJson.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { Node } from '../kube/node.js'
import { controllerOf, isTerminating, nameOf, objectKey, ownerKey } from '../kube/objectFacts.js'
import type { OwnerReference } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { isReady } from '../kube/podFacts.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import type { Cluster } from './cluster.js'
import { sameNode } from './sameNode.js'
import { surroundingsOf, type Owners, type Surroundings } from './surroundings.js'

/**
 * Something that happens in a cluster and that the DaemonSet controller may or may not react to.
 *
 * @since 0.1.0
 */
export type ClusterEvent<K extends string = string> =
  | { readonly code: 'NodeAdded'; readonly node: Node & OfKind<K, 'Node'> }
  | {
      readonly code: 'NodeUpdated'
      readonly before: Node & OfKind<K, 'Node'>
      readonly node: Node & OfKind<K, 'Node'>
    }
  | { readonly code: 'NodeDeleted'; readonly node: Node & OfKind<K, 'Node'> }
  | { readonly code: 'PodAdded'; readonly pod: Pod & OfKind<K, 'Pod'> }
  | {
      readonly code: 'PodUpdated'
      readonly before: Pod & OfKind<K, 'Pod'>
      readonly pod: Pod & OfKind<K, 'Pod'>
    }
  | { readonly code: 'PodDeleted'; readonly pod: Pod & OfKind<K, 'Pod'> }
  | { readonly code: 'DaemonSetAdded'; readonly daemonSet: DaemonSet & OfKind<K, 'DaemonSet'> }
  | {
      readonly code: 'DaemonSetUpdated'
      readonly before: DaemonSet & OfKind<K, 'DaemonSet'>
      readonly daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>
    }
  | { readonly code: 'DaemonSetDeleted'; readonly daemonSet: DaemonSet & OfKind<K, 'DaemonSet'> }
  | {
      readonly code: 'RevisionAdded'
      readonly revision: ControllerRevision & OfKind<K, 'ControllerRevision'>
    }
  | {
      readonly code: 'RevisionUpdated'
      readonly before: ControllerRevision & OfKind<K, 'ControllerRevision'>
      readonly revision: ControllerRevision & OfKind<K, 'ControllerRevision'>
    }
  | {
      readonly code: 'RevisionDeleted'
      readonly revision: ControllerRevision & OfKind<K, 'ControllerRevision'>
    }

/**
 * Which DaemonSets an event queues for a pass.
 *
 * @since 0.1.0
 */
export interface CausedSync {
  /** The controller does not look at the event at all. */
  readonly ignored: boolean
  /** `namespace/name` of the DaemonSets that get a pass, sorted. */
  readonly queued: readonly string[]
  /** Set where the answer depends on pods that were not given: whether a DaemonSet has one on the node. */
  readonly unknown?: readonly 'pods'[]
  /** Set where the event causes another pass later: of which DaemonSet, and after how many seconds. */
  readonly later?: LaterSync
}

/**
 * A pass that is queued with a delay, in seconds.
 *
 * @since 0.2.0
 */
export interface LaterSync {
  readonly daemonSet: string
  readonly seconds: number
}

const IGNORED: CausedSync = { ignored: true, queued: [] }

/**
 * Does this event cause a pass of the controller, and of which DaemonSets? What a pass would do is the
 * plan's answer; whether there is one is this one's, and the two differ: a `NoSchedule` taint on a node
 * whose pod stays changes DESIRED, but only when something else causes a pass.
 *
 * - **Shapes** `cluster` as it is after the event, with its DaemonSets and pods; without its pods, the answer about a node is
 *   that for a node without any, and `unknown` says so
 * - **Rules**
 *   1. A node that is new, or whose labels or taints changed, queues a DaemonSet if it should run a pod
 *      there and has none; if its pod may not continue there; or if it has a pod there and counts any
 *      misscheduled ones. A pod is there if its `nodeName` says so and a DaemonSet of that name controls it.
 *      Older releases ask something else (`nodeChangeQueuesByNeed`, `misscheduledQueues`).
 *   2. A node that goes queues nothing.
 *   3. A pod queues the DaemonSet that controls it, and the one that did before. One that has no controller
 *      queues those whose selector matches, when it is new or when its labels or its controller changed.
 *   4. A DaemonSet that is made, changed or deleted queues itself.
 *   5. A revision queues as a pod does, but for two things: one that is new and has a controller queues nobody,
 *      and the change of one that is terminating is a change like any other.
 *   6. A pod that has become ready queues the DaemonSet that controls it once more, a second after its
 *      `minReadySeconds`, if it has any.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` DaemonSetsController.syncNodeUpdate,
 *   shouldIgnoreNodeUpdate, DaemonSetsController.addPod, DaemonSetsController.updatePod,
 *   DaemonSetsController.deletePod, DaemonSetsController.addHistory, DaemonSetsController.updateHistory,
 *   DaemonSetsController.deleteHistory
 *
 * @example
 * import { cluster } from 'podfit'
 * import { causesSync } from 'podfit/controller'
 *
 * const daemonSet = { metadata: { namespace: 'a', name: 'agent' }, spec: { template: {} } }
 * const node = { metadata: { name: 'n1' } }
 * causesSync({ code: 'NodeAdded', node }, cluster({ nodes: [node], pods: [], daemonSets: [daemonSet] })).queued // => ['a/agent']
 *
 * @since 0.1.0
 */
export const causesSync = <const K extends string>(
  event: ClusterEvent<K>,
  cluster: Cluster,
  { semantics = newestSemantics }: SemanticsOptions = {},
): CausedSync => syncsOf(event, surroundingsOf(cluster, semantics), semantics)

/** The same, wherever what surrounds the event is looked up. */
export const syncsOf = <const K extends string>(
  event: ClusterEvent<K>,
  around: Surroundings,
  semantics: Semantics,
): CausedSync => {
  switch (event.code) {
    case 'NodeAdded':
    case 'NodeUpdated': {
      const before = event.code === 'NodeUpdated' ? event.before : undefined
      const queued = daemonSetsOfNode(before, event.node, around, semantics)
      if (queued === undefined) return IGNORED
      const isUnknown = semantics.nodeChangeQueuesByNeed && around.ownersOn === undefined
      return { ...queueKeys(queued), ...(isUnknown && { unknown: ['pods'] }) }
    }
    case 'NodeDeleted':
      return IGNORED
    case 'PodAdded':
      return queue(
        isTerminating(event.pod.metadata)
          ? owner(event.pod, around)
          : ownerOrAdopters(event.pod, around),
      )
    case 'PodUpdated': {
      const later = passOnceAvailable(event.before, event.pod, around)
      return {
        ...queue(daemonSetsOfUpdate(event.before, event.pod, around)),
        ...(later !== undefined && { later }),
      }
    }
    case 'PodDeleted':
    case 'RevisionDeleted':
      return queue(owner(event.code === 'PodDeleted' ? event.pod : event.revision, around))
    case 'RevisionAdded':
      return queue(daemonSetsOfNewRevision(event.revision, around))
    case 'RevisionUpdated':
      return queue(ownersOrAdoptersOfUpdate(event.before, event.revision, around))
    case 'DaemonSetAdded':
    case 'DaemonSetUpdated':
    case 'DaemonSetDeleted':
      return queue([event.daemonSet])
  }
}

const queue = (daemonSets: readonly DaemonSet[]): CausedSync =>
  queueKeys([...new Set(daemonSets.map(objectKey))])

const queueKeys = (keys: readonly string[]): CausedSync => ({
  ignored: false,
  queued: [...keys].sort(compareText),
})

/**
 * Rule 1: the keys of the DaemonSets that a node queues which is new or, with `before`, has changed; undefined when
 * the controller does not look at the change.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` DaemonSetsController.addNode,
 *   DaemonSetsController.updateNode, DaemonSetsController.syncNodeUpdate
 */
export const daemonSetsOfNode = (
  before: Node | undefined,
  node: Node,
  around: Surroundings,
  semantics: Semantics,
): readonly string[] | undefined => {
  if (before !== undefined && sameNode(before, node, semantics)) return undefined
  const isQueued = semantics.nodeChangeQueuesByNeed
    ? byNeed(node, around, semantics)
    : byDecision(before, node, around)
  const queued: string[] = []
  for (const [key, daemonSet] of around.daemonSets ?? []) {
    if (isQueued(key, daemonSet)) queued.push(key)
  }
  return queued
}

type IsQueued = (key: string, daemonSet: DaemonSet) => boolean

/** In older releases: what should run on a new node; on a changed one, what is decided otherwise than before. */
const byDecision = (before: Node | undefined, node: Node, { decideOn }: Surroundings): IsQueued => {
  const was = before && decideOn(before)
  const is = decideOn(node)
  return (key) => (was === undefined ? is(key) === 'run' : was(key) !== is(key))
}

/** What should run there and has no pod, what may not continue, and (not at first) what counts misscheduled pods. */
const byNeed = (
  node: Node,
  { decideOn, ownersOn }: Surroundings,
  { misscheduledQueues }: Semantics,
): IsQueued => {
  const decide = decideOn(node)
  const here = ownersOn?.(nameOf(node)) ?? NOBODY
  return (key, daemonSet) => {
    const decision = decide(key)
    if (!here.has(key)) return decision === 'run'
    const isMisscheduled = (daemonSet.status?.numberMisscheduled ?? 0) > 0
    return decision === 'leave' || (misscheduledQueues && isMisscheduled)
  }
}

const NOBODY: Owners = /* @__PURE__ */ new Set<string>()

/** What a DaemonSet may control: a pod or a revision. */
type Controlled = Pick<Pod | ControllerRevision, 'metadata'>

/** Rule 3: the DaemonSets that a change of a pod concerns. */
export const daemonSetsOfUpdate = (
  before: Pod,
  pod: Pod,
  around: Surroundings,
): readonly DaemonSet[] =>
  isTerminating(pod.metadata) ? owner(pod, around) : ownersOrAdoptersOfUpdate(before, pod, around)

/** Rules 3 and 5: who controls an object, who did before, and who may adopt it. */
const ownersOrAdoptersOfUpdate = (
  before: Controlled,
  object: Controlled,
  around: Surroundings,
): readonly DaemonSet[] => {
  const was = controllerOf(before.metadata)
  const is = controllerOf(object.metadata)
  const changed = !sameJson(was, is)
  const former = changed ? resolve(before, was, around) : []
  if (is !== undefined) return [...former, ...owner(object, around)]
  const relabelled = !sameJson(before.metadata?.labels ?? {}, object.metadata?.labels ?? {})
  return changed || relabelled ? [...former, ...adopters(object, around)] : former
}

/** Rule 5: a new revision is looked at for its adoption only. */
const daemonSetsOfNewRevision = (
  revision: ControllerRevision,
  around: Surroundings,
): readonly DaemonSet[] => {
  if (isTerminating(revision.metadata)) return owner(revision, around)
  return controllerOf(revision.metadata) === undefined ? adopters(revision, around) : []
}

/** Rule 6: the pass that is to see a pod available which has become ready. */
const passOnceAvailable = (before: Pod, pod: Pod, around: Surroundings): LaterSync | undefined => {
  if (isTerminating(pod.metadata) || isReady(before) || !isReady(pod)) return undefined
  const [daemonSet] = owner(pod, around)
  const seconds = daemonSet?.spec?.minReadySeconds ?? 0
  return daemonSet !== undefined && seconds > 0
    ? { daemonSet: objectKey(daemonSet), seconds: seconds + 1 }
    : undefined
}

/** The DaemonSet that controls a pod or a revision. */
export const owner = (object: Controlled, around: Surroundings): readonly DaemonSet[] =>
  resolve(object, controllerOf(object.metadata), around)

/** The DaemonSet that controls a pod, or those that may adopt it. */
export const ownerOrAdopters = (pod: Pod, around: Surroundings): readonly DaemonSet[] =>
  controllerOf(pod.metadata) === undefined ? adopters(pod, around) : owner(pod, around)

/** The DaemonSet that a controller reference names, if it is there under the same UID. */
const resolve = (
  object: Controlled,
  controller: OwnerReference | undefined,
  around: Surroundings,
): readonly DaemonSet[] => {
  if (controller?.kind !== 'DaemonSet') return []
  const daemonSet = around.daemonSets?.get(ownerKey(object, controller))
  const same = (daemonSet?.metadata?.uid ?? '') === (controller.uid ?? '')
  return daemonSet !== undefined && same ? [daemonSet] : []
}

/** The DaemonSets of the namespace whose selector matches an orphan; one without labels matches none. */
const adopters = ({ metadata }: Controlled, around: Surroundings): readonly DaemonSet[] => {
  const labels = metadata?.labels
  if (Object.keys(labels ?? {}).length === 0) return []
  return [...around.adoptersIn(metadata?.namespace ?? '')]
    .filter(({ selector }) => selector.matches(labels))
    .map(({ daemonSet }) => daemonSet)
}
