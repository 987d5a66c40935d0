import { equalJson } from '../data/equalJson.js'
import { int64FromJson, toInt64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { OfKind } from '../kube/kind.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { nameOf, namespacedName, withLabel } from '../kube/objectFacts.js'
import type { OwnerReference } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { hasEnded, isBound } from '../kube/podFacts.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import { LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import type { RevisionHash } from '../revision/isPodUpdated.js'
import { plainBackoff, type Backoff } from '../sync/backoff.js'
import { pickFirst, type Choice } from '../sync/choose.js'
import { createdPod, createdRevision, ownerReference } from '../sync/createdObjects.js'
import type { CurrentRevision, NewRevision, Plan, PodPlan, RevisionChanges } from '../sync/plan.js'
import type { Cluster } from './cluster.js'
import { updateCluster } from './updateCluster.js'

/**
 * What applying a plan is free to choose.
 *
 * @since 0.1.0
 */
export interface ApplyOptions extends SemanticsOptions {
  /**
   * Which of a choice happen; the first by name unless given. Kubernetes takes `count` candidates, neither
   * more nor others: of what is picked the first `count` candidates count, and too few are filled up by name.
   */
  readonly pick?: ((choice: Choice) => readonly string[]) | undefined
  /** The hash of a revision that the plan makes; a placeholder unless given. */
  readonly newRevisionHash?: string | undefined
  /**
   * What becomes of a deleted pod that runs: it is `gone`, or `terminating` until its kubelet is done.
   * Pods that are unscheduled or have ended are gone at once, as the API server does it.
   */
  readonly deleted?: 'gone' | 'terminating' | undefined
  /**
   * Which writes the API server refuses, none unless given: the creation of a pod for a node, the deletion of a
   * pod, the status of the DaemonSet, each by that name. After a batch (`slowStart`) with a creation that fails
   * nothing more is created; after a failure old revisions are not cleaned up, and older releases write no status.
   */
  readonly fails?: ((write: PlannedWrite) => boolean) | undefined
}

/** A write of a plan, by the name of the node, the pod or the DaemonSet. @since 0.2.0 */
export interface PlannedWrite {
  readonly action: 'create' | 'delete' | 'status'
  readonly name: string
}

/**
 * A cluster in which a plan has been carried out, the DaemonSet with its new status, and the memory of failed pods
 * for the next pass: none once another `observedGeneration` is written.
 *
 * @since 0.1.0
 */
export interface Applied<D extends DaemonSet = DaemonSet> {
  readonly cluster: Cluster
  readonly daemonSet: D
  readonly backoff: Backoff
}

/**
 * The cluster after a plan has been carried out and its writes are seen.
 *
 * - **Shapes** Created pods are pending and pinned, named after the DaemonSet and the node. Nothing is
 *   scheduled, started or made ready: that is the world's part.
 *
 * @example
 * import { applyPlan, cluster, plan } from 'podfit'
 *
 * const metadata = { namespace: 'default', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: { metadata: { labels: { app: 'agent' } } } } }
 * const before = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [] })
 * const after = applyPlan(before, daemonSet, plan(before, daemonSet, { now: new Date(0) }))
 * plan(after.cluster, after.daemonSet, { now: new Date(0) }).creates // => []
 *
 * @since 0.1.0
 */
export const applyPlan = <D extends DaemonSet, const K extends string = string>(
  snapshot: Cluster,
  daemonSet: D & OfKind<K, 'DaemonSet'>,
  plan: Plan,
  options: ApplyOptions = {},
): Applied<D> => {
  const pick = options.pick ?? pickFirst
  const picked = new Map(plan.choices.map((choice) => [choice.id, taken(choice, pick(choice))]))
  const chosen: Happens = (name, choice) =>
    choice === undefined || picked.get(choice)?.has(name) === true
  const { happens, failed, statusFails } = carriedOut(plan, chosen, options.fails ?? NOTHING_FAILS)

  const hash = hashAfter(plan, options.newRevisionHash)
  const deletes: Happens = (name, choice) => happens('delete', name, choice)
  const creates: Happens = (name, choice) => happens('create', name, choice)
  const pods = changedPods(snapshot, daemonSet, plan, deletes, options.deleted ?? 'gone')
  const created = createdPods(snapshot, daemonSet, plan, creates, hash)
  const cleaned: Happens = (name, choice) => !failed && chosen(name, choice)
  const revisions = changedRevisions(snapshot, daemonSet, plan, cleaned, hash, options.semantics)
  const { statusAfterFailure } = options.semantics ?? newestSemantics
  const keepsStatus = statusFails || (failed && !statusAfterFailure)
  const updated = keepsStatus ? daemonSet : withStatus(daemonSet, plan)
  return {
    daemonSet: updated,
    backoff: observes(updated, daemonSet) ? {} : plainBackoff(plan.backoff),
    cluster: updateCluster(snapshot, {
      put: {
        pods: [...pods.put, ...created],
        revisions: revisions.put,
        ...(snapshot.daemonSets !== undefined && { daemonSets: [updated] }),
      },
      drop: { pods: pods.drop, revisions: revisions.drop },
    }),
  }
}

const NOTHING_FAILS = (): boolean => false

/** Whether a DaemonSet has another observed generation than before. */
const observes = (after: DaemonSet, before: DaemonSet): boolean =>
  toInt64(after.status?.observedGeneration ?? 0) !== toInt64(before.status?.observedGeneration ?? 0)

/** What of a plan is written, where some writes fail. */
interface CarriedOut {
  readonly happens: (action: 'create' | 'delete', name: string, choice?: string) => boolean
  readonly failed: boolean
  readonly statusFails: boolean
}

/**
 * Which writes of a plan happen: those that are chosen and do not fail, of creations also none after the batch
 * of the first failure.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` DaemonSetsController.syncNodes
 */
const carriedOut = (
  plan: Plan,
  chosen: Happens,
  fails: (write: PlannedWrite) => boolean,
): CarriedOut => {
  const wanted = plan.creates.filter(({ node, choice }) => chosen(node, choice))
  const created = new Set<string>()
  let failed = false
  let from = 0
  for (const size of plan.createsRefused === undefined ? plan.slowStart : []) {
    for (const { node } of wanted.slice(from, from + size)) {
      if (fails({ action: 'create', name: node })) failed = true
      else created.add(node)
    }
    from += size
    if (failed) break
  }
  const kept = new Set(
    plan.pods
      .filter((pod) => isDeleted(pod, chosen) && fails({ action: 'delete', name: pod.name }))
      .map(({ name }) => name),
  )
  return {
    happens: (action, name, choice) =>
      action === 'create' ? created.has(name) : chosen(name, choice) && !kept.has(name),
    failed: failed || kept.size > 0,
    statusFails: fails({ action: 'status', name: plan.daemonSet.name }),
  }
}

/** The candidates of a choice that happen: those picked come first. */
const taken = ({ count, from }: Choice, picks: readonly string[]): ReadonlySet<string> => {
  const candidates = new Set(from)
  const inOrder = new Set([...picks.filter((name) => candidates.has(name)), ...from])
  return new Set([...inOrder].slice(0, count))
}

/** Whether a step of the plan happens: certain ones do, of a choice those that were picked. */
export type Happens = (name: string, choice: string | undefined) => boolean

/** What the plan does to the pods that exist. */
export const changedPods = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  plan: Plan,
  happens: Happens,
  deleted: 'gone' | 'terminating',
): { readonly put: readonly Pod[]; readonly drop: readonly string[] } => {
  const put: Pod[] = []
  const drop: string[] = []
  for (const planned of plan.pods) {
    const key = keyIn(plan, planned.name)
    const pod = snapshot.pods?.get(key)
    if (pod === undefined) continue
    const changed = relabelled(withOwner(pod, planned, daemonSet), plan)
    if (!isDeleted(planned, happens)) {
      if (changed !== pod) put.push(changed)
    } else if (deleted === 'gone' || !lingers(pod)) drop.push(key)
    else put.push({ ...changed, metadata: { ...changed.metadata, deletionTimestamp: plan.now } })
  }
  return { put, drop }
}

/** The key of an object in the plan's namespace. */
export const keyIn = (plan: Plan, name: string): string =>
  namespacedName({ namespace: plan.daemonSet.namespace, name })

const isDeleted = ({ name, disposition }: PodPlan, happens: Happens): boolean =>
  (disposition.code === 'delete' && happens(name, undefined)) ||
  (disposition.code === 'choice' && happens(name, disposition.choice))

/** A pod that runs is terminated by its kubelet first; the API server removes any other at once. */
const lingers = (pod: Pod): boolean => isBound(pod) && !hasEnded(pod.status?.phase)

const withOwner = (pod: Pod, { claim }: PodPlan, daemonSet: DaemonSet): Pod => {
  if (claim === 'owned') return pod
  const ownerReferences = appliedOwners(pod.metadata?.ownerReferences, claim, daemonSet)
  return { ...pod, metadata: { ...pod.metadata, ownerReferences } }
}

const relabelled = (pod: Pod, { revision }: Plan): Pod =>
  revision.code === 'Current' && revision.relabelled.includes(nameOf(pod))
    ? withLabel(pod, LABEL_REVISION_HASH, revision.hash)
    : pod

/** The pods that the plan creates, each under a name that is free. */
export const createdPods = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  plan: Plan,
  happens: Happens,
  hash: RevisionHash,
): readonly Pod[] => {
  if (plan.createsRefused !== undefined) return []
  const made = new Set<string>()
  const isTaken = (key: string): boolean => snapshot.pods?.has(key) === true || made.has(key)
  return plan.creates
    .filter(({ node, choice }) => happens(node, choice))
    .map(({ node }) => {
      const base = `${plan.daemonSet.name}-${node}`
      let name = base
      for (let i = 2; isTaken(keyIn(plan, name)); i++) name = `${base}-${i}`
      made.add(keyIn(plan, name))
      return createdPod(daemonSet, hash, node, name, plan.now)
    })
}

/** The hash that pods made by the plan carry; of a new revision the given one, or a placeholder. */
export const hashAfter = ({ revision }: Plan, given: string | undefined): RevisionHash => {
  switch (revision.code) {
    case 'Current':
      return { code: 'known', hash: revision.hash }
    case 'New':
      return { code: 'known', hash: given ?? `revision-${revision.number}` }
    default:
      return { code: 'unknown' }
  }
}

/** What the plan does to the revisions. */
export const changedRevisions = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  plan: Plan,
  happens: Happens,
  hash: RevisionHash,
  semantics?: Semantics,
): { readonly put: readonly ControllerRevision[]; readonly drop: readonly string[] } => {
  const { revision } = plan
  if (revision.code === 'NotReached') {
    const { adopted = [], released = [], labelled = [] } = revision
    const claims = { adopted, released, labelled, deleted: [] }
    return { put: claimedOf(snapshot, daemonSet, plan, claims), drop: [] }
  }
  if (revision.code === 'Unknown') return { put: [], drop: [] }
  const chosen = plan.choices
    .filter((choice) => choice.action === 'deleteRevision')
    .flatMap((choice) => choice.from.filter((name) => happens(name, choice.id)))
  const isKept = (name: string): boolean =>
    !happens(name, undefined) && !isDuplicate(snapshot, plan, revision, name)
  const drop = [...revision.deleted.filter((name) => !isKept(name)), ...chosen].map((name) =>
    keyIn(plan, name),
  )
  const put = claimedOf(snapshot, daemonSet, plan, revision, drop)
  if (revision.code === 'Current' || hash.code !== 'known') return { put, drop }
  const made = createdRevision(daemonSet, hash.hash, int64FromJson(revision.number), semantics)
  return { put: [...put, made], drop }
}

/** Whether a revision goes because the current one records the same, and not in the clean-up at the end. */
const isDuplicate = (snapshot: Cluster, plan: Plan, revision: Step, name: string): boolean => {
  const dataOf = (of: string) => snapshot.revisions?.get(keyIn(plan, of))?.data
  return revision.code === 'Current' && equalJson(dataOf(name), dataOf(revision.name))
}

type Step = CurrentRevision | NewRevision

/** What of a step changes revisions that are there; a pass that ends while it reads them has no more than claims. */
type Changes = RevisionChanges & Partial<Pick<CurrentRevision, 'renumbered'>>

/** The revisions of a snapshot that a step changes and does not drop. */
const claimedOf = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  plan: Plan,
  changes: Changes,
  drop: readonly string[] = [],
): readonly ControllerRevision[] =>
  changedNames(changes).flatMap((name) => {
    const known = snapshot.revisions?.get(keyIn(plan, name))
    return known === undefined || drop.includes(keyIn(plan, name))
      ? []
      : [changedRevision(known, name, changes, daemonSet)]
  })

const renumbered = (changes: Changes): CurrentRevision['renumbered'] => changes.renumbered ?? {}

const changedNames = (revision: Changes): readonly string[] => [
  ...new Set([
    ...revision.adopted,
    ...revision.released,
    ...revision.labelled,
    ...Object.keys(renumbered(revision)),
  ]),
]

const changedRevision = (
  known: ControllerRevision,
  name: string,
  revision: Changes,
  daemonSet: DaemonSet,
): ControllerRevision => {
  const number = own(renumbered(revision), name)
  const claim = claimOf(revision, name)
  const owners = known.metadata?.ownerReferences
  const labels = { ...known.metadata?.labels, [LABEL_REVISION_HASH]: name }
  return {
    ...known,
    metadata: {
      ...known.metadata,
      ...(claim !== undefined && { ownerReferences: appliedOwners(owners, claim, daemonSet) }),
      ...(revision.labelled.includes(name) && { labels }),
    },
    ...(number !== undefined && { revision: int64FromJson(number) }),
  }
}

const claimOf = (
  { adopted, released }: RevisionChanges,
  name: string,
): 'adopted' | 'released' | undefined => {
  if (adopted.includes(name)) return 'adopted'
  return released.includes(name) ? 'released' : undefined
}

/**
 * The owners of an object after a DaemonSet has claimed it. Owners are told apart by UID: adopting makes an
 * entry that is there already the controlling one, where it stands; releasing takes it out.
 *
 * - **Upstream** kubernetes `pkg/controller/controller_ref_manager.go` ownerRefControllerPatch,
 *   GenerateDeleteOwnerRefStrategicMergeBytes
 */
export const appliedOwners = (
  owners: Maybe<readonly OwnerReference[]>,
  claim: 'adopted' | 'released',
  daemonSet: DaemonSet,
): readonly OwnerReference[] => {
  const before = owners ?? []
  const ours = ownerReference(daemonSet)
  const isOurs = ({ uid }: OwnerReference): boolean => (uid ?? '') === ours.uid
  if (claim === 'released') return before.filter((owner) => !isOurs(owner))
  return before.some(isOurs)
    ? before.map((owner) => (isOurs(owner) ? { ...owner, ...ours } : owner))
    : [...before, ours]
}

/** The object with the status that the plan writes. */
export const withStatus = <D extends DaemonSet>(daemonSet: D, { status }: Plan): D => {
  if (status.written !== true) return daemonSet
  const { observedGeneration, ...numbers } = status.computed
  return {
    ...daemonSet,
    status: {
      ...daemonSet.status,
      ...numbers,
      ...(observedGeneration !== undefined && {
        observedGeneration: int64FromJson(observedGeneration),
      }),
    },
  }
}
