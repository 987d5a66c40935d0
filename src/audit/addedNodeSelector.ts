import { own } from '../data/own.js'
import { type Namespace, namespaceSelector } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { isControlledBy, nameOf } from '../kube/objectFacts.js'
import { claimablePods } from '../cluster/plan.js'
import type { Survey, Surveyed } from '../cluster/survey.js'
import { POD_SPEC } from '../kube/podTemplate.js'
import type { Finding } from '../reason/finding.js'
import type { AuditRule } from './rule.js'

/**
 * Its pods have a node selector that its template does not have: admission added it, and the controller does
 * not know. On a node that lacks the labels it creates pods for ever.
 *
 * @since 0.1.0
 */
export interface AddedNodeSelector extends Finding {
  readonly code: 'AddedNodeSelector'
  /** Who says so: its pods; or, where it has none, its namespace, and then a plug-in that not every cluster has. */
  readonly by: 'Pods' | 'Namespace'
  readonly labels: StringMap
  /** Nodes that the controller wants a pod on and that the added labels refuse; absent where nodes were not given. */
  readonly refused?: readonly string[]
}

/**
 * DaemonSets whose pods got node selectors from admission; or will get them, as far as their namespace says
 * so and there are no pods of theirs to tell whether it happens.
 */
export const addedNodeSelector: AuditRule<AddedNodeSelector> = {
  code: 'AddedNodeSelector',
  severities: ['error', 'warning'],
  needs: ['daemonSets', ['pods', 'namespaces']],
  doc: {
    means:
      'Admission put a node selector on its pods that its template does not have (`labels`), and the controller places pods without knowing. An error when it wants pods on nodes without the labels (`refused`): they are created and refused for ever. Otherwise a warning; also where there are no pods yet and the namespace has the annotation `scheduler.alpha.kubernetes.io/node-selector`, which the plug-in PodNodeSelector obeys (`by`).',
    fix: 'Put the labels into the template.',
  },
  check: (survey) => survey.daemonSets.flatMap((surveyed) => addedTo(surveyed, survey)),
}

const addedTo = (surveyed: Surveyed, { cluster }: Survey): readonly AddedNodeSelector[] => {
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
  return [
    {
      code: 'AddedNodeSelector',
      severity: by === 'Pods' && refused.length > 0 ? 'error' : 'warning',
      subject,
      path: [...POD_SPEC, 'nodeSelector'],
      by,
      labels,
      ...(cluster.nodes !== undefined && { refused }),
    },
  ]
}

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
