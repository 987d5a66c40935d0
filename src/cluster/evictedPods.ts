import { formatInstant, toInstant, type Now, type Time } from '../data/instant.js'
import { own } from '../data/own.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import { nameOf, isTerminating, objectKey } from '../kube/objectFacts.js'
import { evictionWindow } from '../taint/evictionWindow.js'
import type { Cluster } from './cluster.js'

/**
 * A pod that `NoExecute` taints evict from its node, and the instants between which that happens.
 *
 * @since 0.1.0
 */
export interface PodEviction {
  readonly namespace: string
  readonly name: string
  readonly node: string
  readonly earliest: string
  readonly latest: string
}

/** What evictions depend on besides the objects. @since 0.1.0 */
export interface EvictionOptions extends SemanticsOptions {
  readonly now: Now
  /** Timers that are known to run, by `namespace/name` of the pod: the instant at which each fires. */
  readonly pending?: Readonly<Record<string, Time>> | undefined
}

/**
 * Which pods the `NoExecute` taints of their nodes evict, and when. Pods of every kind are looked at; pods
 * that are being deleted already, or are on no known node, are left out.
 *
 * - **Rules** `tolerationSeconds` count from the moment the eviction controller saw the taint, which a
 *   snapshot does not tell: the answer is a span, from the taint's `timeAdded` (if recorded) to
 *   now plus the seconds. A pending timer that is given is kept.
 * - **Upstream** kubernetes `pkg/controller/tainteviction/taint_eviction.go` Controller.processPodOnNode
 *
 * @example
 * import { cluster } from 'podfit'
 * import { evictedPods } from 'podfit/controller'
 *
 * const taints = [{ key: 'down', effect: 'NoExecute' }]
 * const nodes = [{ metadata: { name: 'n1' }, spec: { taints } }]
 * const pods = [{ metadata: { namespace: 'a', name: 'p' }, spec: { nodeName: 'n1' } }]
 * evictedPods(cluster({ nodes, pods }), { now: new Date(0) })[0]?.latest // => '1970-01-01T00:00:00Z'
 *
 * @since 0.2.0
 */
export const evictedPods = (
  { nodes, pods }: Cluster,
  { now, pending = {}, semantics = newestSemantics }: EvictionOptions,
): readonly PodEviction[] => {
  const instant = toInstant(now) ?? 0n
  const evicted: PodEviction[] = []
  for (const pod of pods?.values() ?? []) {
    const node = pod.spec?.nodeName ?? ''
    const taints = nodes?.get(node)?.spec?.taints
    if (taints === null || taints === undefined || isTerminating(pod.metadata)) continue
    const timer = toInstant(own(pending, objectKey(pod)))
    const window = evictionWindow(pod.spec?.tolerations, taints, instant, timer, semantics)
    if (window === undefined) continue
    evicted.push({
      namespace: pod.metadata?.namespace ?? '',
      name: nameOf(pod),
      node,
      earliest: formatInstant(window.earliest),
      latest: formatInstant(window.latest),
    })
  }
  return evicted
}
