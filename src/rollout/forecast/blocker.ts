import type { Cause } from '../attribution/cause.js'
import type { Scenery } from '../attribution/scenery.js'
import { unavailableOf } from '../attribution/unavailable.js'
import type { Outlook, Prospect } from './prospect.js'

/**
 * Something that keeps a rollout from getting done.
 *
 * @since 0.1.0
 */
export interface Blocker {
  readonly node: string
  /** The pod that is in the way; absent where the node has none, or where it will be a new one. */
  readonly pod?: string
  /**
   * `spends`: it uses up one of the budget, for ever. `wouldSpend`: it does once Kubernetes takes the node.
   * `waits`: it never gets done itself, but keeps no other node waiting.
   */
  readonly effect: 'spends' | 'wouldSpend' | 'waits'
  readonly cause: BlockerCause
  /** The smallest change that would help. Nobody makes it. */
  readonly remedy: Remedy
}

/** Why a node does not get done: a cause of attribution, or one of the strategy. @since 0.1.0 */
export type BlockerCause =
  | Cause
  /** With `maxSurge` the old pod stays until the new one is available, and it holds the ports of the new one. */
  | { readonly code: 'SurgeOnOwnPorts' }
  /** New pods are assumed never to become ready. */
  | { readonly code: 'NewPodsNeverReady' }
  /** The scheduler does not put a pod on a node that its taints or labels refuse. */
  | { readonly code: 'NodeRefuses' }

/** The smallest change that lets a node get done. @since 0.1.0 */
export type Remedy =
  | { readonly code: 'RepairNode' | 'UncordonNode' | 'MakeNodeAdmit'; readonly node: string }
  | { readonly code: 'ForceDeletePod' | 'RepairPod' | 'RestartPod'; readonly pod: string }
  | {
      readonly code: 'RemoveFinalizers'
      readonly pod: string
      readonly finalizers: readonly string[]
    }
  | {
      readonly code: 'FreePorts'
      readonly ports: readonly number[]
      readonly by: readonly string[]
    }
  | { readonly code: 'FreeResources'; readonly node: string; readonly resources: readonly string[] }
  | { readonly code: 'UseMaxUnavailable' }
  | { readonly code: 'AllowPods' | 'RepairTemplate' }

/** The blockers among the prospects of a rollout, those that use up its budget first. */
export const blockersOf = (
  outlook: Outlook,
  scenery: Scenery,
  prospects: readonly Prospect[],
  waiting: boolean,
): readonly Blocker[] => {
  const causes = new Map(
    unavailableOf(scenery)
      .filter(({ course }) => course === 'lasts')
      .map((unavailable) => [unavailable.node, unavailable]),
  )
  const found = prospects
    .filter(({ role, spends, finishes }) => spends || (!finishes && role !== 'sunset'))
    .filter(({ role, spends }) => role !== 'candidate' || spends)
    .filter(({ spends, finishes }) => !finishes || (spends && waiting))
    .flatMap((prospect): readonly Blocker[] => {
      const known = causes.get(prospect.place.name)
      const cause = known?.cause ?? newPodCause(outlook, prospect)
      if (cause === undefined) return []
      const pod = known?.pod
      return [
        {
          node: prospect.place.name,
          ...(pod !== undefined && { pod }),
          effect: effectOf(prospect),
          cause,
          remedy: remedyOf(cause, prospect.place.name, pod ?? ''),
        },
      ]
    })
  return EFFECTS.flatMap((effect) => found.filter((blocker) => blocker.effect === effect))
}

const EFFECTS = ['spends', 'wouldSpend', 'waits'] as const

const effectOf = ({ role, spends }: Prospect): Blocker['effect'] =>
  spends ? (role === 'candidate' ? 'wouldSpend' : 'spends') : 'waits'

/** Why a pod that is yet to be created does not get available; undefined under `OnDelete`. */
const newPodCause = ({ manner, model }: Outlook, { place }: Prospect): BlockerCause | undefined => {
  if (manner === 'onDelete') return undefined
  if (model.down.has(place.name)) return { code: 'NodeNotReady' }
  if (model.newPods === 'neverReady') return { code: 'NewPodsNeverReady' }
  if (model.refusing.has(place.name)) return { code: 'NodeRefuses' }
  const holders = model.portHolders(place.name)
  if (holders.by.length > 0) return { code: 'HeldByHostPort', ...holders }
  return { code: 'SurgeOnOwnPorts' }
}

const remedyOf = (cause: BlockerCause, node: string, pod: string): Remedy => {
  switch (cause.code) {
    case 'NodeNotReady':
    case 'NodeGone':
      return { code: 'RepairNode', node }
    case 'NodeCordoned':
      return { code: 'UncordonNode', node }
    case 'NodeRefuses':
    case 'Unschedulable':
      return { code: 'MakeNodeAdmit', node }
    case 'Terminating':
      return cause.finalizers.length === 0
        ? { code: 'ForceDeletePod', pod }
        : { code: 'RemoveFinalizers', pod, finalizers: cause.finalizers }
    case 'HeldByHostPort':
      return { code: 'FreePorts', ports: cause.ports, by: cause.by }
    case 'HeldByResources':
      return { code: 'FreeResources', node, resources: cause.resources }
    case 'SurgeOnOwnPorts':
      return { code: 'UseMaxUnavailable' }
    case 'NotCreated':
      return { code: 'AllowPods' }
    case 'NewPodsNeverReady':
      return { code: 'RepairTemplate' }
    case 'NoTransitionTime':
      return { code: 'RestartPod', pod }
    default:
      return { code: 'RepairPod', pod }
  }
}
