import * as E from 'fp-ts/Either'
import type { Cluster } from '../cluster/cluster.js'
import type { FieldPath } from '../data/fieldPath.js'
import { own } from '../data/own.js'
import { namespaceSelector, type Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import { nameOf, objectKey } from '../kube/objectFacts.js'
import { newestSemantics } from '../kube/semantics.js'
import { ANNOTATION_NODE_SELECTOR } from '../kube/wellKnown.js'
import { compileDaemonSet } from '../placement/compile.js'
import { decide } from '../placement/decide.js'
import { counted, someOf } from '../report/text/table.js'
import { nodesOf, notKnown, type ClusterRuleOptions } from './clusterRules.js'
import { unreadableSelector } from './podNodeSelector.js'
import { denied, NOTHING, type AdmissionFinding, type AdmissionRule } from './rule.js'
import {
  ALLOWED_TOLERATIONS,
  annotatedTolerations,
  DEFAULT_TOLERATIONS,
  tolerationText,
} from './tolerationPolicies.js'
import { forbiddenTolerations } from './tolerationRules.js'

const annotation = (key: string): FieldPath => ['metadata', 'annotations', key]

/**
 * What a namespace says of node selectors and tolerations can be read, and its default tolerations are among those that it
 * allows. Otherwise the plug-ins that go by it refuse every pod there, once somebody creates one.
 *
 * @example
 * import { respond, usableNamespaceAnnotations } from 'podfit/admission'
 *
 * const annotations = { 'scheduler.alpha.kubernetes.io/node-selector': 'pool in (web)' }
 * const object = { metadata: { name: 'web', annotations } }
 * const request = { uid: 'u1', operation: 'CREATE', kind: { kind: 'Namespace' }, name: 'web', object }
 * const { response } = respond({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }, [usableNamespaceAnnotations()])
 * response.allowed // => false
 *
 * @since 0.2.0
 */
export const usableNamespaceAnnotations = (): AdmissionRule => ({
  name: 'annotations of namespaces are usable',
  review: ({ object, subResource }) => {
    const { namespace } = object ?? {}
    if (namespace === undefined || subResource !== '') return NOTHING
    const found = (code: string, key: string, message: string): readonly AdmissionFinding[] => [
      { code, path: annotation(key), message, details: [] },
    ]
    const unreadable = unreadableSelector(namespace)
    const [defaults, allowed] = [DEFAULT_TOLERATIONS, ALLOWED_TOLERATIONS].map((key) => ({
      key,
      list: annotatedTolerations(namespace, key),
    }))
    return denied([
      ...(unreadable === undefined
        ? []
        : found('UnreadableAnnotation', ANNOTATION_NODE_SELECTOR, unreadable)),
      ...[defaults, allowed].flatMap((each) =>
        each !== undefined && E.isLeft(each.list)
          ? found('UnreadableAnnotation', each.key, each.list.left)
          : [],
      ),
      ...forbiddenTolerations(listOf(defaults?.list), listOf(allowed?.list)).flatMap((toleration) =>
        found(
          'ForbiddenToleration',
          DEFAULT_TOLERATIONS,
          `the default toleration ${tolerationText(toleration)} is not allowed in namespace ${nameOf(namespace)}`,
        ),
      ),
    ])
  },
})

const listOf = (read: ReturnType<typeof annotatedTolerations> | undefined) =>
  read !== undefined && E.isRight(read) ? (read.right ?? []) : []

/**
 * The node selector of a namespace holds no pods of its DaemonSets back: where a cluster has the plug-in PodNodeSelector, pods
 * get the selector when they are created, their controller does not know of it, and they stay Pending on every node without
 * these labels.
 *
 * - **Rules**
 *   1. Compared is with how it is now: nodes that the selector excludes already count no more.
 *
 * - **Errors** A cluster whose nodes, or DaemonSets, are not known denies.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { namespaceKeepsNodes } from 'podfit/admission'
 *
 * namespaceKeepsNodes(cluster({ nodes: [], daemonSets: [] })).name // => 'node selectors of namespaces leave DaemonSets their nodes'
 *
 * @since 0.2.0
 */
export const namespaceKeepsNodes = (
  cluster: Cluster,
  { where, semantics = newestSemantics }: ClusterRuleOptions = {},
): AdmissionRule => ({
  name: 'node selectors of namespaces leave DaemonSets their nodes',
  review: ({ object, oldObject, subResource }) => {
    const { namespace } = object ?? {}
    if (namespace === undefined || subResource !== '') return NOTHING
    if (cluster.nodes === undefined) return denied(notKnown('nodes'))
    if (cluster.daemonSets === undefined) return denied(notKnown('DaemonSets'))
    const excluded = nodesOf(cluster, where).filter(
      (node) => excludes(namespace, node) && !excludes(oldObject?.namespace, node),
    )
    const daemonSets = [...cluster.daemonSets.values()].filter(
      ({ metadata }) => metadata?.namespace === nameOf(namespace),
    )
    return denied(
      daemonSets.flatMap((daemonSet): readonly AdmissionFinding[] => {
        const policy = compileDaemonSet(daemonSet, semantics)
        const held = excluded.filter((node) => decide(policy, node) === 'run')
        if (held.length === 0) return []
        const message = `pods of DaemonSet ${objectKey(daemonSet)} would stay Pending on ${counted(held.length, 'node')}: ${someOf(held.map(nameOf))}`
        const path = annotation(ANNOTATION_NODE_SELECTOR)
        return [{ code: 'HoldsPods', path, message, details: [] }]
      }),
    )
  },
})

/** Whether the selector of a namespace keeps pods off a node. */
const excludes = (namespace: Namespace | undefined, { metadata }: Node): boolean =>
  Object.entries(namespaceSelector(namespace)).some(
    ([key, value]) => own(metadata?.labels, key) !== value,
  )
