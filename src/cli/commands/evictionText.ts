import { namespacedName } from '../../kube/objectFacts.js'
import type { PodEviction } from '../../cluster/evictions.js'
import type { Style } from '../../report/text/style.js'

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
