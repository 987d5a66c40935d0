import { int64FromJson } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import { own } from '../data/own.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { OfKind } from '../kube/kind.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { nameOf, namespacedName, withLabel } from '../kube/objectFacts.js'
import type { OwnerReference } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { hasEnded, isBound } from '../kube/podFacts.js'
import type { Semantics, SemanticsOptions } from '../kube/semantics.js'
import { LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import type { RevisionHash } from '../revision/isPodUpdated.js'
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
}

/** A cluster in which a plan has been carried out, and the DaemonSet with its new status. @since 0.1.0 */
export interface Applied<D extends DaemonSet = DaemonSet> {
  readonly cluster: Cluster
  readonly daemonSet: D
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
  const happens: Happens = (name, choice) =>
    choice === undefined || picked.get(choice)?.has(name) === true

  const hash = hashAfter(plan, options.newRevisionHash)
  const pods = changedPods(snapshot, daemonSet, plan, happens, options.deleted ?? 'gone')
  const created = createdPods(snapshot, daemonSet, plan, happens, hash)
  const revisions = changedRevisions(snapshot, daemonSet, plan, happens, hash, options.semantics)
  const updated = withStatus(daemonSet, plan)
  return {
    daemonSet: updated,
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
  disposition.code === 'delete' ||
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
  const names = new Set(snapshot.pods?.keys())
  return plan.creates
    .filter(({ node, choice }) => happens(node, choice))
    .map(({ node }) => {
      const base = `${plan.daemonSet.name}-${node}`
      let name = base
      for (let i = 2; names.has(keyIn(plan, name)); i++) name = `${base}-${i}`
      names.add(keyIn(plan, name))
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
  if (revision.code !== 'Current' && revision.code !== 'New') return { put: [], drop: [] }
  const chosen = plan.choices
    .filter((choice) => choice.action === 'deleteRevision')
    .flatMap((choice) => choice.from.filter((name) => happens(name, choice.id)))
  const drop = [...revision.deleted, ...chosen].map((name) => keyIn(plan, name))
  const put = changedNames(revision).flatMap((name) => {
    const known = snapshot.revisions?.get(keyIn(plan, name))
    return known === undefined || drop.includes(keyIn(plan, name))
      ? []
      : [changedRevision(known, name, revision, daemonSet)]
  })
  if (revision.code === 'Current' || hash.code !== 'known') return { put, drop }
  const made = createdRevision(daemonSet, hash.hash, int64FromJson(revision.number), semantics)
  return { put: [...put, made], drop }
}

type Step = CurrentRevision | NewRevision

const renumbered = (revision: Step): CurrentRevision['renumbered'] =>
  revision.code === 'Current' ? revision.renumbered : {}

const changedNames = (revision: Step): readonly string[] => [
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
  revision: Step,
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
