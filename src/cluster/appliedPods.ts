import type { DaemonSet } from '../kube/daemonSet.js'
import type { Pod } from '../kube/pod.js'
import { LABEL_REVISION_HASH } from '../kube/wellKnown.js'
import { hasEnded, isBound } from '../kube/podFacts.js'
import { namespacedName } from '../kube/objectFacts.js'
import type { RevisionHash } from '../revision/isPodUpdated.js'
import { createdPod } from '../sync/createdObjects.js'
import type { Plan, PodPlan } from '../sync/plan.js'
import { appliedOwners } from './appliedOwners.js'
import type { Cluster } from './cluster.js'

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
    if (isDeleted(planned, happens)) {
      if (deleted === 'gone' || !lingers(pod)) drop.push(key)
      else put.push({ ...pod, metadata: { ...pod.metadata, deletionTimestamp: plan.now } })
      continue
    }
    const changed = withHash(withOwner(pod, planned, daemonSet), plan)
    if (changed !== pod) put.push(changed)
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

const withHash = (pod: Pod, { revision }: Plan): Pod => {
  if (revision.code !== 'Current' || !revision.relabelled.includes(pod.metadata?.name ?? '')) {
    return pod
  }
  const labels = { ...pod.metadata?.labels, [LABEL_REVISION_HASH]: revision.hash }
  return { ...pod, metadata: { ...pod.metadata, labels } }
}

/** The pods that the plan creates, each under a name that is free. */
export const createdPods = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  plan: Plan,
  happens: Happens,
  hash: RevisionHash,
): readonly Pod[] => {
  if (plan.createsRefused !== undefined) return []
  const taken = new Set(snapshot.pods?.keys())
  return plan.creates
    .filter(({ node, choice }) => happens(node, choice))
    .map(({ node }) => {
      const base = `${plan.daemonSet.name}-${node}`
      let name = base
      for (let i = 2; taken.has(keyIn(plan, name)); i++) name = `${base}-${i}`
      taken.add(keyIn(plan, name))
      return createdPod(daemonSet, hash, node, name, plan.now)
    })
}
