/** Manifests that are written out: kinds, effects, times and assertions that exist. */
import { cluster, daemonSetPolicy, plan, podPolicy, tolerates, untoleratedTaints } from 'podfit'
import { checkTest, type Suite } from 'podfit/expect'

export const policies = [
  daemonSetPolicy({}),
  daemonSetPolicy({ kind: 'DaemonSet', spec: { template: {} } }),
  podPolicy({ kind: 'Deployment', spec: { template: {} } }),
  podPolicy({ kind: 'Pod', spec: { tolerations: [{ operator: 'Exists' }] } }),
]

export const tolerated = tolerates(
  { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 },
  { key: 'a', effect: 'NoExecute', timeAdded: '2026-01-01T00:00:00Z' },
)
export const open = untoleratedTaints([], [], { effects: ['NoSchedule', 'NoExecute', ''] })
export const planned = plan(cluster({}), {}, { now: '2026-01-01T00:00:00Z' })

const assertions = [{ runsOnEvery: { daemonSets: ['agent'] } }]
const test = { name: 'agents', cases: [{ name: 'run', assertions }] }
export const suite: Suite = { apiVersion: 'podfit/v1', kind: 'Suite', tests: [test] }
export const checked = checkTest(test, {})
