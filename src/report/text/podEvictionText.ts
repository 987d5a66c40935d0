/** Lines about pods: those that taints evict, and those that no DaemonSet manages. */

import type { PodEviction } from '../../cluster/evictedPods.js'
import type { StaticPod } from '../../cluster/staticPods.js'
import { namespacedName } from '../../kube/objectFacts.js'
import type { Style } from './style.js'
import { counted, someOf } from './table.js'

/** The pods that NoExecute taints evict, under a heading; nothing when there are none. */
export const evictionLines = (evicted: readonly PodEviction[], style: Style): readonly string[] =>
  evicted.length === 0
    ? []
    : ['', style.bold('Evicted by NoExecute taints'), ...evicted.map((each) => line(each, style))]

const line = (eviction: PodEviction, style: Style): string =>
  `  ${style.bad('-')} ${evictionText(eviction)}`

/** Which pod is evicted, and when. */
export const evictionText = (eviction: PodEviction): string => {
  const { node, earliest, latest } = eviction
  const when = earliest === latest ? `at ${earliest}` : `between ${earliest} and ${latest}`
  return `${namespacedName(eviction)} (${node}): ${when}`
}

/** One line about the static pods of one node, whose names are long and end in the node's. */
export const staticPodsHere = (pods: readonly StaticPod[], style: Style): readonly string[] =>
  pods.length === 0
    ? []
    : [style.dim(`  · ${counted(pods.length, 'static pod')} here, managed by no DaemonSet`)]

/** One line about static pods, which no DaemonSet manages; nothing when there are none. */
export const staticPodLines = (pods: readonly StaticPod[], style: Style): readonly string[] => {
  const names = pods.map(namespacedName)
  const which = counted(names.length, 'static pod')
  return names.length === 0
    ? []
    : [style.dim(`${which}, run by kubelets and managed by no DaemonSet: ${someOf(names)}`)]
}
