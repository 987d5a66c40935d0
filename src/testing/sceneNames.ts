import type { OwnerReference, StringMap } from '../kube/objectMeta.js'
import { compact, weighted } from './vocabulary.js'

/** The one DaemonSet that scenes are about. */
export const NAMESPACE = 'default'
export const NAME = 'ds'
export const UID = 'uid-1'
export const APP = { app: NAME }
export const NODE_NAMES = ['n1', 'n2', 'n3', 'n4', 'n5']
export const HASHES = ['h1', 'h2', 'h3']

const owned = (uid: string, overrides: OwnerReference = {}): readonly OwnerReference[] => [
  { apiVersion: 'apps/v1', kind: 'DaemonSet', name: NAME, uid, controller: true, ...overrides },
]

/** Owned, orphaned, somebody else's, or nearly ours. */
export const anyOwners = weighted<readonly OwnerReference[]>(
  [30, owned(UID)],
  [6, []],
  [1, owned('uid-2')],
  [1, owned(UID, { name: 'other' })],
  [1, owned(UID, { kind: 'ReplicaSet' })],
  [1, owned(UID, { controller: false })],
  [1, [...owned('uid-2', { controller: false }), ...owned(UID)]],
)

/** Labels that mostly match the selector. */
export const anyObjectLabels = weighted<StringMap>([14, APP], [1, { app: 'else' }], [1, {}])

/** Labels and more of them, those that are undefined left out. */
export const labelled = (
  labels: StringMap,
  more: Readonly<Record<string, string | undefined>>,
): StringMap => compact({ ...labels, ...more }) as StringMap
