import { classify, daemonSetPolicy, type Decision, type NodeClass, orThrow } from 'podfit'
import { parsedCluster } from './cluster.js'
import { timed, type Figure } from './measurement.js'

/** Every pair decided by classes of nodes: compiling, projecting and reading every answer included. */
export const classes = (): readonly Figure[] => {
  const { nodes, daemonSets } = parsedCluster()
  let running = 0
  let found: readonly NodeClass[] = []
  const run = (): void => {
    found = classify(
      daemonSets.map((daemonSet) => orThrow(daemonSetPolicy(daemonSet))),
      nodes,
    )
    running = 0
    for (const each of found) {
      for (let i = 0; i < each.nodes.length; i++) running += countRuns(each.decisions)
    }
  }
  const time = timed(run, 101)
  return [
    { name: 'by classes', ...time, unit: 'ms' },
    { name: 'by classes, pairs that run', value: running, unit: 'count' },
    { name: 'classes', value: found.length, unit: 'count' },
  ]
}

const countRuns = (decisions: readonly Decision[]): number => {
  let count = 0
  for (const decision of decisions) if (decision === 'run') count++
  return count
}
