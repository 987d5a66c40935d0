/**
 * Why a pod is not available, or why a node has none: exactly one of these.
 *
 * @since 0.1.0
 */
export type Cause =
  /** The pod's node does not exist (any more). */
  | { readonly code: 'NodeGone' }
  /** The node's kubelet does not answer, or says that it is not ready. */
  | { readonly code: 'NodeNotReady'; readonly since?: string; readonly reason?: string }
  /** Being deleted; `until` is when its grace is over. */
  | {
      readonly code: 'Terminating'
      readonly grace: 'within' | 'beyond'
      readonly until: string
      readonly finalizers: readonly string[]
    }
  | { readonly code: 'Failed'; readonly reason?: string }
  | { readonly code: 'Succeeded' }
  /** Not on its node yet, because another pod holds its ports; `by` names those that are known. */
  | {
      readonly code: 'HeldByHostPort'
      readonly ports: readonly number[]
      readonly by: readonly string[]
    }
  /** Not on its node yet, because that has too little of these. */
  | { readonly code: 'HeldByResources'; readonly resources: readonly string[] }
  /** Not on its node yet, in the scheduler's words: only what it says of this pod's node. */
  | { readonly code: 'Unschedulable'; readonly complaints: readonly string[] }
  /** Not on its node yet, and that is cordoned. */
  | { readonly code: 'NodeCordoned' }
  /** Not on its node yet, and nobody has said why. */
  | { readonly code: 'NotScheduled' }
  | {
      readonly code: 'ImagePull'
      readonly container: string
      readonly reason: string
      readonly image?: string
    }
  | {
      readonly code: 'CrashLoop'
      readonly container: string
      readonly restarts: number
      readonly exitCode?: number
    }
  /** The kubelet cannot make or start the container: a missing ConfigMap, a wrong command. */
  | { readonly code: 'ContainerError'; readonly container: string; readonly reason: string }
  /** The kubelet cannot make the pod: no sandbox, no volume; in the words of its event. */
  | { readonly code: 'PodSetup'; readonly reason: string; readonly message: string }
  /** The container runs longer than its probes allow for, and is not ready. */
  | { readonly code: 'ProbeFailing'; readonly container: string; readonly restarts: number }
  /** On its node, and becoming ready. */
  | { readonly code: 'Starting'; readonly since?: string }
  /** Not ready for longer than a start takes, and its status does not say why. */
  | { readonly code: 'NotReady'; readonly since?: string }
  /** Ready, but not yet for `minReadySeconds`. With `ahead`, the node's clock is that many seconds ahead. */
  | { readonly code: 'NotYetMinReady'; readonly until: string; readonly ahead?: number }
  /** Ready without saying since when: `minReadySeconds` never pass. */
  | { readonly code: 'NoTransitionTime' }
  /** The node should run a pod, and the API server refuses to create one. */
  | { readonly code: 'NotCreated'; readonly by: Refuser; readonly message: string }
  /** The node should run a pod, and has none yet. */
  | { readonly code: 'NotYetCreated' }

/** Who refuses a pod. @since 0.1.0 */
export type Refuser = 'Quota' | 'PodSecurity' | 'Admission' | 'Other'

/** @since 0.1.0 */
export type CauseCode = Cause['code']

/**
 * What becomes of a cause when nobody does anything: it passes by itself, the controller replaces the pod,
 * or it lasts.
 *
 * @since 0.1.0
 */
export type Course = 'passes' | 'replaced' | 'lasts'

/** Whether a cause lasts. */
export const courseOf = (cause: Cause): Course => {
  switch (cause.code) {
    case 'Starting':
    case 'NotYetMinReady':
    case 'NotScheduled':
    case 'NotYetCreated':
    case 'NodeGone':
      return 'passes'
    case 'Terminating':
      return cause.grace === 'within' ? 'passes' : 'lasts'
    case 'Failed':
    case 'Succeeded':
      return 'replaced'
    default:
      return 'lasts'
  }
}
