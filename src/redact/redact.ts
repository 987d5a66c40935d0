import { objectKey } from '../kube/objectFacts.js'
import type { ClusterObjects } from '../cluster/cluster.js'
import { compareText } from '../data/compareText.js'
import type { Maybe } from '../data/maybe.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import type { ObjectMeta } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { recordedTemplate } from '../revision/sameTemplate.js'
import { collapseNodes } from './collapseNodes.js'
import type { TextKind } from './pseudonyms.js'
import type { Reducer } from './reduce.js'
import { collectPseudonyms, renamerOf, type Renamer } from './renamer.js'
import {
  daemonSetReducer,
  namespaceReducer,
  nodeReducer,
  podReducer,
  revisionReducer,
  templateReducer,
} from './schema.js'
import { templateNumbers, withNumber } from './templates.js'

/** What stays as it is, and whether nodes that are alike are shown once. @since 0.1.0 */
export interface RedactOptions {
  /** Label and taint keys and values that stay as they are. */
  readonly keep?: readonly string[] | undefined
  /** One node stands for all that are identical to it. */
  readonly collapse?: boolean | undefined
}

/**
 * A cluster's objects under other names.
 *
 * @since 0.1.0
 */
export interface Redaction {
  /** In the order of their new names. A kind that was not given is not there. */
  readonly objects: ClusterObjects
  /** What every text is called now, by kind of text: the key to the redaction, to be kept private. */
  readonly names: Readonly<Record<TextKind, Readonly<Record<string, string>>>>
}

/**
 * A snapshot that can be shown to strangers: reduced to what scheduling and the controller read, with
 * hosts, namespaces, workloads, labels, taints and images renamed.
 *
 * - **Rules**
 *   1. Only named fields are shown; everything else is left out. A pod template gets the annotation
 *      `podfit/template` instead, a number that is the same for equal templates.
 *   2. The same text gets the same pseudonym everywhere, different texts different ones.
 *   3. Stay as they are: keys and values that are Kubernetes' own or a vendor's, `true` and `false`, whole
 *      numbers (`Gt` and `Lt` compare them), and what `keep` lists.
 *   4. Names sort as they did, and what API validation refuses stays refused for the same reason.
 *   5. With `collapse`, a node identical to another in all that policies ask about, and in its daemon pods,
 *      is left out with its pods; the annotation `podfit/nodes` counts them.
 *
 * - **Laws** Every decision and every plan is the same, up to the names (unless nodes are collapsed); near
 *   misses may be lost. redact(redact(x)) ≡ redact(x)
 * - **Errors** Never throws.
 *
 * @example
 * import { redact } from 'podfit/redact'
 *
 * const labels = { 'kubernetes.io/os': 'linux', team: 'payments', cpus: '8' }
 * const { objects } = redact({ nodes: [{ metadata: { name: 'db1.acme.com', labels } }] })
 * objects.nodes?.[0]?.metadata // => { name: 'node-1', labels: { 'kubernetes.io/os': 'linux', bravo: 'alfa', alfa: '8' } }
 *
 * @since 0.1.0
 */
export const redact = <const K extends string>(
  objects: ClusterObjects & ClusterObjects<K>,
  { keep = [], collapse = false }: RedactOptions = {},
): Redaction => {
  const shown = collapse ? collapseNodes(objects) : objects
  const kept = new Set(keep)
  const pseudonyms = collectPseudonyms((renamer) => void redactedWith(shown, renamer), kept)
  return {
    objects: redactedWith(shown, renamerOf(pseudonyms, kept)),
    names: Object.fromEntries(
      [...pseudonyms].map(([kind, names]) => [kind, Object.fromEntries(names)]),
    ) as Redaction['names'],
  }
}

interface WithMeta {
  readonly metadata?: Maybe<ObjectMeta>
}

/** Every object with what is shown of it, in the order of the new names. */
const reduced = <A extends WithMeta>(
  objects: Maybe<readonly A[]>,
  reducer: Reducer,
  renamer: Renamer,
): readonly (readonly [A, A])[] | undefined =>
  objects
    ?.map((object) => [object, reducer(object, renamer) as A] as const)
    .sort(([, a], [, b]) => compareText(objectKey(a), objectKey(b)))

const redactedWith = (
  { nodes, namespaces, daemonSets, revisions, pods }: ClusterObjects,
  renamer: Renamer,
): ClusterObjects => {
  const { ofTemplate, ofRecord } = templateNumbers()
  return {
    nodes: reduced<Node>(nodes, nodeReducer, renamer)?.map(([, shown]) => ({
      apiVersion: 'v1',
      kind: 'Node',
      ...shown,
    })),
    namespaces: reduced<Namespace>(namespaces, namespaceReducer, renamer)?.map(([, shown]) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      ...shown,
    })),
    daemonSets: reduced<DaemonSet>(daemonSets, daemonSetReducer, renamer)?.map(
      ([{ spec }, shown]) => {
        const object = { apiVersion: 'apps/v1', kind: 'DaemonSet', ...shown }
        if (!shown.spec) return object
        const template = withNumber(shown.spec.template, ofTemplate(spec?.template))
        return { ...object, spec: { ...shown.spec, template } }
      },
    ),
    revisions: reduced<ControllerRevision>(revisions, revisionReducer, renamer)?.map(
      ([revision, shown]) => {
        const object = { apiVersion: 'apps/v1', kind: 'ControllerRevision', ...shown }
        const record = recordedTemplate(revision.data)
        if (record === undefined) return object
        const template = withNumber(templateReducer(record, renamer), ofRecord(record))
        return { ...object, data: { spec: { template: { ...template, $patch: 'replace' } } } }
      },
    ),
    pods: reduced<Pod>(pods, podReducer, renamer)?.map(([, shown]) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      ...shown,
    })),
  }
}
