import { daemonSetPolicy, orThrow, shouldRun } from 'podfit'
import { parsedCluster } from './cluster.js'
import { timed, type Figure } from './measurement.js'

/**
 * Every pair decided by the walk itself, compiling included. Node by node, as an index asks: what a node is
 * made of then stays in the processor's caches.
 */
export const direct = (): readonly Figure[] => {
  const { nodes, daemonSets } = parsedCluster()
  let running = 0
  const run = (): void => {
    running = 0
    const policies = daemonSets.map((daemonSet) => orThrow(daemonSetPolicy(daemonSet)))
    for (const node of nodes) {
      for (const policy of policies) if (shouldRun(policy, node)) running++
    }
  }
  const time = timed(run)
  return [
    { name: 'direct walk', ...time, unit: 'ms' },
    { name: 'direct walk, pairs that run', value: running, unit: 'count' },
  ]
}
