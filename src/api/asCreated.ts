import { type DaemonSet, templateGeneration } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import { inNamespace, objectKey } from '../kube/objectFacts.js'
import { ANNOTATION_TEMPLATE_GENERATION } from '../kube/wellKnown.js'
import { defaultDaemonSet } from './defaults.js'

/**
 * A DaemonSet from a manifest as the API server would store it: in a namespace, with a UID (a placeholder:
 * no pod can carry it yet), a first generation, no status, and the defaults filled in.
 *
 * - **Upstream** kubernetes `pkg/registry/apps/daemonset/strategy.go` daemonSetStrategy.PrepareForCreate
 *
 * @example
 * import { asCreated } from 'podfit/api'
 *
 * asCreated({ metadata: { name: 'agent' } }).metadata?.namespace // => 'default'
 *
 * @since 0.1.0
 */
export const asCreated = <D extends DaemonSet, const K extends string = string>(
  daemonSet: D & OfKind<K, 'DaemonSet'>,
): D & DaemonSet => {
  const { metadata } = inNamespace(daemonSet)
  const generation = templateGeneration(daemonSet) ?? 1n
  return {
    ...defaultDaemonSet<D>(daemonSet),
    metadata: {
      ...metadata,
      uid: `new:${objectKey({ metadata })}`,
      generation: 1,
      annotations: {
        ...metadata.annotations,
        [ANNOTATION_TEMPLATE_GENERATION]: String(generation < 1n ? 1 : generation),
      },
    },
    status: {},
  }
}
