/** Manifests that are written out, with kinds, effects, times and assertions that do not exist. */
import { cluster, daemonSetPolicy, plan, podPolicy, tolerates, untoleratedTaints } from 'podfit'
import { checkTest, type Assertion, type SuiteCase } from 'podfit/expect'
import { diff } from 'podfit/impact'
import { daemonSetRow, rolloutRestart } from 'podfit/kubectl'
import { forecast, stagedRollout } from 'podfit/rollout'

// TS2322: a misspelt kind
daemonSetPolicy({ kind: 'DaemonSett' })
// TS2322: another kind
daemonSetPolicy({ kind: 'Deployment', spec: { template: {} } })
// TS2322: the controller places the pods of a DaemonSet
podPolicy({ kind: 'DaemonSet', spec: { template: {} } })
// TS2322: a CronJob's template stands deeper
podPolicy({ kind: 'CronJob' })
// TS2322: a misspelt effect
tolerates({ key: 'a', effect: 'NoScedule' }, { key: 'a' })
// TS2322: a misspelt effect
tolerates({ key: 'a' }, { key: 'a', effect: 'NoExecutes' })
// TS2820: a misspelt effect
untoleratedTaints([], [], { effects: ['NoScedule'] })
// TS2322: a word that is no instant
plan(cluster({}), {}, { now: 'yesterday' })
// TS2322: a word that is no instant
forecast(cluster({}), {}, { now: 'yesterday' })
// TS2322: a word that is no instant
diff(cluster({}), cluster({}), { now: 'yesterday' })
// TS2322: a word that is no instant
stagedRollout(cluster({}), {}, { now: new Date(0), stages: ['100%'], since: 'yesterday' })
// TS2322: a word that is no instant
rolloutRestart({}, { now: 'yesterday' })
// TS2322: a word that is no instant
daemonSetRow({}, { now: 'yesterday' })
// TS2345: the instant is an argument
plan(cluster({}), {}, {})
// TS2322: an assertion that asserts nothing
export const empty: SuiteCase = { name: 'a', assertions: [{}] }
// TS2322: an assertion that asserts nothing
checkTest({ name: 'a', cases: [{ name: 'a', assertions: [{}] }] }, {})
// TS2322: two assertions in one
export const two: Assertion = { runsOnEvery: { daemonSets: [] }, neverShare: { daemonSets: [] } }
// TS2561: an assertion that does not exist
export const misspelt: Assertion = { runsOnevery: { daemonSets: [] } }
