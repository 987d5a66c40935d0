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
export const evictionText = ({ namespace, name, node, earliest, latest }: PodEviction): string => {
  const when = earliest === latest ? `at ${earliest}` : `between ${earliest} and ${latest}`
  return `${namespace}/${name} (${node}): ${when}`
}
