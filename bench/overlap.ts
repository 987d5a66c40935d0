import { daemonSetPolicy, orThrow } from 'podfit'
import { disjoint } from 'podfit/analysis'
import { parsedCluster } from './cluster.js'
import { timed, type Figure } from './measurement.js'

/** Of every pair of a hundred DaemonSets, whether there can be a node on which both run: compiling included. */
export const overlap = (): readonly Figure[] => {
  const { daemonSets } = parsedCluster()
  let overlapping = 0
  let unknown = 0
  const run = (): void => {
    const policies = daemonSets.map((daemonSet) => orThrow(daemonSetPolicy(daemonSet)))
    overlapping = 0
    unknown = 0
    for (const [i, one] of policies.entries()) {
      for (const other of policies.slice(i + 1)) {
        const { code } = disjoint(one, other)
        if (code === 'Refuted') overlapping++
        else if (code === 'Unknown') unknown++
      }
    }
  }
  const time = timed(run, 5)
  return [
    { name: 'overlap of every pair, on any node', ...time, unit: 'ms' },
    { name: 'overlapping pairs', value: overlapping, unit: 'count' },
    { name: 'overlaps that are unknown', value: unknown, unit: 'count' },
  ]
}
