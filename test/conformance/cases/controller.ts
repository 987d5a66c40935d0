import * as fc from 'fast-check'
import { toInt64, type Int64 } from '../../../src/data/int64.js'
import type { Maybe } from '../../../src/data/maybe.js'
import type { ObjectMeta } from '../../../src/kube/objectMeta.js'
import { ownerReference } from '../../../src/sync/createdObjects.js'
import { anyScene, type Scene } from '../../../src/testing/scene.js'
import { NAME, NAMESPACE, UID } from '../../../src/testing/sceneNames.js'
import { compact, weighted } from '../../../src/testing/vocabulary.js'
import { comparison, orRecorded } from './parts.js'
import { recordedNode, recordedScene } from './recorded.js'
import { rolloutScene } from './rollout.js'

const anyNodeEvent = fc
  .record({
    scene: anyScene,
    other: anyScene,
    changes: fc.boolean(),
    isNew: fc.boolean(),
    comparison,
  })
  .map(({ scene, other, changes, isNew, comparison: gate }) => {
    const [node = { metadata: { name: 'n1' } }] = scene.nodes
    const [another = node] = other.nodes
    const before = changes
      ? { ...another, metadata: { ...another.metadata, name: node.metadata?.name } }
      : node
    const second = { ...other.daemonSet, metadata: { ...other.daemonSet.metadata, name: 'ds-2' } }
    return compact({
      before: isNew ? undefined : before,
      node,
      daemonSets: [scene.daemonSet, second],
      pods: scene.pods,
      comparison: gate,
    })
  })

const recordedNodeEvent = fc
  .record({ scene: recordedScene, node: recordedNode, isNew: fc.boolean(), comparison })
  .map(({ scene: { daemonSet, nodes, pods }, node, isNew, comparison: gate }) => {
    const [before = node] = nodes
    return compact({
      before: isNew ? undefined : { ...before, metadata: { ...before.metadata, name: 'n' } },
      node: { ...node, metadata: { ...node.metadata, name: 'n' } },
      daemonSets: [daemonSet],
      pods: pods.map((pod) => ({ ...pod, spec: { ...pod.spec, nodeName: 'n' } })),
      comparison: gate,
    })
  })

const leaving = { deletionTimestamp: '2026-01-01T00:00:00Z' }

interface Owned {
  readonly metadata?: Maybe<ObjectMeta>
}

/** What an object was before: another one of its name, or itself with one thing otherwise. */
const beforeOf = (object: Owned, another: Owned, index: number): object => {
  const { metadata } = object
  const { name, namespace } = metadata ?? {}
  const unready = { ...object, status: { conditions: [] } }
  const variants = [
    object,
    { ...another, metadata: { ...another.metadata, name, namespace } },
    unready,
    { ...object, metadata: { ...metadata, labels: { other: 'x' } } },
    { ...object, metadata: { ...metadata, ownerReferences: [] } },
    { ...unready, metadata: { ...metadata, labels: null } },
  ]
  return variants[index % variants.length] ?? object
}

const READY = { conditions: [{ type: 'Ready', status: 'True' }] }

const anyObjectEvent = fc
  .record({
    scene: anyScene,
    other: anyScene,
    kind: fc.constantFrom('Pod', 'Pod', 'Revision', 'DaemonSet'),
    change: fc.constantFrom('Added', 'Updated', 'Updated', 'Deleted'),
    variant: fc.nat(5),
    leaves: weighted([5, false], [1, true]),
    owner: fc.constantFrom('own', 'none', 'ownDaemonSet', 'secondDaemonSet'),
    ready: fc.boolean(),
    minReadySeconds: fc.constantFrom(null, 0, 10),
  })
  .map(({ scene, other, kind, change, variant, leaves, owner, ready, minReadySeconds }) => {
    const { daemonSet, pods, revisions } = scene
    const waiting = { ...daemonSet, spec: { ...daemonSet.spec, minReadySeconds } }
    const second = { ...other.daemonSet, metadata: { ...other.daemonSet.metadata, name: 'ds-2' } }
    const candidates = { Pod: pods, Revision: revisions, DaemonSet: [waiting] }
    const others = { Pod: other.pods, Revision: other.revisions, DaemonSet: [second] }
    const [found = { metadata: { name: 'x', namespace: daemonSet.metadata?.namespace } }]: Owned[] =
      candidates[kind] as Owned[]
    const [another = found] = others[kind] as Owned[]
    const owners = {
      own: found.metadata?.ownerReferences,
      none: [],
      ownDaemonSet: [ownerReference(daemonSet)],
      secondDaemonSet: [ownerReference(second)],
    }
    const object = {
      ...found,
      metadata: {
        ...found.metadata,
        ownerReferences: owners[owner],
        ...(leaves && leaving),
      },
      ...(kind === 'Pod' && ready && { status: READY }),
    }
    return compact({
      event: `${kind}${change}`,
      before: change === 'Updated' ? beforeOf(object, another, variant) : undefined,
      object: kind === 'DaemonSet' ? waiting : object,
      daemonSets: [waiting, second],
    })
  })

const NOW = '2026-01-01T00:00:50Z'

const anyBackoff = fc
  .subarray(['n1', 'n2', 'n3'])
  .chain((nodes) =>
    fc
      .tuple(
        ...nodes.map(() => fc.constantFrom(NOW, '2026-01-01T00:00:49Z', '2026-01-01T00:00:19.5Z')),
      )
      .map((times) => Object.fromEntries(nodes.map((node, i) => [node, times[i]]))),
  )

/** The scene with counters that a double cannot count exactly, and that stay within int64. */
const farOn = ({ daemonSet, revisions, ...scene }: Scene, far: bigint): object => {
  const { metadata, status } = daemonSet
  const moved = (counter: Maybe<Int64>): bigint => toInt64(counter ?? 0) + far
  return {
    ...scene,
    daemonSet: {
      ...daemonSet,
      metadata: { ...metadata, generation: moved(metadata?.generation) },
      status: { ...status, observedGeneration: moved(status?.observedGeneration) },
    },
    revisions: revisions.map((revision) => ({ ...revision, revision: moved(revision.revision) })),
  }
}

const anyDistance = weighted<bigint>([18, 0n], [1, 2n ** 53n], [1, 2n ** 63n - 32n])

/** A pass in a scene that is made up. */
export const anySync = fc
  .record({
    scene: fc.oneof({ weight: 2, arbitrary: anyScene }, { weight: 1, arbitrary: rolloutScene }),
    now: fc.constantFrom(NOW, '2026-01-01T00:00:20Z', '2026-01-01T01:00:00Z'),
    backoff: anyBackoff,
    comparison,
    far: anyDistance,
  })
  .map(({ scene, far, ...rest }) => ({ ...(far === 0n ? scene : farOn(scene, far)), ...rest }))

/** What the API server leaves in no DaemonSet empty. */
const identified = (metadata: Maybe<ObjectMeta>): ObjectMeta => ({
  ...metadata,
  namespace: metadata?.namespace || NAMESPACE,
  name: metadata?.name || NAME,
  uid: metadata?.uid || UID,
})

/** Some writes of a first pass fail, and a second one follows. */
export const anyPasses = fc
  .record({
    scene: fc.oneof({ weight: 1, arbitrary: anyScene }, { weight: 3, arbitrary: rolloutScene }),
    now: fc.constantFrom(NOW, '2026-01-01T00:00:20Z', '2026-01-01T01:00:00Z'),
    backoff: anyBackoff,
    comparison,
    creates: weighted<string | undefined>(
      [3, undefined],
      [2, 'Forbidden'],
      [1, 'NamespaceTerminating'],
    ),
    kept: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
    keeps: fc.boolean(),
    status: weighted([5, false], [1, true]),
    seen: fc.boolean(),
  })
  .map(({ scene, creates, kept, keeps, status, ...rest }) => ({
    ...scene,
    daemonSet: {
      ...scene.daemonSet,
      metadata: identified(scene.daemonSet.metadata),
      spec: {
        ...scene.daemonSet.spec,
        revisionHistoryLimit: scene.daemonSet.spec?.revisionHistoryLimit ?? 10,
      },
    },
    ...rest,
    refused: compact({
      creates,
      deletes: keeps
        ? scene.pods.flatMap(({ metadata }, i) => (kept[i] === true ? [metadata?.name ?? ''] : []))
        : undefined,
      status: status || undefined,
    }),
  }))

const recordedSync = fc
  .tuple(recordedScene, comparison)
  .map(([scene, gate]) => ({ ...scene, backoff: {}, comparison: gate }))

/** Cases of a pass of the controller, and of what makes it run. */
export const controllerCases = {
  nodeEvent: orRecorded(anyNodeEvent, recordedNodeEvent, 60),
  objectEvent: anyObjectEvent,
  sync: orRecorded(anySync, recordedSync, 40),
  passes: anyPasses,
}
