import { own } from '../data/own.js'
import type { Namespace } from '../kube/namespace.js'
import { namespaceSelector } from '../kube/namespaceSelector.js'
import type { Node } from '../kube/node.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { isControlledBy, nameOf } from '../kube/objectFacts.js'
import { claimablePods } from '../cluster/cluster.js'
import type { AddedNodeSelector } from './finding.js'
import { POD_SPEC, type Survey, type Surveyed } from '../impact/survey.js'

/**
 * DaemonSets whose pods got node selectors from admission; or will get them, as far as their namespace says
 * so and there are no pods of theirs to tell whether it happens.
 */
export const addedNodeSelectors = ({ cluster, daemonSets }: Survey): readonly AddedNodeSelector[] =>
  daemonSets.flatMap((surveyed): readonly AddedNodeSelector[] => {
    const { daemonSet, subject, runs } = surveyed
    const uid = daemonSet.metadata?.uid ?? ''
    const pods = (claimablePods(cluster, daemonSet) ?? []).filter(({ metadata }) =>
      isControlledBy(metadata, uid),
    )
    const by = pods.length > 0 ? 'Pods' : 'Namespace'
    const labels =
      by === 'Pods'
        ? addedLabels(surveyed, pods)
        : announcedLabels(surveyed, cluster.namespaces?.get(subject.namespace ?? ''))
    if (Object.keys(labels).length === 0) return []
    const refused = runs.filter((node) => lacks(node, labels)).map(nameOf)
    const at = [...POD_SPEC, 'nodeSelector']
    const severity = by === 'Pods' && refused.length > 0 ? 'error' : 'warning'
    return [{ code: 'AddedNodeSelector', severity, subject, path: at, by, labels, refused }]
  })

/** What the namespace asks for and the template does not. */
const announcedLabels = ({ daemonSet }: Surveyed, namespace: Namespace | undefined): StringMap => {
  const wanted = daemonSet.spec?.template?.spec?.nodeSelector
  return Object.fromEntries(
    Object.entries(namespaceSelector(namespace)).filter(
      ([key, value]) => own(wanted, key) !== value,
    ),
  )
}

/** What every pod asks for and no template of it does: pods of an older template do not count. */
const addedLabels = ({ daemonSet }: Surveyed, pods: readonly Pod[]): StringMap => {
  const wanted = daemonSet.spec?.template?.spec?.nodeSelector
  const [first, ...more] = pods
  return Object.fromEntries(
    Object.entries(first?.spec?.nodeSelector ?? {}).filter(
      ([key, value]) =>
        own(wanted, key) === undefined &&
        more.every(({ spec }) => own(spec?.nodeSelector, key) === value),
    ),
  )
}

const lacks = ({ metadata }: Node, labels: StringMap): boolean =>
  Object.entries(labels).some(([key, value]) => own(metadata?.labels, key) !== value)
