import { compile, explain } from 'podfit'
import { parsedCluster } from './cluster.js'
import { timed, type Figure } from './measurement.js'

/** The full verdict of every pair. */
export const explained = (): readonly Figure[] => {
  const { nodes, daemonSets } = parsedCluster()
  let reasons = 0
  const run = (): void => {
    reasons = 0
    for (const daemonSet of daemonSets) {
      const policy = compile(daemonSet)
      for (const node of nodes) reasons += explain(policy, node).reasons.length
    }
  }
  const time = timed(run, 9)
  return [
    { name: 'explain', ...time, unit: 'ms' },
    { name: 'explain, reasons', value: reasons, unit: 'count' },
  ]
}
