import * as E from 'fp-ts/Either'
import { grouped } from '../data/grouped.js'
import type { Maybe } from '../data/maybe.js'
import type { OwnerReference, StringMap } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { compileLabelSelector } from '../selector/labelSelector.js'
import { controllerOf, isControlledBy, nameOf } from '../kube/objectFacts.js'
import type { Surveyed } from '../cluster/survey.js'
import type { Finding } from '../reason/finding.js'
import type { AuditRule } from './rule.js'

/** Its selector also matches what another controller makes. @since 0.1.0 */
export interface SharedPods extends Finding {
  readonly code: 'SharedPods'
  readonly other: { readonly kind: string; readonly namespace: string; readonly name: string }
  /** Pods of the other controller that its selector matches; none where the template alone says so. */
  readonly pods: readonly string[]
}

/**
 * DaemonSets whose selector matches what another controller of the namespace makes: the template of another
 * DaemonSet, or pods that another controller owns.
 */
export const sharedPods: AuditRule<SharedPods> = {
  code: 'SharedPods',
  severities: ['warning'],
  needs: ['daemonSets'],
  doc: {
    means:
      'Its selector also matches what another controller makes: the template of a DaemonSet, or pods where they were given (`other`, `pods`). Orphans of either may be adopted by the other, and commands that select by label hit both.',
    fix: 'Give each a label of its own, and select by that. A selector cannot be changed: create the DaemonSet anew.',
  },
  check: ({ cluster, daemonSets }) =>
    daemonSets.flatMap((surveyed) =>
      sharedBy(surveyed, daemonSets, [...(cluster.pods?.values() ?? [])]),
    ),
}

const sharedBy = (
  surveyed: Surveyed,
  daemonSets: readonly Surveyed[],
  pods: readonly Pod[],
): readonly SharedPods[] => {
  const matches = selectorOf(surveyed)
  const namespace = surveyed.subject.namespace ?? ''
  const templates = daemonSets.flatMap(({ daemonSet, subject }) =>
    daemonSet !== surveyed.daemonSet &&
    (subject.namespace ?? '') === namespace &&
    matches(daemonSet.spec?.template?.metadata?.labels)
      ? [{ kind: 'DaemonSet', name: subject.name, pods: [] }]
      : [],
  )
  const owned = pods.flatMap((pod) => {
    const owner = foreignOwner(pod, surveyed)
    return owner !== undefined && matches(pod.metadata?.labels)
      ? [{ kind: owner.kind ?? '', name: owner.name ?? '', pods: [nameOf(pod)] }]
      : []
  })
  const others = grouped([...templates, ...owned], ({ kind, name }) => JSON.stringify([kind, name]))
  return [...others.values()].map((same) => ({
    code: 'SharedPods',
    severity: 'warning',
    subject: surveyed.subject,
    path: ['spec', 'selector'],
    other: { kind: same[0].kind, namespace, name: same[0].name },
    pods: same.flatMap((each) => each.pods),
  }))
}

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
  return owner !== undefined && !isControlledBy(metadata, daemonSet.metadata?.uid ?? '')
    ? owner
    : undefined
}
