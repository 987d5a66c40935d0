import { daemonSetPolicy, explain, orThrow } from 'podfit'
import { parsedCluster } from './cluster.js'
import { timed, type Figure } from './measurement.js'

/** The full verdict of every pair, node by node. */
export const explained = (): readonly Figure[] => {
  const { nodes, daemonSets } = parsedCluster()
  let reasons = 0
  const run = (): void => {
    reasons = 0
    const policies = daemonSets.map((daemonSet) => orThrow(daemonSetPolicy(daemonSet)))
    for (const node of nodes) {
      for (const policy of policies) reasons += explain(policy, node).reasons.length
    }
  }
  const time = timed(run)
  return [
    { name: 'explain', ...time, unit: 'ms' },
    { name: 'explain, reasons', value: reasons, unit: 'count' },
  ]
}
