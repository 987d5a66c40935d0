import type { Shortage } from '../../capacity/fits.js'
import type { Cause } from '../attribution/causeOf.js'
import { unavailablePods } from '../attribution/unavailable.js'
import type { ForecastContext, NodeForecast } from './nodeForecast.js'

/**
 * Something that keeps a rollout from completing.
 *
 * @since 0.1.0
 */
export interface Blocker {
  readonly node: string
  /** The pod that blocks it; absent where the node has none, or where it will be a new one. */
  readonly pod?: string
  /**
   * Whether the node counts against `maxUnavailable` (or `maxSurge`): `counts`, for ever; `wouldCount`, once
   * Kubernetes picks it; `doesNotCount`: it never gets the update, but holds up no other node.
   */
  readonly effect: 'counts' | 'wouldCount' | 'doesNotCount'
  readonly cause: BlockerCause
  /** The smallest change that would help. Nobody makes it. */
  readonly remedy: Remedy
}

/** Why a node does not get the update: the cause of a pod, or one of the strategy. @since 0.1.0 */
export type BlockerCause =
  | Cause
  /** With `maxSurge` the old pod stays until the new one is available, and it holds the ports of the new one. */
  | { readonly code: 'SurgeOnOwnPorts' }
  /** New pods are assumed never to become ready. */
  | { readonly code: 'NewPodsNeverReady' }
  /** The scheduler puts no pod on the node, because of its taints or labels. */
  | { readonly code: 'NodeRefuses' }
  /** The node has too little left for a new pod; with `besideItself`, while the old one is there. */
  | {
      readonly code: 'DoesNotFit'
      readonly shortages: readonly Shortage[]
      readonly besideItself?: true
    }

/** The smallest change that lets a node get the update. @since 0.1.0 */
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
  | { readonly code: 'RequestLess'; readonly resources: readonly string[] }
  | { readonly code: 'UseMaxUnavailable' }
  | { readonly code: 'RepairTemplate' }
  /** The `message` of the refusal, which may say what it asks for. */
  | { readonly code: 'AllowPods'; readonly message?: string }

/** The blockers of a rollout, those that count against its budget first. */
export const blockersOf = (
  context: ForecastContext,
  forecasts: readonly NodeForecast[],
  waiting: boolean,
): readonly Blocker[] => {
  const causes = new Map(
    unavailablePods(context)
      .filter(({ course }) => course === 'lasts')
      .map((unavailable) => [unavailable.node, unavailable]),
  )
  const found = forecasts
    .filter((each) => blocks(each, waiting))
    .flatMap((forecast): readonly Blocker[] => {
      const { name } = forecast.state
      const known = causes.get(name)
      const cause = known?.cause ?? newPodCause(context, name)
      if (cause === undefined) return []
      const pod = known?.pod
      return [
        {
          node: name,
          ...(pod !== undefined && { pod }),
          effect: effectOf(forecast),
          cause,
          remedy: remedyOf(cause, name, pod ?? ''),
        },
      ]
    })
  return EFFECTS.flatMap((effect) => found.filter((blocker) => blocker.effect === effect))
}

/** Whether a node keeps itself from the update, or others that wait: for the budget, or for enough available pods. */
const blocks = (
  { role, countsAgainstBudget, completes }: NodeForecast,
  waiting: boolean,
): boolean => (countsAgainstBudget ? waiting || !completes : role === 'certain' && !completes)

const EFFECTS = ['counts', 'wouldCount', 'doesNotCount'] as const

const effectOf = ({ role, countsAgainstBudget }: NodeForecast): Blocker['effect'] =>
  countsAgainstBudget ? (role === 'candidate' ? 'wouldCount' : 'counts') : 'doesNotCount'

/** Why a pod that is yet to be created does not become available; undefined under `OnDelete`. */
const newPodCause = (
  { updateMode, model }: ForecastContext,
  node: string,
): BlockerCause | undefined => {
  if (updateMode === 'onDelete') return undefined
  if (model.notReady.has(node)) return { code: 'NodeNotReady' }
  if (model.newPods === 'neverReady') return { code: 'NewPodsNeverReady' }
  const noRoom = model.noRoom.get(node)
  if (noRoom !== undefined) return { code: 'DoesNotFit', ...noRoom }
  if (model.refusing.has(node)) return { code: 'NodeRefuses' }
  const holders = model.portHolders(node)
  if (holders.by.length > 0) return { code: 'HeldByHostPort', ...holders }
  const besideOwn = model.noRoomBesideOwn.get(node)
  if (besideOwn !== undefined) return { code: 'DoesNotFit', ...besideOwn, besideItself: true }
  return { code: 'SurgeOnOwnPorts' }
}

/** The smallest change that would help a pod, or a node without one. */
export const remedyOf = (cause: BlockerCause, node: string, pod: string): Remedy => {
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
    case 'DoesNotFit': {
      if (cause.besideItself === true) return { code: 'UseMaxUnavailable' }
      const resources = cause.shortages.map(({ resource }) => resource)
      return cause.shortages.some(({ never }) => never)
        ? { code: 'RequestLess', resources }
        : { code: 'FreeResources', node, resources }
    }
    case 'SurgeOnOwnPorts':
      return { code: 'UseMaxUnavailable' }
    case 'NotCreated':
      return { code: 'AllowPods', message: cause.message }
    case 'NewPodsNeverReady':
      return { code: 'RepairTemplate' }
    case 'NoTransitionTime':
      return { code: 'RestartPod', pod }
    default:
      return { code: 'RepairPod', pod }
  }
}
