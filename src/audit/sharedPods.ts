import * as E from 'fp-ts/Either'
import { grouped } from '../data/grouped.js'
import type { Maybe } from '../data/maybe.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { ObjectMeta, OwnerReference, StringMap } from '../kube/objectMeta.js'
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
  check: ({ cluster, daemonSets }) => {
    const podsIn = byLabel(cluster.pods?.values() ?? [], ({ metadata }) => metadata)
    const templatesIn = byLabel(daemonSets, ({ daemonSet, subject }) => ({
      namespace: subject.namespace,
      labels: daemonSet.spec?.template?.metadata?.labels,
    }))
    return daemonSets.flatMap((surveyed) => sharedBy(surveyed, templatesIn, podsIn))
  },
}

type Selected<A> = (selecting: DaemonSet) => readonly A[]

/**
 * What a DaemonSet's selector may match in its namespace, looked up by one label that it asks for; one that asks for no
 * value of a label may match everything there.
 */
const byLabel = <A>(
  items: Iterable<A>,
  metaOf: (item: A) => Maybe<Pick<ObjectMeta, 'namespace' | 'labels'>>,
): Selected<A> => {
  const all = new Map<string, A[]>()
  const add = (key: string, item: A): void => {
    const there = all.get(key)
    if (there === undefined) all.set(key, [item])
    else there.push(item)
  }
  for (const item of items) {
    const { namespace, labels } = metaOf(item) ?? {}
    add(keyOf(namespace), item)
    for (const [label, value] of Object.entries(labels ?? {})) {
      add(keyOf(namespace, label, value), item)
    }
  }
  return ({ metadata, spec }) => {
    const [label = []] = Object.entries(spec?.selector?.matchLabels ?? {})
    return all.get(keyOf(metadata?.namespace, ...label)) ?? []
  }
}

const keyOf = (namespace: Maybe<string>, ...label: readonly string[]): string =>
  JSON.stringify([namespace ?? '', ...label])

const sharedBy = (
  surveyed: Surveyed,
  templatesIn: Selected<Surveyed>,
  podsIn: Selected<Pod>,
): readonly SharedPods[] => {
  const matches = selectorOf(surveyed)
  const namespace = surveyed.subject.namespace ?? ''
  const templates = templatesIn(surveyed.daemonSet).flatMap(({ daemonSet, subject }) =>
    daemonSet !== surveyed.daemonSet && matches(daemonSet.spec?.template?.metadata?.labels)
      ? [{ kind: 'DaemonSet', name: subject.name, pods: [] }]
      : [],
  )
  const owned = podsIn(surveyed.daemonSet).flatMap((pod) => {
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

/** Who controls a pod, if it is somebody else. */
const foreignOwner = ({ metadata }: Pod, { daemonSet }: Surveyed): OwnerReference | undefined => {
  const owner = controllerOf(metadata)
  return owner !== undefined && !isControlledBy(metadata, daemonSet.metadata?.uid ?? '')
    ? owner
    : undefined
}
