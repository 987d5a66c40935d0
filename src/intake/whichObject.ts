import { hiddenInKey } from '../data/hidden.js'
import { member, own } from '../data/own.js'
import { similar } from '../data/similar.js'
import { isFromServer } from '../kube/objectFacts.js'

/**
 * What an object, or the list that it stands in, says it is.
 *
 * @since 0.2.0
 */
export interface TypeMeta {
  readonly apiVersion?: string
  readonly kind: string
}

/**
 * Why an object is not taken for what it calls itself.
 *
 * @since 0.2.0
 */
export type KindFault =
  /** It has a kind and no apiVersion, as the values of a chart may have. */
  | {
      readonly code: 'ApiVersionNotSet'
      /** What cannot be seen in a key that looks like `apiVersion`: `U+00A0`. */
      readonly hidden?: readonly string[]
    }
  /** No server has the kind in this version; `instead` is what is easily taken for it. */
  | { readonly code: 'NoMatch'; readonly instead?: TypeMeta }
  /** A kind of the same name in an API group of somebody else: a custom resource. */
  | { readonly code: 'OtherGroup' }
  /** What a server answers to a request that failed. */
  | { readonly code: 'FailedRequest'; readonly message: string }
  /** A Pod as it is written, not as a server shows it: it runs where somebody puts it. */
  | { readonly code: 'PodManifest' }

/**
 * An object that is not taken for what it calls itself, by all that it says of itself.
 *
 * @since 0.2.0
 */
export interface ForeignObject {
  readonly apiVersion?: string
  readonly kind: string
  readonly namespace?: string
  readonly name?: string
  /** A server has handed it out: it has a UID. */
  readonly stored: boolean
  readonly fault: KindFault
}

/** The kinds that are read, and the API version of each. */
const READ: Readonly<Record<string, string>> = {
  Node: 'v1',
  Pod: 'v1',
  Namespace: 'v1',
  DaemonSet: 'apps/v1',
  ControllerRevision: 'apps/v1',
  Event: 'v1',
}

const WORKLOADS = ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet', 'ControllerRevision']

const CORE =
  `Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume
  PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount
  RangeAllocation SerializedReference Status List`.split(/\s+/)

/** The versions of which every kind is known here. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  v1: CORE,
  'apps/v1': [...WORKLOADS, 'Scale'],
}

/** Versions in which there were workloads once. */
const OLD: ReadonlySet<string> = new Set(['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'])

/** How an object is told from what is none. */
export interface Telling {
  /** What the list implies that it stands in. */
  readonly implied?: TypeMeta | undefined
  /** Whether rules 1 and 5 hold: they are kubectl's, and a program may know better what it has. */
  readonly strict?: boolean | undefined
}

/** What an object is: its own words, and where it has none those of the list that it stands in. */
export const typeMetaOf = (
  value: unknown,
  { implied, strict }: Telling = {},
): Partial<TypeMeta> => {
  const kind = member(value, 'kind') ?? implied?.kind
  const given = member(value, 'apiVersion')
  const apiVersion =
    given ??
    implied?.apiVersion ??
    (typeof kind === 'string' && (implied !== undefined || strict !== true)
      ? own(READ, kind)
      : undefined)
  return {
    ...(typeof kind === 'string' && kind !== '' && { kind }),
    ...(typeof apiVersion === 'string' && apiVersion !== '' && { apiVersion }),
  }
}

/** Whether a list of a kind, in its version, lists what is read under that name; events are in two groups. */
export const isRead = ({ apiVersion, kind }: TypeMeta): boolean => {
  const version = own(READ, kind)
  if (version === undefined) return false
  return (apiVersion ?? version) === version || (kind === 'Event' && apiVersion === EVENTS)
}

const EVENTS = 'events.k8s.io/v1'

/**
 * Why an object is not taken for what it calls itself; undefined for one that is, and for kinds that have
 * nothing to do with what is read.
 *
 * - **Rules** as kubectl finds the resource of a kind, the first that applies
 *   1. Without `apiVersion` it is no object, unless it stands in a list that names its kind.
 *   2. A `Status` is the answer to a request that failed.
 *   3. Of `v1` and `apps/v1` the kinds are known; a kind that is not one of them does not exist. Workloads of
 *      `extensions/v1beta1`, `apps/v1beta1` and `apps/v1beta2` have not existed since 1.16. In another group
 *      of Kubernetes' own what is called like a kind that is read does not exist either.
 *   4. In a group of somebody else it is a custom resource.
 *   5. A Pod that no server has seen is a manifest, perhaps of a static pod.
 *
 * - **Upstream** apimachinery `pkg/api/meta/errors.go` NoKindMatchError; kubectl `pkg/validation/validation.go`
 *   schemaValidation.ValidateBytes
 */
export const kindFault = (value: unknown, telling: Telling = {}): KindFault | undefined => {
  const { apiVersion, kind } = typeMetaOf(value, telling)
  const { strict = false, implied } = telling
  if (kind === undefined) return undefined
  if (apiVersion === undefined) {
    if (!strict || implied !== undefined) return undefined
    const hidden = hiddenInKey(value, 'apiVersion')
    return { code: 'ApiVersionNotSet', ...(hidden.length > 0 && { hidden }) }
  }
  if (apiVersion === 'v1' && kind === 'Status') {
    const message = member(value, 'message')
    return { code: 'FailedRequest', message: typeof message === 'string' ? message : '' }
  }
  if (isRead({ apiVersion, kind })) {
    return strict && isPodManifest(value) ? { code: 'PodManifest' } : undefined
  }
  const group = groupOf(apiVersion)
  const instead = insteadOf(kind)
  if (!isKubernetesGroup(group)) {
    return own(READ, kind) === undefined ? undefined : { code: 'OtherGroup' }
  }
  const known = own(KINDS, apiVersion)
  const exists =
    known === undefined
      ? !(OLD.has(apiVersion) && WORKLOADS.includes(kind)) &&
        (instead === undefined || isElsewhere(group, kind))
      : known.includes(kind) || known.includes(kind.replace(/List$/, ''))
  if (exists) return undefined
  return { code: 'NoMatch', ...(instead !== undefined && { instead }) }
}

/** An object that is not taken for what it calls itself; undefined for any other. */
export const foreignObject = (value: unknown, telling: Telling = {}): ForeignObject | undefined => {
  const fault = kindFault(value, telling)
  if (fault === undefined) return undefined
  const { apiVersion, kind = '' } = typeMetaOf(value, telling)
  const metadata = member(value, 'metadata')
  const namespace = textAt(metadata, 'namespace')
  const name = textAt(metadata, 'name')
  return {
    ...(apiVersion !== undefined && { apiVersion }),
    kind,
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    stored: isFromServer(value),
    fault,
  }
}

/** A member that is a text, and not an empty one. */
export const textAt = (value: unknown, key: string): string | undefined => {
  const text = member(value, key)
  return typeof text === 'string' && text !== '' ? text : undefined
}

const groupOf = (apiVersion: string): string => {
  const [group = '', version] = apiVersion.split('/')
  return version === undefined ? '' : group
}

/** Groups of Kubernetes have no dot, or end in k8s.io. */
const isKubernetesGroup = (group: string): boolean =>
  !group.includes('.') || group.endsWith('.k8s.io')

/** The one kind of another group of Kubernetes that is called like one that is read. */
const isElsewhere = (group: string, kind: string): boolean =>
  group === 'events.k8s.io' && kind === 'Event'

/** The kind that is meant by a name that is one, or is easily taken for one. */
const insteadOf = (kind: string): TypeMeta | undefined => {
  const singular = kind.replace(/s$/i, '')
  const kinds = [...Object.keys(READ), ...WORKLOADS]
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
  const found =
    kinds.find((each) => same(each, kind) || same(each, singular)) ??
    kinds.find((each) => each.length > 3 && similar(each.toLowerCase(), kind.toLowerCase()))
  return found === undefined
    ? undefined
    : { apiVersion: own(READ, found) ?? 'apps/v1', kind: found }
}

/** A pod that no server has handed out: it says that it is one, and has neither a UID nor a status nor a node. */
const isPodManifest = (value: unknown): boolean =>
  member(value, 'kind') === 'Pod' &&
  member(value, 'status') === undefined &&
  !isFromServer(value) &&
  member(member(value, 'spec'), 'nodeName') === undefined
