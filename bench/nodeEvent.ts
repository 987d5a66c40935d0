import { createIndex, daemonSetPolicy, type Node, orThrow } from 'podfit'
import { parsedCluster } from './cluster.js'
import { median, type Figure } from './measurement.js'

const TAINT = { key: 'example.com/maintenance', effect: 'NoSchedule' }

/** One node gets a taint, and loses it: what an index of all decisions takes to tell what changes. */
export const nodeEvent = (): readonly Figure[] => {
  const { nodes, daemonSets } = parsedCluster()
  const index = createIndex(
    daemonSets.map(
      (daemonSet) => [daemonSet.metadata?.name ?? '', orThrow(daemonSetPolicy(daemonSet))] as const,
    ),
  )
  const start = performance.now()
  for (const node of nodes) index.setNode(node)
  const filling = performance.now() - start

  let changes = 0
  const events = nodes.flatMap((node) => {
    const tainted: Node = {
      ...node,
      spec: { ...node.spec, taints: [...(node.spec?.taints ?? []), TAINT] },
    }
    return [tainted, node]
  })
  const times = events.map((node) => {
    const begin = performance.now()
    changes += index.setNode(node).length
    return (performance.now() - begin) * 1000
  })
  return [
    {
      name: 'node event',
      value: median(times.slice(events.length / 2)),
      unit: 'µs',
      first: times[0] ?? 0,
    },
    { name: 'node event, changes', value: Math.round(changes / events.length), unit: 'count' },
    { name: 'filling the index', value: filling, unit: 'ms' },
  ]
}
