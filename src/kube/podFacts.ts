import { toInstantOrZero, type Instant } from '../data/instant.js'
import type { Maybe } from '../data/maybe.js'
import type { Condition } from './objectMeta.js'
import type { Pod } from './pod.js'
import type { Semantics } from './semantics.js'

/**
 * Whether a pod of this phase has run to its end: `Failed` or `Succeeded`. To the DaemonSet controller of
 * older releases, given as the second argument, one that has succeeded is like one that runs.
 */
export const hasEnded = (
  phase: Maybe<string>,
  { succeededDeleted }: Pick<Semantics, 'succeededDeleted'> = { succeededDeleted: true },
): boolean => phase === 'Failed' || (succeededDeleted && phase === 'Succeeded')

/**
 * Whether a pod has ended and is being deleted too: to its DaemonSet it is no longer there, so that its
 * successor need not wait for the node. Older releases do wait.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go`
 *   DaemonSetsController.getNodesToDaemonPods
 */
export const hasLeft = (
  { phase, terminating }: { readonly phase: Maybe<string>; readonly terminating: boolean },
  { endedTerminatingIgnored }: Pick<Semantics, 'endedTerminatingIgnored'>,
): boolean => endedTerminatingIgnored && terminating && hasEnded(phase)

/** Whether a pod is on a node: it has been scheduled, or was made for that node. */
export const isBound = ({ spec }: Pod): boolean => (spec?.nodeName ?? '') !== ''

/** The first condition of a type, of a pod or a node. */
export const conditionOf = (
  { status }: { readonly status?: Maybe<{ readonly conditions?: Maybe<readonly Condition[]> }> },
  type: string,
): Condition | undefined => status?.conditions?.find((condition) => condition.type === type)

/**
 * Whether a pod is ready: its first `Ready` condition is `True`. Phase and deletion play no part.
 *
 * - **Upstream** kubernetes `pkg/api/v1/pod/util.go` IsPodReady
 */
export const isReady = (pod: Pod): boolean => conditionOf(pod, 'Ready')?.status === 'True'

/** Since when a pod is ready, or is not; the zero instant where it does not say. */
export const readySince = (pod: Pod): Instant =>
  toInstantOrZero(conditionOf(pod, 'Ready')?.lastTransitionTime)
