import { formatInstant, toInstant, type Time } from '../data/instant.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { ANNOTATION_RESTARTED_AT } from '../kube/wellKnown.js'

/**
 * The DaemonSet as `kubectl rollout restart` sends it: its template carries the instant, which makes it
 * another one, so that every pod is replaced. What the API server makes of it, `asUpdated` tells.
 *
 * - **Upstream** kubectl `pkg/polymorphichelpers/objectrestarter.go`
 *
 * @example
 * import { rolloutRestart } from 'podfit/kubectl'
 *
 * rolloutRestart({}, new Date(0)).spec?.template?.metadata?.annotations // => { 'kubectl.kubernetes.io/restartedAt': '1970-01-01T00:00:00Z' }
 *
 * @since 0.1.0
 */
export const rolloutRestart = (daemonSet: DaemonSet, now: Time): DaemonSet => {
  const { spec } = daemonSet
  const { template } = spec ?? {}
  const annotations = {
    ...template?.metadata?.annotations,
    [ANNOTATION_RESTARTED_AT]: formatInstant(toInstant(now) ?? 0n),
  }
  const metadata = { ...template?.metadata, annotations }
  return { ...daemonSet, spec: { ...spec, template: { ...template, metadata } } }
}
