import * as E from 'fp-ts/Either'
import { specChange } from '../api/asUpdated.js'
import { applyManifest } from '../cluster/applyManifest.js'
import type { ClusterEvent } from '../cluster/causesSync.js'
import type { Cluster } from '../cluster/cluster.js'
import { updateCluster } from '../cluster/updateCluster.js'
import { sameJson } from '../data/sameJson.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { nameOf, objectKey } from '../kube/objectFacts.js'
import type { ObjectMeta } from '../kube/objectMeta.js'
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
 *   1. A name without a namespace is that of the only object of that name.
 *   2. An updated DaemonSet is stored as the API server stores it in place of the old one.
 *   3. A DaemonSet that is deleted takes its pods and revisions with it; those that have other owners, and with
 *      `orphan` all of them, stay without it as their owner.
 *
 * - **Upstream** kubernetes `pkg/controller/garbagecollector/garbagecollector.go`
 *   GarbageCollector.attemptToDeleteItem, GarbageCollector.orphanDependents
 */
export const changeObjects = (
  cluster: Cluster,
  change: ObjectChange,
  semantics: Semantics,
): ChangedObjects => {
  switch (change.code) {
    case 'UpdateDaemonSet':
      return inTurn(cluster, named('DaemonSet', cluster.daemonSets, change.objects), (...given) =>
        updateDaemonSet(...given, change, semantics),
      )
    case 'DeleteDaemonSet':
      return inTurn(cluster, named('DaemonSet', cluster.daemonSets, change.objects), (...given) =>
        deleteDaemonSet(...given, change.cascade === 'orphan'),
      )
    case 'DeletePod':
      return inTurn(cluster, named('Pod', cluster.pods, change.objects), deletePod)
  }
}

interface Named<O> {
  readonly found: readonly O[]
  readonly faults: readonly ChangeFault[]
}

/** Each object in what the one before it has left. */
const inTurn = <O>(
  cluster: Cluster,
  { found, faults }: Named<O>,
  change: (cluster: Cluster, object: O) => ChangedObjects,
): ChangedObjects =>
  found.reduce<ChangedObjects>(
    (sum, object) => {
      const done = change(sum.cluster, object)
      return {
        cluster: done.cluster,
        events: [...sum.events, ...done.events],
        objects: [...sum.objects, ...done.objects],
        faults: [...sum.faults, ...done.faults],
      }
    },
    { cluster, events: [], objects: [], faults },
  )

/** Rule 1. */
const named = <O extends WithMeta>(
  kind: ChangedObject['kind'],
  all: ReadonlyMap<string, O> | undefined,
  { namespace, names }: ObjectNames,
): Named<O> => {
  const found: O[] = []
  const faults: ChangeFault[] = []
  for (const name of new Set(names)) {
    const matching = [...(all?.values() ?? [])].filter(
      (each) =>
        nameOf(each) === name &&
        (namespace === undefined || (each.metadata?.namespace ?? '') === namespace),
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

const deletePod = (cluster: Cluster, pod: Pod): ChangedObjects => ({
  cluster: updateCluster(cluster, { drop: { pods: [objectKey(pod)] } }),
  events: [{ code: 'PodDeleted', pod }],
  objects: [changed(pod, 'Pod', 'deleted')],
  faults: [],
})

/** Rule 2. */
const updateDaemonSet = (
  cluster: Cluster,
  before: DaemonSet,
  { update, operation }: Extract<ObjectChange, { readonly code: 'UpdateDaemonSet' }>,
  semantics: Semantics,
): ChangedObjects => {
  const { daemonSet: sent, issues } = update(before)
  const refused = (all: readonly UpdateIssue[]): readonly ChangeFault[] =>
    all.length === 0 ? [] : [{ code: 'UpdateRefused', daemonSet: objectKey(before), issues: all }]
  const { namespace, name } = before.metadata ?? {}
  if (sent === undefined) return { cluster, events: [], objects: [], faults: refused(issues) }
  const manifest = {
    ...sent,
    kind: 'DaemonSet' as const,
    metadata: { ...sent.metadata, namespace, name },
  }
  const after = applyManifest(cluster, manifest, { semantics })
  if (E.isLeft(after)) {
    return { cluster, events: [], objects: [], faults: refused([...issues, ...after.left]) }
  }
  const daemonSet = after.right.daemonSets?.get(objectKey(before)) ?? before
  const isSame = !specChange(daemonSet, before, semantics).spec && sameMeta(daemonSet, before)
  return {
    cluster: isSame ? cluster : after.right,
    events: isSame ? [] : [{ code: 'DaemonSetUpdated', before, daemonSet }],
    objects: [changed(before, 'DaemonSet', isSame ? `${operation} (no change)` : operation)],
    faults: refused(issues),
  }
}

const sameMeta = (a: DaemonSet, b: DaemonSet): boolean =>
  sameJson(a.metadata?.labels, b.metadata?.labels) &&
  sameJson(a.metadata?.annotations, b.metadata?.annotations)

/** Rule 3. */
const deleteDaemonSet = (
  cluster: Cluster,
  daemonSet: DaemonSet,
  orphans: boolean,
): ChangedObjects => {
  const uid = daemonSet.metadata?.uid ?? ''
  const isOwned = (object: WithMeta): boolean =>
    uid !== '' && (object.metadata?.ownerReferences ?? []).some((owner) => owner.uid === uid)
  const pods = [...(cluster.pods?.values() ?? [])].filter(isOwned)
  const revisions = [...(cluster.revisions?.values() ?? [])].filter(isOwned)
  const stays = (object: Pod | ControllerRevision): boolean =>
    orphans || (object.metadata?.ownerReferences ?? []).length > 1
  const letGo = <O extends Pod | ControllerRevision>(object: O): O => ({
    ...object,
    metadata: {
      ...object.metadata,
      ownerReferences: (object.metadata?.ownerReferences ?? []).filter(
        (owner) => owner.uid !== uid,
      ),
    },
  })
  const [gone, left] = [pods.filter((pod) => !stays(pod)), pods.filter(stays).map(letGo)]
  return {
    cluster: updateCluster(cluster, {
      put: {
        ...(left.length > 0 && { pods: left }),
        ...(revisions.some(stays) && { revisions: revisions.filter(stays).map(letGo) }),
      },
      drop: {
        daemonSets: [objectKey(daemonSet)],
        pods: gone.map(objectKey),
        revisions: revisions.filter((revision) => !stays(revision)).map(objectKey),
      },
    }),
    events: [
      { code: 'DaemonSetDeleted', daemonSet },
      ...gone.map((pod) => ({ code: 'PodDeleted', pod }) as const),
    ],
    objects: [
      {
        ...changed(daemonSet, 'DaemonSet', 'deleted'),
        ...(left.length > 0 && { orphaned: left.map(objectKey) }),
      },
    ],
    faults: [],
  }
}

const changed = (
  { metadata }: WithMeta,
  kind: ChangedObject['kind'],
  operation: string,
): ChangedObject => ({
  kind,
  namespace: metadata?.namespace ?? '',
  name: metadata?.name ?? '',
  operation,
})
