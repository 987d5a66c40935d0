import type { Maybe } from '../data/maybe.js'
import { member } from '../data/own.js'
import type { Node } from './node.js'
import type { ObjectMeta, OwnerReference } from './objectMeta.js'
import type { Taint } from './taint.js'

interface WithMeta {
  readonly metadata?: Maybe<ObjectMeta>
}

/** The name of an object; of what is in no namespace, a node or a namespace, it is the key. */
export const nameOf = ({ metadata }: WithMeta): string => metadata?.name ?? ''

/** How kubectl and the logs write an object's name: after its namespace, if it has one. */
export const namespacedName = ({
  namespace,
  name,
}: Pick<ObjectMeta, 'namespace' | 'name'>): string =>
  namespace === undefined || namespace === null || namespace === ''
    ? (name ?? '')
    : `${namespace}/${name ?? ''}`

/** The key under which an object is stored. */
export const objectKey = ({ metadata }: WithMeta): string => namespacedName(metadata ?? {})

/** Whether an object, of any shape, comes from an API server, which gives every one a UID. */
export const isFromServer = (object: unknown): boolean => {
  const uid = member(member(object, 'metadata'), 'uid')
  return typeof uid === 'string' && uid !== ''
}

/** The namespace of what names none and is sent without one. */
export const DEFAULT_NAMESPACE = 'default'

/** An object as it is put into a namespace: the one that it names, otherwise this one. */
export const inNamespace = <O extends WithMeta>(
  object: O,
  namespace: string = DEFAULT_NAMESPACE,
): O & WithMeta & { readonly metadata: ObjectMeta } => {
  const own = object.metadata?.namespace ?? ''
  return { ...object, metadata: { ...object.metadata, namespace: own === '' ? namespace : own } }
}

/** An object under another name. */
export const withName = <O extends WithMeta>(object: O, name: string): O => ({
  ...object,
  metadata: { ...object.metadata, name },
})

/** An object on which a label has this value. */
export const withLabel = <O extends WithMeta>(object: O, key: string, value: string): O => ({
  ...object,
  metadata: { ...object.metadata, labels: { ...object.metadata?.labels, [key]: value } },
})

/** A node with these taints in place of its own. */
export const withTaints = (node: Node, taints: readonly Taint[]): Node => ({
  ...node,
  spec: { ...node.spec, taints },
})

/** The key of what an owner reference of an object names, which is in its namespace. */
export const ownerKey = ({ metadata }: WithMeta, { name }: OwnerReference): string =>
  namespacedName({ namespace: metadata?.namespace, name })

/** Whether an object is being deleted: it is there until its finalizers and its grace are done. */
export const isTerminating = (metadata: Maybe<ObjectMeta>): boolean =>
  metadata?.deletionTimestamp !== null && metadata?.deletionTimestamp !== undefined

/** The owner reference that says who controls an object: the first one marked `controller`. */
export const controllerOf = (metadata: Maybe<ObjectMeta>): OwnerReference | undefined =>
  metadata?.ownerReferences?.find((owner) => owner.controller === true)

/** Whether a controller is a DaemonSet of Kubernetes' own; OpenKruise has a kind of that name, too. */
export const isDaemonSetReference = ({ apiVersion, kind }: OwnerReference): boolean =>
  kind === 'DaemonSet' && apiVersion === 'apps/v1'

/** Whether an object's controller has this UID; an absent UID is an empty one. */
export const isControlledBy = (metadata: Maybe<ObjectMeta>, uid: string): boolean => {
  const controller = controllerOf(metadata)
  return controller !== undefined && (controller.uid ?? '') === uid
}

/**
 * Whether one version of an object is older than another. Versions are whole numbers of any size; nothing is said of
 * any other text.
 *
 * - **Upstream** apimachinery `pkg/util/resourceversion/resourceversion.go` CompareResourceVersion
 */
export const isOlderVersion = (a: Maybe<string>, b: Maybe<string>): boolean => {
  if (!isVersion(a) || !isVersion(b)) return false
  return a.length === b.length ? a < b : a.length < b.length
}

const VERSION = /^[1-9][0-9]*$/

const isVersion = (version: unknown): version is string =>
  typeof version === 'string' && VERSION.test(version)
