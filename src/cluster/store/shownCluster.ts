import { cluster, type Cluster } from '../cluster.js'
import { updateCluster } from '../updateCluster.js'
import { KINDS, type Edit, type Stored, type StoredKind } from './heldObjects.js'

/** The snapshots of a store: each is made of the one that was handed out before it and what has happened since. */
export interface ShownCluster {
  readonly note: (edit: Edit) => void
  readonly snapshot: () => Cluster
}

/**
 * No snapshot yet.
 *
 * - **Cost** `note` O(1), `snapshot` O(edits since the last one)
 */
export const shownCluster = (isKnown: (kind: StoredKind) => boolean): ShownCluster => {
  let shown = cluster({})
  let unseen = nothingUnseen()

  const snapshot = (): Cluster => {
    const put: Record<string, readonly Stored[]> = {}
    const drop: Record<string, readonly string[]> = {}
    const empty = KINDS.filter(([kind, list]) => isKnown(kind) && shown[list] === undefined)
    if (empty.length > 0) {
      shown = { ...shown, ...Object.fromEntries(empty.map(([, list]) => [list, new Map()])) }
    }
    for (const [kind, list] of KINDS) {
      const changed = unseen[kind]
      if (changed.size === 0) continue
      put[list] = [...changed.values()].flatMap(({ is }) => is ?? [])
      drop[list] = [...changed].flatMap(([key, { dropped }]) => (dropped ? key : []))
    }
    if (Object.keys(put).length === 0) return shown
    shown = updateCluster(shown, { put, drop })
    unseen = nothingUnseen()
    return shown
  }

  return { note: (edit) => note(unseen, edit), snapshot }
}

/** What has happened since the last snapshot, by kind and key; `dropped` where an object is not in its old place. */
type Unseen = Record<StoredKind, Map<string, { is: Stored | undefined; dropped: boolean }>>

const nothingUnseen = (): Unseen => ({
  Node: new Map(),
  Pod: new Map(),
  ControllerRevision: new Map(),
  DaemonSet: new Map(),
  Namespace: new Map(),
})

const note = (unseen: Unseen, { kind, key, is }: Edit): void => {
  const before = unseen[kind].get(key)
  if (before === undefined && is !== undefined) unseen[kind].set(key, { is, dropped: false })
  else if (before?.is !== undefined && is !== undefined) before.is = is
  else {
    unseen[kind].delete(key)
    unseen[kind].set(key, { is, dropped: true })
  }
}
