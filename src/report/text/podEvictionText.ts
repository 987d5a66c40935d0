/** Lines about pods: those that taints evict, and those that no DaemonSet manages. */

import type { PodEviction } from '../../cluster/evictedPods.js'
import type { StaticPod } from '../../cluster/staticPods.js'
import { namespacedName } from '../../kube/objectFacts.js'
import type { Style } from './style.js'
import { grouped } from '../../data/grouped.js'
import { counted, firstOf, someOf } from './table.js'

/** More pods than that are summed up, in as many lines at most. */
const MOST = 10

/** The pods that NoExecute taints evict, under a heading; nothing when there are none. Very many are summed up. */
export const evictionLines = (
  evicted: readonly PodEviction[],
  style: Style,
  details = false,
): readonly string[] =>
  evicted.length === 0
    ? []
    : [
        '',
        style.bold('Evicted by NoExecute taints'),
        ...evictionSums(evicted, details).map((text) => `  ${style.bad('-')} ${text}`),
      ]

/** Which pods are evicted, and when; of very many those of one namespace and instant together. */
export const evictionSums = (
  evicted: readonly PodEviction[],
  details = false,
): readonly string[] => {
  if (details || evicted.length <= MOST) return evicted.map(evictionText)
  const alike = [
    ...grouped(evicted, (each) => JSON.stringify([each.namespace, whenText(each)])).values(),
  ]
  const [told, rest] = firstOf(alike, MOST)
  const left = rest.reduce((sum, same) => sum + same.length, 0)
  return [
    ...told.map((same) => {
      const nodes = new Set(same.map(({ node }) => node)).size
      const names = someOf(same.map(({ name }) => name))
      const [first] = same
      const where = first.namespace === '' ? '' : ` of ${first.namespace}`
      return `${counted(same.length, 'pod')}${where} on ${counted(nodes, 'node')}, ${whenText(first)}: ${names}`
    }),
    ...(left === 0 ? [] : [`${counted(left, 'pod')} more (--details lists each)`]),
  ]
}

/** Which pod is evicted, and when. */
export const evictionText = (eviction: PodEviction): string =>
  `${namespacedName(eviction)} (${eviction.node}): ${whenText(eviction)}`

const whenText = ({ earliest, latest }: PodEviction): string =>
  earliest === latest ? `at ${earliest}` : `between ${earliest} and ${latest}`

/** One line about the static pods of one node, whose names are long and end in the node's. */
export const staticPodsHere = (pods: readonly StaticPod[], style: Style): readonly string[] =>
  staticPodsCounted(pods).map((text) => style.dim(`  · ${text}`))

/** The same without mark and style. */
export const staticPodsCounted = (pods: readonly StaticPod[]): readonly string[] =>
  pods.length === 0 ? [] : [`${counted(pods.length, 'static pod')} here, managed by no DaemonSet`]

/** One line about static pods, which no DaemonSet manages; nothing when there are none. */
export const staticPodLines = (pods: readonly StaticPod[], style: Style): readonly string[] => {
  const names = pods.map(namespacedName)
  const which = counted(names.length, 'static pod')
  return names.length === 0
    ? []
    : [style.dim(`${which}, run by kubelets and managed by no DaemonSet: ${someOf(names)}`)]
}
