import { defaultDaemonSet } from '../api/defaults.js'
import { servedTemplate } from '../api/servedTemplate.js'
import { toInt64 } from '../data/int64.js'
import { sameJson } from '../data/sameJson.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import { templateGeneration } from '../kube/templateGeneration.js'
import { ANNOTATION_TEMPLATE_GENERATION } from '../kube/wellKnown.js'
import { rolls } from './rolls.js'

/**
 * A DaemonSet of the cluster once a manifest has taken its place: the manifest's labels, annotations and
 * spec with all defaults, the cluster's identity and status, generations counted on.
 *
 * - **Differs** as `kubectl replace` does it; `kubectl apply` keeps what others have put into the spec
 * - **Upstream** kubernetes `pkg/registry/apps/daemonset/strategy.go` PrepareForUpdate
 *
 * @example
 * import { asApplied } from 'podfit/impact'
 *
 * const live = { metadata: { namespace: 'a', name: 'agent', uid: 'u', generation: 3 } }
 * asApplied(live, { metadata: { name: 'agent' }, spec: { minReadySeconds: 5 } }).metadata?.generation // => 4n
 *
 * @since 0.1.0
 */
export const asApplied = (live: DaemonSet, manifest: DaemonSet): DaemonSet => {
  const template = servedTemplate(manifest.spec?.template)
  const { spec } = defaultDaemonSet({ ...manifest, spec: { ...manifest.spec, template } })
  const templates = templateGeneration(live) ?? 1n
  const rolled = rolls(live, manifest, { applied: true }).code !== 'No'
  return {
    ...live,
    metadata: {
      ...live.metadata,
      labels: manifest.metadata?.labels,
      generation: toInt64(live.metadata?.generation ?? 0) + (sameJson(live.spec, spec) ? 0n : 1n),
      annotations: {
        ...manifest.metadata?.annotations,
        [ANNOTATION_TEMPLATE_GENERATION]: String(rolled ? templates + 1n : templates),
      },
    },
    spec,
  }
}
