import * as E from 'fp-ts/Either'
import { foundText } from '../data/foundText.js'
import { formatInstant, toInstant, type Now } from '../data/instant.js'
import type { Faults } from '../data/orThrow.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import { ANNOTATION_RESTARTED_AT } from '../kube/wellKnown.js'

/** When it is restarted. @since 0.2.0 */
export interface RolloutRestartOptions {
  /** The instant that the template then carries. */
  readonly now: Now
}

/**
 * Why there is no restart: the instant cannot be read.
 *
 * @since 0.2.0
 */
export interface RestartFault {
  readonly code: 'UnreadableTime'
  readonly path: readonly ['now']
  readonly expected: string
  readonly found: string
}

/**
 * The DaemonSet as `kubectl rollout restart` sends it: its template carries the instant, which makes it
 * another one, so that every pod is replaced. What the API server makes of it, `asUpdated` tells.
 *
 * - **Errors** `Left` with one fault when the instant cannot be read. Never throws.
 * - **Upstream** kubectl `pkg/polymorphichelpers/objectrestarter.go` defaultObjectRestarter
 *
 * @example
 * import { orThrow } from 'podfit'
 * import { rolloutRestart } from 'podfit/kubectl'
 *
 * const restarted = orThrow(rolloutRestart({}, { now: new Date(0) }))
 * restarted.spec?.template?.metadata?.annotations // => { 'kubectl.kubernetes.io/restartedAt': '1970-01-01T00:00:00Z' }
 *
 * @since 0.1.0
 */
export const rolloutRestart = <D extends DaemonSet, const K extends string = string>(
  daemonSet: D & OfKind<K, 'DaemonSet'>,
  { now }: RolloutRestartOptions,
): E.Either<Faults<RestartFault>, D & DaemonSet> => {
  const instant = toInstant(now)
  if (instant === undefined) {
    const [expected, found] = ['an RFC 3339 time', foundText(now)]
    return E.left([{ code: 'UnreadableTime', path: ['now'], expected, found }])
  }
  const { spec } = daemonSet
  const { template } = spec ?? {}
  const annotations = {
    ...template?.metadata?.annotations,
    [ANNOTATION_RESTARTED_AT]: formatInstant(instant),
  }
  const metadata = { ...template?.metadata, annotations }
  return E.right({ ...daemonSet, spec: { ...spec, template: { ...template, metadata } } })
}
