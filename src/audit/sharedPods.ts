import * as E from 'fp-ts/Either'
import type { Maybe } from '../data/maybe.js'
import type { OwnerReference, StringMap } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { compileLabelSelector } from '../selector/labelSelector.js'
import { controllerOf, nameOf } from '../kube/objectFacts.js'
import { grouped } from '../data/grouped.js'
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
    const templates = daemonSets.flatMap(({ daemonSet, subject }) =>
      daemonSet !== surveyed.daemonSet &&
      (subject.namespace ?? '') === namespace &&
      matches(daemonSet.spec?.template?.metadata?.labels)
        ? [{ kind: 'DaemonSet', name: subject.name, pods: [] }]
        : [],
    )
    const owned = [...(cluster.pods?.values() ?? [])].flatMap((pod) => {
      const owner = foreignOwner(pod, surveyed)
      return owner !== undefined && matches(pod.metadata?.labels)
        ? [{ kind: owner.kind ?? '', name: owner.name ?? '', pods: [nameOf(pod)] }]
        : []
    })
    const others = grouped([...templates, ...owned], ({ kind, name }) =>
      JSON.stringify([kind, name]),
    )
    return [...others.values()].map((same) => ({
      code: 'SharedPods',
      severity: 'warning',
      subject: surveyed.subject,
      path: ['spec', 'selector'],
      other: { kind: same[0].kind, namespace, name: same[0].name },
      pods: same.flatMap(({ pods }) => pods),
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
