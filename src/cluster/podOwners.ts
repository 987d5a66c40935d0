import * as E from 'fp-ts/Either'
import { sameJson } from '../data/sameJson.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OwnerReference } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { compileLabelSelector } from '../selector/labelSelector.js'
import { controllerOf, isTerminating, namespacedName } from '../kube/objectFacts.js'
import type { Cluster } from './cluster.js'

/** The DaemonSets of a snapshot. */
export const daemonSetsOf = ({ daemonSets }: Cluster): readonly DaemonSet[] => [
  ...(daemonSets?.values() ?? []),
]

/** The key of the DaemonSet that a controller reference names. */
export const ownerKey = ({ metadata }: Pod, controller: OwnerReference): string =>
  namespacedName({ namespace: metadata?.namespace, name: controller.name })

/** The DaemonSet that a controller reference names, if it is there under the same UID. */
const resolve = (
  pod: Pod,
  controller: OwnerReference | undefined,
  cluster: Cluster,
): readonly DaemonSet[] => {
  if (controller?.kind !== 'DaemonSet') return []
  const daemonSet = cluster.daemonSets?.get(ownerKey(pod, controller))
  const same = (daemonSet?.metadata?.uid ?? '') === (controller.uid ?? '')
  return daemonSet !== undefined && same ? [daemonSet] : []
}

/** The DaemonSet that controls a pod. */
export const owner = (pod: Pod, cluster: Cluster): readonly DaemonSet[] =>
  resolve(pod, controllerOf(pod.metadata), cluster)

/** The DaemonSet that controls a pod, or those that may adopt it. */
export const ownerOrAdopters = (pod: Pod, cluster: Cluster): readonly DaemonSet[] =>
  controllerOf(pod.metadata) === undefined ? adopters(pod, cluster) : owner(pod, cluster)

/** The DaemonSets of the namespace whose selector matches an orphan; one without labels matches none. */
const adopters = ({ metadata }: Pod, cluster: Cluster): readonly DaemonSet[] => {
  const labels = metadata?.labels
  if (Object.keys(labels ?? {}).length === 0) return []
  return daemonSetsOf(cluster).filter((daemonSet) => {
    if ((daemonSet.metadata?.namespace ?? '') !== (metadata?.namespace ?? '')) return false
    const selector = compileLabelSelector(daemonSet.spec?.selector)
    return E.isRight(selector) && !selector.right.empty && selector.right.matches(labels)
  })
}

/** The DaemonSets that a change of a pod concerns. */
export const daemonSetsOfUpdate = (
  before: Pod,
  pod: Pod,
  cluster: Cluster,
): readonly DaemonSet[] => {
  if (isTerminating(pod.metadata)) return owner(pod, cluster)
  const was = controllerOf(before.metadata)
  const is = controllerOf(pod.metadata)
  const changed = !sameJson(was, is)
  const former = changed ? resolve(before, was, cluster) : []
  if (is !== undefined) return [...former, ...owner(pod, cluster)]
  const relabelled = !sameJson(before.metadata?.labels ?? {}, pod.metadata?.labels ?? {})
  return changed || relabelled ? [...former, ...adopters(pod, cluster)] : former
}
