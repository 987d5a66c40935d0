import { countedOn, specChange } from '../api/asUpdated.js'
import { defaultedTemplate } from '../api/defaultedTemplate.js'
import { defaultDaemonSet } from '../api/defaults.js'
import { type DaemonSet, templateGeneration } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import { ANNOTATION_TEMPLATE_GENERATION } from '../kube/wellKnown.js'
import { triggersRollout } from './triggersRollout.js'

/**
 * A DaemonSet of the cluster once a manifest has taken its place: the manifest's labels, annotations and
 * spec with all defaults, the cluster's identity and status, generations counted on. A template that says
 * nothing new stays the cluster's.
 *
 * - **Units** `generation` is a number, beyond 2^53 or where it came as one a bigint.
 * - **Errors** Never throws.
 * - **Differs** as `kubectl replace` does it; `kubectl apply` keeps what others have put into the spec
 * - **Upstream** kubernetes `pkg/registry/apps/daemonset/strategy.go` daemonSetStrategy.PrepareForUpdate
 *
 * @example
 * import { asApplied } from 'podfit/impact'
 *
 * const live = { metadata: { namespace: 'a', name: 'agent', uid: 'u', generation: 3 } }
 * asApplied(live, { metadata: { name: 'agent' }, spec: { minReadySeconds: 5 } }).metadata.generation // => 4
 *
 * @since 0.1.0
 */
export const asApplied = <D extends DaemonSet, const K extends string = string>(
  live: D & OfKind<K, 'DaemonSet'>,
  manifest: DaemonSet & OfKind<K, 'DaemonSet'>,
  options: SemanticsOptions = {},
): D => {
  const { semantics = newestSemantics } = options
  const trigger = triggersRollout<string>(live, manifest, { applied: true, semantics })
  const rolled = trigger.code !== 'No'
  const template = rolled
    ? defaultedTemplate(manifest.spec?.template ?? {}, { semantics })
    : live.spec?.template
  const { spec } = defaultDaemonSet<DaemonSet>({
    ...manifest,
    spec: { ...manifest.spec, template },
  })
  const templates = templateGeneration(live) ?? 1n
  const generation = live.metadata?.generation
  return {
    ...live,
    metadata: {
      ...live.metadata,
      labels: manifest.metadata?.labels,
      generation: specChange({ spec }, live, semantics).spec ? countedOn(generation) : generation,
      annotations: {
        ...manifest.metadata?.annotations,
        [ANNOTATION_TEMPLATE_GENERATION]: String(rolled ? templates + 1n : templates),
      },
    },
    spec,
  }
}
