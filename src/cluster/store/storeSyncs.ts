import { compareText } from '../../data/compareText.js'
import type { Semantics } from '../../kube/semantics.js'
import { syncsOf, type ClusterEvent, type LaterSync } from '../causesSync.js'
import type { Surroundings } from '../surroundings.js'
import type { Happened } from './heldObjects.js'

/**
 * The passes of the DaemonSet controller that an event causes, as `causesSync` says of it.
 *
 * @since 0.2.0
 */
export interface StoreSyncs {
  /** `namespace/name` of the DaemonSets that get a pass, sorted. */
  readonly queued: readonly string[]
  readonly later: readonly LaterSync[]
  /** Set where the answer depends on pods that were not given. */
  readonly unknown?: readonly 'pods'[]
}

/** The passes that what has happened causes, all together. */
export const storeSyncs = (
  happened: readonly Happened[],
  surroundings: Surroundings,
  semantics: Semantics,
): StoreSyncs => {
  const caused = happened.flatMap(eventOf).map((event) => syncsOf(event, surroundings, semantics))
  return {
    queued: together(caused.map(({ queued }) => queued)),
    later: caused.flatMap(({ later }) => later ?? []),
    ...(caused.some(({ unknown }) => unknown !== undefined) && { unknown: ['pods'] as const }),
  }
}

/** The keys of several lists, each once; one list is in order as it is. */
const together = (lists: readonly (readonly string[])[]): readonly string[] => {
  const [first = []] = lists
  return lists.length <= 1 ? first : [...new Set(lists.flat())].sort(compareText)
}

const eventOf = ({ kind, was, is }: Happened): readonly ClusterEvent[] => {
  switch (kind) {
    case 'Node':
      if (is === undefined) return was === undefined ? [] : [{ code: 'NodeDeleted', node: was }]
      return [
        was === undefined
          ? { code: 'NodeAdded', node: is }
          : { code: 'NodeUpdated', before: was, node: is },
      ]
    case 'Pod':
      if (is === undefined) return was === undefined ? [] : [{ code: 'PodDeleted', pod: was }]
      return [
        was === undefined
          ? { code: 'PodAdded', pod: is }
          : { code: 'PodUpdated', before: was, pod: is },
      ]
    case 'ControllerRevision':
      if (is === undefined) {
        return was === undefined ? [] : [{ code: 'RevisionDeleted', revision: was }]
      }
      return [
        was === undefined
          ? { code: 'RevisionAdded', revision: is }
          : { code: 'RevisionUpdated', before: was, revision: is },
      ]
    case 'DaemonSet':
      if (is === undefined) {
        return was === undefined ? [] : [{ code: 'DaemonSetDeleted', daemonSet: was }]
      }
      return [
        was === undefined
          ? { code: 'DaemonSetAdded', daemonSet: is }
          : { code: 'DaemonSetUpdated', before: was, daemonSet: is },
      ]
    case 'Namespace':
      return []
  }
}
