import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import {
  finite,
  int64ToJson,
  toInt64,
  wrapInt64,
  type Int64,
  type JsonInt64,
} from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import { isRollingUpdate, type DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import { isTerminating } from '../kube/objectFacts.js'
import { FINALIZER_ARGO_HOOK } from '../kube/wellKnown.js'
import { statusProgress } from '../kubectl/rolloutStatus.js'
import { scaledValue } from '../sync/scaledValue.js'

/**
 * Whether `helm --wait` of helm 3 takes a DaemonSet for ready.
 *
 * @since 0.2.0
 */
export type HelmReadiness =
  | {
      readonly code: 'SpecNotObserved'
      readonly ready: false
      readonly generation: JsonInt64
      readonly observedGeneration: JsonInt64
    }
  /** The strategy is no rolling update, so helm 3 waits for nothing. */
  | { readonly code: 'NothingToWaitFor'; readonly ready: true }
  | {
      readonly code: 'Updating'
      readonly ready: false
      readonly updated: number
      readonly desired: number
    }
  /** Fewer pods are ready than the desired ones without `maxUnavailable`, which are enough; or not fewer. */
  | ({ readonly code: 'TooFewReady'; readonly ready: false } & EnoughPods)
  | ({ readonly code: 'Ready'; readonly ready: true } & EnoughPods)

/** How many pods are ready, and how many helm 3 finds enough: the desired ones without `maxUnavailable`. @since 0.2.0 */
export interface EnoughPods {
  readonly numberReady: number
  readonly desired: number
  readonly maxUnavailable: JsonInt64
  /** At 0 or less helm 3 waits for no pod at all. */
  readonly enough: JsonInt64
}

/**
 * What kstatus computes, which helm 4 and Flux wait for: `Current` is ready, `Failed` ends the waiting.
 *
 * @since 0.2.0
 */
export type KstatusReadiness =
  | { readonly code: 'Terminating'; readonly status: 'Terminating' }
  | {
      readonly code: 'GenerationNotObserved'
      readonly status: 'InProgress'
      readonly generation: JsonInt64
      readonly observedGeneration: JsonInt64
    }
  /** Somebody's condition says so; the controller of DaemonSets writes none. */
  | { readonly code: 'Reconciling'; readonly status: 'InProgress'; readonly message: string }
  | { readonly code: 'Stalled'; readonly status: 'Failed'; readonly message: string }
  | {
      readonly code: 'NoGeneration' | 'NoObservedGeneration' | 'NoDesiredNumber'
      readonly status: 'InProgress'
    }
  | {
      readonly code: 'LessCurrent' | 'LessUpdated' | 'LessAvailable' | 'LessReady'
      readonly status: 'InProgress'
      readonly number: number
      readonly desired: number
    }
  | { readonly code: 'Current'; readonly status: 'Current'; readonly desired: number }

/**
 * The health of a DaemonSet as Argo CD shows it.
 *
 * @since 0.2.0
 */
export type ArgoHealth =
  | { readonly code: 'PendingDeletion' | 'SpecNotObserved'; readonly status: 'Progressing' }
  /** Whatever runs, for nobody but its owner replaces pods. */
  | {
      readonly code: 'OnDelete'
      readonly status: 'Healthy'
      readonly updated: number
      readonly desired: number
    }
  | {
      readonly code: 'Updating'
      readonly status: 'Progressing'
      readonly updated: number
      readonly desired: number
    }
  | {
      readonly code: 'Unavailable'
      readonly status: 'Progressing'
      readonly available: number
      readonly desired: number
    }
  | { readonly code: 'Healthy'; readonly status: 'Healthy' }

/**
 * What deploy tools make of a DaemonSet.
 *
 * @since 0.2.0
 */
export interface DeployReadiness {
  /** `helm --wait` of helm 3. */
  readonly helm3: HelmReadiness
  /** kstatus: `helm --wait` of helm 4, and Flux. */
  readonly kstatus: KstatusReadiness
  /** Argo CD, where nobody has given it a health check of their own. */
  readonly argo: ArgoHealth
}

/**
 * Whether deploy tools call a DaemonSet ready. They look at the object alone, as the API server hands it out: at
 * generation, status and strategy, and neither at nodes nor at pods; so they can be wrong, each in its own way.
 *
 * - **Rules**
 *   1. helm 3 waits until the newest spec is observed, all pods are updated, and all but `maxUnavailable` of them are ready.
 *      One that cannot be read counts as all of them; any strategy but `RollingUpdate` is ready at once.
 *   2. kstatus (helm 4, Flux) wants as many pods scheduled, updated, available and ready as desired, whatever the strategy. A
 *      true condition `Reconciling` or `Stalled` comes first.
 *   3. Argo CD is healthy when `kubectl rollout status` is done, and with `OnDelete` as soon as the spec is observed.
 *   4. helm 3 does not see that a DaemonSet is being deleted; the others do, Argo CD not while its own hook is going on.
 *
 * - **Shapes** Plain JSON; generations are numbers, or decimal text beyond 2^53.
 * - **Errors** Never throws. (helm 3 crashes over a `RollingUpdate` without `rollingUpdate`, which no server hands out;
 *   here it is one without `maxUnavailable`.)
 * - **Upstream** not of Kubernetes: helm v3.22.0 `pkg/kube/ready.go`, cli-utils v0.37.2 `pkg/kstatus/status`, gitops-engine `pkg/health/health_daemonset.go`
 *
 * @example
 * import { deployReady } from 'podfit/rollout'
 *
 * const spec = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } } }
 * const status = { observedGeneration: 1, desiredNumberScheduled: 1, currentNumberScheduled: 1, updatedNumberScheduled: 1 }
 * const { helm3, kstatus, argo } = deployReady({ metadata: { generation: 1 }, spec, status })
 * helm3.ready // => true
 * kstatus.status // => 'InProgress'
 * argo.status // => 'Progressing'
 *
 * @since 0.2.0
 */
export const deployReady = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
): DeployReadiness => ({
  helm3: helmReadiness(daemonSet),
  kstatus: kstatusReadiness(daemonSet),
  argo: argoHealth(daemonSet),
})

const helmReadiness = (daemonSet: DaemonSet): HelmReadiness => {
  const { metadata, spec, status } = daemonSet
  const generation = toInt64(metadata?.generation ?? 0)
  const observedGeneration = toInt64(status?.observedGeneration ?? 0)
  if (observedGeneration !== generation) {
    return { code: 'SpecNotObserved', ready: false, ...inJson({ generation, observedGeneration }) }
  }
  if (!isRollingUpdate(daemonSet)) return { code: 'NothingToWaitFor', ready: true }
  const desired = wholeOf(status?.desiredNumberScheduled)
  const updated = wholeOf(status?.updatedNumberScheduled)
  if (updated !== desired) return { code: 'Updating', ready: false, updated, desired }
  const maxUnavailable = pipe(
    scaledValue(spec?.updateStrategy?.rollingUpdate?.maxUnavailable, desired, { roundUp: true }),
    E.getOrElse((): JsonInt64 => desired),
  )
  const enough = wrapInt64(BigInt(desired) - BigInt(maxUnavailable))
  const numberReady = wholeOf(status?.numberReady)
  const pods = { numberReady, desired, maxUnavailable, enough: int64ToJson(enough) }
  return BigInt(numberReady) >= enough
    ? { code: 'Ready', ready: true, ...pods }
    : { code: 'TooFewReady', ready: false, ...pods }
}

const inJson = <T extends Readonly<Record<string, bigint>>>(
  numbers: T,
): { readonly [K in keyof T]: JsonInt64 } =>
  Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, int64ToJson(value)]),
  ) as { readonly [K in keyof T]: JsonInt64 }

const kstatusReadiness = ({ metadata, status }: DaemonSet): KstatusReadiness => {
  if (isTerminating(metadata)) return { code: 'Terminating', status: 'Terminating' }
  const generation = known(metadata?.generation)
  const observedGeneration = known(status?.observedGeneration)
  if (
    generation !== undefined &&
    observedGeneration !== undefined &&
    generation !== observedGeneration
  ) {
    return {
      code: 'GenerationNotObserved',
      status: 'InProgress',
      ...inJson({ generation, observedGeneration }),
    }
  }
  for (const { type, status: value, message } of status?.conditions ?? []) {
    if (value !== 'True') continue
    if (type === 'Reconciling') {
      return { code: 'Reconciling', status: 'InProgress', message: message ?? '' }
    }
    if (type === 'Stalled') return { code: 'Stalled', status: 'Failed', message: message ?? '' }
  }
  if (generation === undefined) return { code: 'NoGeneration', status: 'InProgress' }
  if (observedGeneration === undefined) {
    return { code: 'NoObservedGeneration', status: 'InProgress' }
  }
  const desired = wholeOf(status?.desiredNumberScheduled, -1)
  if (desired === -1) return { code: 'NoDesiredNumber', status: 'InProgress' }
  for (const [code, counted] of NUMBERS) {
    const number = wholeOf(status?.[counted])
    if (desired > number) return { code, status: 'InProgress', number, desired }
  }
  return { code: 'Current', status: 'Current', desired }
}

/** A number of the status; what is no number is 0. */
const wholeOf = (value: Maybe<number>, absent = 0): number =>
  Math.trunc(finite(value ?? absent)) + 0

const known = (value: Maybe<Int64>): bigint | undefined =>
  value === null || value === undefined ? undefined : toInt64(value)

/** The numbers that have to be as many as desired, in the order in which they are looked at. */
const NUMBERS = [
  ['LessCurrent', 'currentNumberScheduled'],
  ['LessUpdated', 'updatedNumberScheduled'],
  ['LessAvailable', 'numberAvailable'],
  ['LessReady', 'numberReady'],
] as const

const argoHealth = (daemonSet: DaemonSet): ArgoHealth => {
  const { metadata, spec, status } = daemonSet
  const isHook = metadata?.finalizers?.includes(FINALIZER_ARGO_HOOK) === true
  if (isTerminating(metadata) && !isHook) {
    return { code: 'PendingDeletion', status: 'Progressing' }
  }
  const progress = statusProgress(daemonSet)
  if (progress.code === 'SpecNotObserved') {
    return { code: 'SpecNotObserved', status: 'Progressing' }
  }
  if (spec?.updateStrategy?.type === 'OnDelete') {
    const updated = wholeOf(status?.updatedNumberScheduled)
    const desired = wholeOf(status?.desiredNumberScheduled)
    return { code: 'OnDelete', status: 'Healthy', updated, desired }
  }
  return progress.code === 'Done'
    ? { code: 'Healthy', status: 'Healthy' }
    : { status: 'Progressing', ...progress }
}
