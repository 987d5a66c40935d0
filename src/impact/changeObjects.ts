import * as E from 'fp-ts/Either'
import { specChange } from '../api/asUpdated.js'
import { applyManifest } from '../cluster/applyManifest.js'
import type { ClusterEvent } from '../cluster/causesSync.js'
import { cluster, type Cluster } from '../cluster/cluster.js'
import { updateCluster } from '../cluster/updateCluster.js'
import { grouped } from '../data/grouped.js'
import { sameJson } from '../data/sameJson.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { nameOf, objectKey } from '../kube/objectFacts.js'
import type { ObjectMeta, OwnerReference } from '../kube/objectMeta.js'
import type { Pod } from '../kube/pod.js'
import type { Semantics } from '../kube/semantics.js'
import type { Maybe } from '../data/maybe.js'
import type {
  ChangedObject,
  ChangeFault,
  ObjectChange,
  ObjectNames,
  UpdateIssue,
} from './clusterChange.js'

/** What a change of objects makes of a cluster, and what the API server tells watchers. */
export interface ChangedObjects {
  readonly cluster: Cluster
  readonly events: readonly ClusterEvent[]
  readonly objects: readonly ChangedObject[]
  readonly faults: readonly ChangeFault[]
}

/**
 * Carries out a change of DaemonSets or pods.
 *
 * - **Rules**
 *   1. A name without a namespace is that of the only object of that name. Whether there is one is not known where
 *      objects of its kind were not given.
 *   2. An updated DaemonSet is stored as the API server stores it in place of the old one.
 *   3. A DaemonSet that is deleted takes its pods and revisions with it; those that have other owners, and with
 *      `orphan` all of them, stay without it as their owner.
 *
 * - **Upstream** kubernetes `pkg/controller/garbagecollector/garbagecollector.go`
 *   GarbageCollector.attemptToDeleteItem, GarbageCollector.orphanDependents
 */
export const changeObjects = (
  snapshot: Cluster,
  change: ObjectChange,
  semantics: Semantics,
): ChangedObjects => {
  switch (change.code) {
    case 'UpdateDaemonSet':
      return updateDaemonSets(
        snapshot,
        named('DaemonSet', snapshot.daemonSets, change.objects),
        change,
        semantics,
      )
    case 'DeleteDaemonSet': {
      const given = named('DaemonSet', snapshot.daemonSets, change.objects)
      return deleteDaemonSets(snapshot, given, change.cascade === 'orphan')
    }
    case 'DeletePod':
      return deletePods(snapshot, named('Pod', snapshot.pods, change.objects))
  }
}

interface Named<O> {
  readonly found: readonly O[]
  readonly faults: readonly ChangeFault[]
}

/** Rule 1. */
const named = <O extends WithMeta>(
  kind: ChangedObject['kind'],
  all: ReadonlyMap<string, O> | undefined,
  { namespace, names }: ObjectNames,
): Named<O> => {
  if (all === undefined) {
    const unknown = [...new Set(names)].map((name): ChangeFault => ({
      code: 'ObjectUnknown',
      kind,
      name,
      ...(namespace !== undefined && { namespace }),
    }))
    return { found: [], faults: unknown }
  }
  const byName = grouped(all.values(), nameOf)
  const found: O[] = []
  const faults: ChangeFault[] = []
  for (const name of new Set(names)) {
    const matching = (byName.get(name) ?? []).filter(
      (each) => namespace === undefined || (each.metadata?.namespace ?? '') === namespace,
    )
    const [only, ...more] = matching
    if (only === undefined) {
      const where = namespace !== undefined && { namespace }
      faults.push({ code: 'ObjectNotFound', kind, name, ...where })
    } else if (more.length > 0) {
      faults.push({ code: 'AmbiguousName', kind, name, objects: matching.map(objectKey) })
    } else found.push(only)
  }
  return { found, faults }
}

interface WithMeta {
  readonly metadata?: Maybe<ObjectMeta>
}

const deletePods = (snapshot: Cluster, { found, faults }: Named<Pod>): ChangedObjects => ({
  cluster:
    found.length === 0
      ? snapshot
      : updateCluster(snapshot, { drop: { pods: found.map(objectKey) } }),
  events: found.map((pod) => ({ code: 'PodDeleted', pod })),
  objects: found.map((pod) => changed(pod, 'Pod', 'Deleted')),
  faults,
})

type Update = Extract<ObjectChange, { readonly code: 'UpdateDaemonSet' }>

const updateDaemonSets = (
  snapshot: Cluster,
  { found, faults }: Named<DaemonSet>,
  change: Update,
  semantics: Semantics,
): ChangedObjects => {
  const done = found.map((before) => updateDaemonSet(before, change, semantics))
  const daemonSets = done.flatMap(({ after }) => after ?? [])
  return {
    cluster: daemonSets.length === 0 ? snapshot : updateCluster(snapshot, { put: { daemonSets } }),
    events: done.flatMap(({ before, after }) =>
      after === undefined ? [] : [{ code: 'DaemonSetUpdated', before, daemonSet: after } as const],
    ),
    objects: done.flatMap(({ object }) => object ?? []),
    faults: [...faults, ...done.flatMap(({ refused }) => refused)],
  }
}

interface Updated {
  readonly before: DaemonSet
  /** Absent where it stays as it was. */
  readonly after?: DaemonSet
  readonly object?: ChangedObject
  readonly refused: readonly ChangeFault[]
}

/** Rule 2. */
const updateDaemonSet = (
  before: DaemonSet,
  { update, operation }: Update,
  semantics: Semantics,
): Updated => {
  const { daemonSet: sent, issues } = update(before)
  const refused = (all: readonly UpdateIssue[]): readonly ChangeFault[] =>
    all.length === 0 ? [] : [{ code: 'UpdateRefused', daemonSet: objectKey(before), issues: all }]
  const { namespace, name } = before.metadata ?? {}
  if (sent === undefined) return { before, refused: refused(issues) }
  const manifest = {
    ...sent,
    kind: 'DaemonSet' as const,
    metadata: { ...sent.metadata, namespace, name },
  }
  const after = applyManifest(cluster({ daemonSets: [before] }), manifest, { semantics })
  if (E.isLeft(after)) return { before, refused: refused([...issues, ...after.left]) }
  const daemonSet = after.right.daemonSets?.get(objectKey(before)) ?? before
  const isSame = !specChange(daemonSet, before, semantics).spec && sameMeta(daemonSet, before)
  return {
    before,
    ...(!isSame && { after: daemonSet }),
    ...(!(isSame && issues.length > 0) && {
      object: changed(before, 'DaemonSet', operation, !isSame),
    }),
    refused: refused(issues),
  }
}

const sameMeta = (a: DaemonSet, b: DaemonSet): boolean =>
  sameJson(a.metadata?.labels, b.metadata?.labels) &&
  sameJson(a.metadata?.annotations, b.metadata?.annotations)

const deleteDaemonSets = (
  snapshot: Cluster,
  { found, faults }: Named<DaemonSet>,
  orphans: boolean,
): ChangedObjects => {
  if (found.length === 0) return { cluster: snapshot, events: [], objects: [], faults }
  const [pods, revisions] = [heldIn(snapshot.pods), heldIn(snapshot.revisions)]
  const done = found.map((daemonSet) => {
    const uid = daemonSet.metadata?.uid ?? ''
    letGo(revisions, uid, orphans)
    return { daemonSet, ...letGo(pods, uid, orphans) }
  })
  const [ofPods, ofRevisions] = [changesOf(pods), changesOf(revisions)]
  return {
    cluster: updateCluster(snapshot, {
      put: {
        ...(ofPods.put.length > 0 && { pods: ofPods.put }),
        ...(ofRevisions.put.length > 0 && { revisions: ofRevisions.put }),
      },
      drop: {
        daemonSets: found.map(objectKey),
        pods: ofPods.drop,
        revisions: ofRevisions.drop,
      },
    }),
    events: done.flatMap(({ daemonSet, gone }) => [
      { code: 'DaemonSetDeleted', daemonSet } as const,
      ...gone.map((pod) => ({ code: 'PodDeleted', pod }) as const),
    ]),
    objects: done.map(({ daemonSet, left }) => ({
      ...changed(daemonSet, 'DaemonSet', 'Deleted'),
      ...(left.length > 0 && { orphaned: left.map(objectKey) }),
    })),
    faults,
  }
}

/** Objects by the UIDs of their owners, and what has become of them so far; undefined where one is gone. */
interface Held<O> {
  readonly byOwner: ReadonlyMap<string, readonly O[]>
  readonly changes: Map<string, O | undefined>
}

const ownersOf = ({ metadata }: WithMeta): readonly OwnerReference[] =>
  metadata?.ownerReferences ?? []

const heldIn = <O extends WithMeta>(all: ReadonlyMap<string, O> | undefined): Held<O> => {
  const owned = [...(all?.values() ?? [])].flatMap((object) =>
    [...new Set(ownersOf(object).map(({ uid }) => uid ?? ''))].map((uid) => ({ uid, object })),
  )
  const byOwner = new Map(
    [...grouped(owned, ({ uid }) => uid)].map(([uid, of]) => [uid, of.map(({ object }) => object)]),
  )
  return { byOwner, changes: new Map() }
}

/** Rule 3: what an owner takes with it, and what stays without it. */
const letGo = <O extends Pod | ControllerRevision>(
  { byOwner, changes }: Held<O>,
  uid: string,
  orphans: boolean,
): { readonly gone: readonly O[]; readonly left: readonly O[] } => {
  const gone: O[] = []
  const left: O[] = []
  for (const before of uid === '' ? [] : (byOwner.get(uid) ?? [])) {
    const key = objectKey(before)
    const object = changes.has(key) ? changes.get(key) : before
    if (object === undefined) continue
    const others = ownersOf(object).filter((owner) => owner.uid !== uid)
    const stays = orphans || ownersOf(object).length > 1
    const after = { ...object, metadata: { ...object.metadata, ownerReferences: others } }
    changes.set(key, stays ? after : undefined)
    if (stays) left.push(after)
    else gone.push(object)
  }
  return { gone, left }
}

const changesOf = <O>({ changes }: Held<O>) => ({
  put: [...changes.values()].flatMap((object) => object ?? []),
  drop: [...changes].flatMap(([key, object]) => (object === undefined ? [key] : [])),
})

const changed = (
  { metadata }: WithMeta,
  kind: ChangedObject['kind'],
  operation: ChangedObject['operation'],
  isChanged = true,
): ChangedObject => ({
  kind,
  namespace: metadata?.namespace ?? '',
  name: metadata?.name ?? '',
  operation,
  changed: isChanged,
})
