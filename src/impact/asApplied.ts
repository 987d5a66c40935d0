import { defaultDaemonSet } from '../api/defaults.js'
import { defaultedTemplate } from '../api/defaultedTemplate.js'
import { toInt64, type Int64 } from '../data/int64.js'
import type { Maybe } from '../data/maybe.js'
import { sameJson } from '../data/sameJson.js'
import { type DaemonSet, templateGeneration } from '../kube/daemonSet.js'
import { ANNOTATION_TEMPLATE_GENERATION } from '../kube/wellKnown.js'
import { triggersRollout } from './triggersRollout.js'

/**
 * A DaemonSet of the cluster once a manifest has taken its place: the manifest's labels, annotations and
 * spec with all defaults, the cluster's identity and status, generations counted on.
 *
 * - **Units** `generation` is a number, beyond 2^53 or where it came as one a bigint.
 * - **Errors** Never throws.
 * - **Differs** as `kubectl replace` does it; `kubectl apply` keeps what others have put into the spec
 * - **Upstream** kubernetes `pkg/registry/apps/daemonset/strategy.go` PrepareForUpdate
 *
 * @example
 * import { asApplied } from 'podfit/impact'
 *
 * const live = { metadata: { namespace: 'a', name: 'agent', uid: 'u', generation: 3 } }
 * asApplied(live, { metadata: { name: 'agent' }, spec: { minReadySeconds: 5 } }).metadata.generation // => 4
 *
 * @since 0.1.0
 */
export const asApplied = <D extends DaemonSet>(live: D, manifest: DaemonSet): D => {
  const template = defaultedTemplate(manifest.spec?.template ?? {})
  const { spec } = defaultDaemonSet({ ...manifest, spec: { ...manifest.spec, template } })
  const templates = templateGeneration(live) ?? 1n
  const rolled = triggersRollout(live, manifest, { applied: true }).code !== 'No'
  const generation = live.metadata?.generation
  return {
    ...live,
    metadata: {
      ...live.metadata,
      labels: manifest.metadata?.labels,
      generation: sameJson(live.spec, spec) ? generation : countedOn(generation),
      annotations: {
        ...manifest.metadata?.annotations,
        [ANNOTATION_TEMPLATE_GENERATION]: String(rolled ? templates + 1n : templates),
      },
    },
    spec,
  }
}

/** The next generation, in the type in which the last one came as long as that holds it. */
const countedOn = (generation: Maybe<Int64>): Int64 => {
  const next = toInt64(generation ?? 0) + 1n
  const isNumber = typeof generation !== 'bigint' && Number.isSafeInteger(Number(next))
  return isNumber ? Number(next) : next
}
