import * as E from 'fp-ts/Either'
import { asCreated } from '../api/asCreated.js'
import { asUpdated, keepingTemplate } from '../api/asUpdated.js'
import { defaultedTemplate } from '../api/defaultedTemplate.js'
import { defaultDaemonSet } from '../api/defaults.js'
import type { Maybe } from '../data/maybe.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import { inNamespace, nameOf, objectKey } from '../kube/objectFacts.js'
import type { ObjectMeta } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import type { InputIssue } from '../reason/inputIssue.js'
import type { Cluster } from './cluster.js'
import { updateCluster, type ClusterUpdate } from './updateCluster.js'

/**
 * An object that somebody means to send, of a kind that a cluster holds; its `kind` says which.
 *
 * @since 0.2.0
 */
export type Manifest =
  | (DaemonSet & { readonly kind: 'DaemonSet' })
  | (Node & { readonly kind: 'Node' })
  | (Pod & { readonly kind: 'Pod' })
  | (ControllerRevision & { readonly kind: 'ControllerRevision' })
  | (Namespace & { readonly kind: 'Namespace' })

/**
 * The cluster once the API server has accepted a manifest: the object of its name takes its place, or there is
 * one more.
 *
 * - **Rules**
 *   1. Without a namespace it is in `default`; nodes and namespaces are in none.
 *   2. What is there keeps its UID, its times of creation and deletion and its status, which other writers own.
 *   3. A DaemonSet gets the defaults of the API server, and its generations are counted on where its spec or
 *      template changes. A new one, a new pod and a new namespace begin as the API server has them begin.
 *
 * - **Errors** `Left` where there is no kind or name, or another kind. Nothing is validated. Never throws.
 * - **Differs** as `kubectl replace` does it; `kubectl apply` keeps what others have put into the object
 * - **Upstream** kubernetes `pkg/registry/apps/daemonset/strategy.go` daemonSetStrategy.PrepareForCreate,
 *   daemonSetStrategy.PrepareForUpdate; kubernetes `pkg/registry/core/pod/strategy.go`
 *   podStrategy.PrepareForCreate, podStrategy.PrepareForUpdate; kubernetes `pkg/registry/core/node/strategy.go`
 *   nodeStrategy.PrepareForCreate, nodeStrategy.PrepareForUpdate; kubernetes
 *   `pkg/registry/core/namespace/strategy.go` namespaceStrategy.PrepareForCreate,
 *   namespaceStrategy.PrepareForUpdate; kubernetes `pkg/registry/apps/controllerrevision/strategy.go`
 *   strategy.PrepareForCreate
 *
 * @example
 * import { cluster } from 'podfit'
 * import { applyManifest } from 'podfit/impact'
 *
 * const before = cluster({ nodes: [{ metadata: { name: 'n1' } }] })
 * const after = applyManifest(before, { kind: 'Node', metadata: { name: 'n2' } })
 * after._tag === 'Right' && after.right.nodes?.size // => 2
 *
 * @since 0.2.0
 */
export const applyManifest = (
  snapshot: Cluster,
  manifest: Manifest,
  options: SemanticsOptions = {},
): E.Either<readonly InputIssue[], Cluster> => {
  const { semantics = newestSemantics } = options
  const put = putOf(snapshot, manifest, semantics)
  if (put === undefined) return E.left([kindIssue(manifest)])
  return nameOf(manifest) === '' ? E.left([NAMELESS]) : E.right(updateCluster(snapshot, { put }))
}

const putOf = (
  snapshot: Cluster,
  manifest: Manifest,
  semantics: Semantics,
): ClusterUpdate['put'] => {
  switch (manifest.kind) {
    case 'DaemonSet':
      return { daemonSets: [storedDaemonSet(inNamespace(manifest), snapshot, semantics)] }
    case 'Node':
      return { nodes: [replaced(manifest, snapshot.nodes?.get(nameOf(manifest)))] }
    case 'Pod': {
      const pod = inNamespace(manifest)
      const live = snapshot.pods?.get(objectKey(pod))
      return { pods: [replaced(pod, live ?? { status: { phase: 'Pending' } })] }
    }
    case 'ControllerRevision': {
      const revision = inNamespace(manifest)
      const live = snapshot.revisions?.get(objectKey(revision))
      return { revisions: [{ ...revision, metadata: keptMeta(revision, live) }] }
    }
    case 'Namespace': {
      const live = snapshot.namespaces?.get(nameOf(manifest))
      return { namespaces: [replaced(manifest, live ?? { status: { phase: 'Active' } })] }
    }
    default:
      return undefined
  }
}

interface Stored {
  readonly metadata?: Maybe<ObjectMeta>
}

/** Rule 2, for what is there; where nothing is, with the given status if any. */
const replaced = <A extends Stored & { readonly status?: unknown }>(
  object: A,
  live: (Stored & { readonly status?: A['status'] }) | undefined,
): A =>
  live === undefined ? object : { ...object, metadata: keptMeta(object, live), status: live.status }

const keptMeta = ({ metadata }: Stored, live: Stored | undefined): ObjectMeta => {
  const kept = live?.metadata
  if (kept === null || kept === undefined) return { ...metadata }
  const { uid, creationTimestamp, deletionTimestamp } = kept
  return { ...metadata, uid, creationTimestamp, deletionTimestamp }
}

/** Rule 3. */
const storedDaemonSet = (
  manifest: DaemonSet,
  { daemonSets }: Cluster,
  semantics: Semantics,
): DaemonSet => {
  const live = daemonSets?.get(objectKey(manifest))
  const sent = filledIn(manifest, semantics)
  if (live === undefined) return asCreated(sent)
  const kept = keepingTemplate(sent, live, semantics)
  return asUpdated({ ...kept, metadata: keptMeta(manifest, live) }, live, { semantics })
}

const filledIn = (daemonSet: DaemonSet, semantics: Semantics): DaemonSet => {
  const template = defaultedTemplate(daemonSet.spec?.template ?? {}, { semantics })
  return defaultDaemonSet({ ...daemonSet, spec: { ...daemonSet.spec, template } })
}

const KINDS = 'DaemonSet, Node, Pod, ControllerRevision or Namespace'

const NAMELESS: InputIssue = {
  code: 'WrongType',
  path: ['metadata', 'name'],
  expected: 'a name',
  found: 'nothing',
}

const kindIssue = ({ kind }: { readonly kind?: unknown }): InputIssue => {
  const given = typeof kind === 'string' ? kind : ''
  return {
    code: given === '' ? 'MissingKind' : 'WrongKind',
    path: ['kind'],
    expected: KINDS,
    found: given === '' ? 'nothing' : given,
  }
}
