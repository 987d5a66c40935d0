import { cluster, planAll } from 'podfit'
import { benchCluster } from './cluster.js'
import { timed, type Figure } from './measurement.js'

/** The plans of all DaemonSets, from objects in memory: the snapshot is indexed, then planned. */
export const wholePlan = (): readonly Figure[] => {
  const made = benchCluster()
  const text = JSON.stringify({ ...made, pods: [...made.pods()] })
  const { nodes, daemonSets, pods } = JSON.parse(text) as typeof made & { readonly pods: [] }
  let planned = 0
  const run = (): void => {
    const snapshot = cluster({ nodes, daemonSets, pods })
    const plans = planAll(snapshot, daemonSets, { now: '2026-06-01T10:00:00Z' })
    planned = plans.reduce((sum, plan) => sum + plan.pods.length, 0)
  }
  return [
    { name: 'all plans', ...timed(run, 7), unit: 'ms' },
    { name: 'all plans, pods', value: planned, unit: 'count' },
  ]
}
