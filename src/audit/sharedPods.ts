import * as E from 'fp-ts/Either'
import type { Maybe } from '../data/maybe.js'
import type { OwnerReference, StringMap } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { compileLabelSelector } from '../selector/labelSelector.js'
import { controllerOf } from '../kube/objectFacts.js'
import type { SharedPods } from './finding.js'
import type { Survey, Surveyed } from '../impact/survey.js'

/**
 * DaemonSets whose selector matches what another controller of the namespace makes: the template of another
 * DaemonSet, or pods that another controller owns.
 */
export const sharedPods = ({ cluster, daemonSets }: Survey): readonly SharedPods[] =>
  daemonSets.flatMap((surveyed) => {
    const matches = selectorOf(surveyed)
    const namespace = surveyed.subject.namespace ?? ''
    const others = new Map<
      string,
      { readonly other: SharedPods['other']; readonly pods: string[] }
    >()
    const entryOf = (kind: string, name: string) => {
      const key = JSON.stringify([kind, name])
      const entry = others.get(key) ?? { other: { kind, namespace, name }, pods: [] }
      others.set(key, entry)
      return entry
    }
    for (const { daemonSet, subject } of daemonSets) {
      if (daemonSet === surveyed.daemonSet || (subject.namespace ?? '') !== namespace) continue
      if (matches(daemonSet.spec?.template?.metadata?.labels)) entryOf('DaemonSet', subject.name)
    }
    for (const pod of cluster.pods?.values() ?? []) {
      const owner = foreignOwner(pod, surveyed)
      if (owner === undefined || !matches(pod.metadata?.labels)) continue
      entryOf(owner.kind ?? '', owner.name ?? '').pods.push(pod.metadata?.name ?? '')
    }
    return [...others.values()].map(({ other, pods }) => ({
      code: 'SharedPods',
      severity: 'warning',
      subject: surveyed.subject,
      path: ['spec', 'selector'],
      other,
      pods,
    }))
  })

const selectorOf = ({ daemonSet }: Surveyed): ((labels: Maybe<StringMap>) => boolean) => {
  const selector = compileLabelSelector(daemonSet.spec?.selector)
  return E.isRight(selector) && !selector.right.empty ? selector.right.matches : () => false
}

/** Who controls a pod of the same namespace, if it is somebody else. */
const foreignOwner = (
  { metadata }: Pod,
  { subject, daemonSet }: Surveyed,
): OwnerReference | undefined => {
  if ((metadata?.namespace ?? '') !== (subject.namespace ?? '')) return undefined
  const owner = controllerOf(metadata)
  return owner !== undefined && (owner.uid ?? '') !== (daemonSet.metadata?.uid ?? '')
    ? owner
    : undefined
}
