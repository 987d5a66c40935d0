import * as fc from 'fast-check'
import type { ClusterObjects } from '../../src/cluster/cluster.js'
import type { Store, StoreChange } from '../../src/cluster/createStore.js'
import type { StoredKind, StoredObjects } from '../../src/cluster/store/heldObjects.js'
import type { ClusterUpdate } from '../../src/cluster/updateCluster.js'
import type { InstantText } from '../../src/data/instant.js'
import { nameOf, objectKey } from '../../src/kube/objectFacts.js'
import type { ObjectMeta } from '../../src/kube/objectMeta.js'
import { anyScene, type Scene } from '../../src/testing/scene.js'
import { frozen } from './frozen.js'

export type Stored = StoredObjects[StoredKind]

/** What a store is told: what an informer shows, or that time has gone by. */
export type StoreEvent =
  | { readonly code: 'Put'; readonly kind: StoredKind; readonly object: Stored }
  | { readonly code: 'Drop'; readonly kind: StoredKind; readonly gone: string | Stored }
  | { readonly code: 'Load'; readonly objects: ClusterObjects }
  | { readonly code: 'Update'; readonly update: ClusterUpdate }
  | { readonly code: 'Tick'; readonly now: InstantText }

export const LISTS = {
  Node: 'nodes',
  Pod: 'pods',
  ControllerRevision: 'revisions',
  DaemonSet: 'daemonSets',
  Namespace: 'namespaces',
} as const satisfies Record<StoredKind, keyof ClusterObjects>

export const KINDS = Object.keys(LISTS) as readonly StoredKind[]

export const keyOf = (kind: StoredKind, object: Stored): string =>
  kind === 'Node' || kind === 'Namespace' ? nameOf(object) : objectKey(object)

export const tell = (store: Store, event: StoreEvent): StoreChange => {
  switch (event.code) {
    case 'Put':
      return store.put(event.kind, event.object)
    case 'Drop':
      return store.drop(event.kind, event.gone)
    case 'Load':
      return store.load(event.objects)
    case 'Update':
      return store.update(event.update)
    case 'Tick':
      return store.tick(event.now)
  }
}

const versioned = <O extends Stored>(object: O, resourceVersion: string | null): O =>
  frozen({ ...object, metadata: { ...object.metadata, resourceVersion } })

const anyVersion = fc.option(fc.constantFrom('9', '10', '11', 'x', '0'), { freq: 2 })

const named = (object: Stored, metadata: ObjectMeta): Stored => ({
  ...object,
  metadata: { ...object.metadata, ...metadata },
})

/** The objects of some scenes, with a second DaemonSet, and pods and revisions without a controller. */
const objectsOf = (
  scenes: readonly Scene[],
): Readonly<Record<StoredKind, readonly [Stored, ...Stored[]]>> => ({
  Node: [{ metadata: { name: 'n1' } }, ...scenes.flatMap(({ nodes }) => nodes)],
  Pod: [
    { metadata: { name: 'p1', namespace: 'default', labels: { app: 'ds' } } },
    ...scenes.flatMap(({ pods }) => pods),
  ],
  ControllerRevision: [
    { metadata: { name: 'r1', namespace: 'default', labels: { app: 'ds' } } },
    ...scenes.flatMap(({ revisions }) => revisions),
  ],
  DaemonSet: [
    { metadata: { name: 'ds', namespace: 'default', uid: 'uid-1' } },
    ...scenes.flatMap(({ daemonSet }) => [
      daemonSet,
      named(daemonSet, { name: 'other', uid: 'uid-2' }),
    ]),
  ],
  Namespace: ['Active', 'Terminating'].map((phase) => ({
    metadata: { name: 'default' },
    status: { phase },
  })) as unknown as [Stored],
})

const anyEvent = (scenes: readonly Scene[]): fc.Arbitrary<StoreEvent> => {
  const pool = objectsOf(scenes)
  const ofKind = (kind: StoredKind): fc.Arbitrary<Stored> =>
    fc
      .tuple(fc.constantFrom(...pool[kind]), anyVersion)
      .map(([object, version]) => versioned(object, version))
  const anyKind = fc.oneof(
    { weight: 4, arbitrary: fc.constant<StoredKind>('Node') },
    { weight: 6, arbitrary: fc.constant<StoredKind>('Pod') },
    { weight: 3, arbitrary: fc.constant<StoredKind>('ControllerRevision') },
    { weight: 3, arbitrary: fc.constant<StoredKind>('DaemonSet') },
    { weight: 1, arbitrary: fc.constant<StoredKind>('Namespace') },
  )
  const lists = (most: number) =>
    fc.record(
      {
        nodes: fc.array(ofKind('Node'), { maxLength: most }),
        pods: fc.array(ofKind('Pod'), { maxLength: most }),
        revisions: fc.array(ofKind('ControllerRevision'), { maxLength: most }),
        daemonSets: fc.array(ofKind('DaemonSet'), { maxLength: most }),
        namespaces: fc.array(ofKind('Namespace'), { maxLength: most }),
      },
      { requiredKeys: [] },
    )
  const put = anyKind.chain((kind) =>
    ofKind(kind).map((object): StoreEvent => ({ code: 'Put', kind, object })),
  )
  const drop = fc.tuple(anyKind, fc.boolean()).chain(([kind, whole]) =>
    ofKind(kind).map((object): StoreEvent => {
      return { code: 'Drop', kind, gone: whole ? object : keyOf(kind, object) }
    }),
  )
  const load = lists(4).map((objects): StoreEvent => ({
    code: 'Load',
    objects: objects as ClusterObjects,
  }))
  const update = fc.tuple(lists(2), lists(2)).map(([given, gone]): StoreEvent => {
    const drops = KINDS.map((kind) => {
      const objects: readonly Stored[] = gone[LISTS[kind]] ?? []
      return [LISTS[kind], objects.map((object) => keyOf(kind, object))] as const
    })
    return {
      code: 'Update',
      update: { put: given as ClusterUpdate['put'] & object, drop: Object.fromEntries(drops) },
    }
  })
  const tick = fc.integer({ min: 0, max: 3000 }).map((seconds): StoreEvent => {
    const now = new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString()
    return { code: 'Tick', now: now as InstantText }
  })
  return fc.oneof(
    { weight: 12, arbitrary: put },
    { weight: 4, arbitrary: drop },
    { weight: 1, arbitrary: load },
    { weight: 1, arbitrary: update },
    { weight: 1, arbitrary: tick },
  )
}

/** Events in any order that informers can show. */
export const anyStoreEvents = (length: number): fc.Arbitrary<readonly StoreEvent[]> =>
  fc
    .tuple(anyScene, anyScene)
    .chain((scenes) => fc.array(anyEvent(scenes), { minLength: 1, maxLength: length, size: 'max' }))
