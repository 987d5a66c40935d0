import { compareText } from '../data/compareText.js'
import { equalJson } from '../data/equalJson.js'
import { own } from '../data/own.js'
import { setMember } from '../data/patch.js'
import { namespaceSelector, readSelectorText, type Namespace } from '../kube/namespace.js'
import { nameOf } from '../kube/objectFacts.js'
import type { StringMap } from '../kube/objectMeta.js'
import { ANNOTATION_NODE_SELECTOR } from '../kube/wellKnown.js'
import { denied, NOTHING, type AdmissionFinding, type AdmissionRule } from './rule.js'

/** What PodNodeSelector is configured with, and the namespaces with their annotations. @since 0.2.0 */
export interface NodeSelectorRestriction {
  readonly namespaces: readonly Namespace[]
  /** `clusterDefaultNodeSelector`: for namespaces without the annotation, as text `key=value,key=value`. */
  readonly defaultSelector?: string | undefined
  /** By namespace: the labels that pods there may select by, as text. Without an entry, all. */
  readonly allowed?: Readonly<Record<string, string>> | undefined
}

/**
 * What the admission plug-in PodNodeSelector does, for clusters that do not let you switch it on: a pod that is created gets
 * the node selector of its namespace, and is denied where its own says something else.
 *
 * - **Rules**
 *   1. Pods only, on creation. The annotation `scheduler.alpha.kubernetes.io/node-selector` of the namespace counts, or else the
 *      cluster's default.
 *   2. The same key with another value is a conflict.
 *   3. With `allowed` for the namespace, every label of the selector that comes of it must be among those.
 *   4. A namespace that is not known, or an annotation that cannot be read, denies.
 *
 * - **Upstream** kubernetes `plugin/pkg/admission/podnodeselector/admission.go` Plugin.Admit, Plugin.Validate
 *
 * @example
 * import { podNodeSelector } from 'podfit/admission'
 *
 * podNodeSelector({ namespaces: [] }).name // => 'PodNodeSelector'
 *
 * @since 0.2.0
 */
export const podNodeSelector = ({
  namespaces,
  defaultSelector = '',
  allowed = {},
}: NodeSelectorRestriction): AdmissionRule => ({
  name: 'PodNodeSelector',
  review: ({ object, kind, operation, subResource, namespace: name }) => {
    const { podSpec, value } = object ?? {}
    if (kind !== 'Pod' || operation !== 'CREATE' || subResource !== '' || podSpec === undefined)
      return NOTHING
    const path = [...podSpec.path, 'nodeSelector']
    const finding = (code: string, message: string): AdmissionFinding => ({
      code,
      path,
      message,
      details: [],
    })
    const namespace = namespaces.find((each) => nameOf(each) === name)
    if (namespace === undefined)
      return denied([finding('UnknownNamespace', `namespace ${name} is not known`)])
    const unreadable = unreadableSelector(namespace)
    if (unreadable !== undefined) return denied([finding('UnreadableAnnotation', unreadable)])
    const annotation = own(namespace.metadata?.annotations, ANNOTATION_NODE_SELECTOR)
    const wanted =
      annotation !== undefined ? namespaceSelector(namespace) : readSelectorText(defaultSelector)
    const has = podSpec.spec.nodeSelector ?? {}
    const conflicts = entriesOf(has).filter(([key, label]) => (own(wanted, key) ?? label) !== label)
    const merged = Object.fromEntries([...entriesOf(wanted), ...entriesOf(has)])
    const within = readSelectorText(own(allowed, name) ?? '')
    const foreign =
      Object.keys(within).length === 0
        ? []
        : entriesOf(merged).filter(([key, label]) => own(within, key) !== label)
    return {
      ...denied([
        ...conflicts.map(([key, label]) =>
          finding(
            'NodeSelectorConflict',
            `nodeSelector ${key}=${label} conflicts with ${key}=${own(wanted, key) ?? ''} of namespace ${name}`,
          ),
        ),
        ...foreign.map(([key, label]) =>
          finding(
            'ForbiddenNodeSelector',
            `nodeSelector ${key}=${label} is not allowed in namespace ${name}`,
          ),
        ),
      ]),
      ...(conflicts.length > 0 || equalJson(merged, has)
        ? {}
        : { patch: [setMember(value, path, merged)] }),
    }
  },
})

/** What is wrong with the node selector in the annotation of a namespace. */
export const unreadableSelector = (namespace: Namespace): string | undefined => {
  const annotation = own(namespace.metadata?.annotations, ANNOTATION_NODE_SELECTOR) ?? ''
  return annotation === '' || Object.keys(namespaceSelector(namespace)).length > 0
    ? undefined
    : `the annotation ${ANNOTATION_NODE_SELECTOR} of namespace ${nameOf(namespace)} is no list of labels`
}

const entriesOf = (labels: StringMap): readonly (readonly [string, string])[] =>
  Object.keys(labels)
    .map((key) => [key, own(labels, key) ?? ''] as const)
    .sort(([a], [b]) => compareText(a, b))
