/** Manifests that are written out, with kinds, effects, times and assertions that do not exist. */
import {
  applyPlan,
  classify,
  cluster,
  createStore,
  daemonSetPolicy,
  decide,
  explain,
  matchNodeSelection,
  newestSemantics,
  orThrow,
  plan,
  planAll,
  podPolicy,
  preferredScore,
  shouldContinueRunning,
  shouldRun,
  tolerates,
  untoleratedTaints,
  updateCluster,
} from 'podfit'
import { asCreated, asUpdated, defaultDaemonSet, validateDaemonSet } from 'podfit/api'
import { audit } from 'podfit/audit'
import { causesSync, isStaticPod, targetNode } from 'podfit/controller'
import { checkTest, type Assertion, type SuiteCase } from 'podfit/expect'
import * as fp from 'podfit/fp'
import { applyManifest, asApplied, diff, diffVersions, triggersRollout } from 'podfit/impact'
import {
  cordonNode,
  daemonSetRow,
  drainOutcome,
  rolloutHistory,
  rolloutRestart,
  rolloutStatus,
  rolloutUndo,
  uncordonNode,
} from 'podfit/kubectl'
import { decideTemplate, explainTemplate, whileStarting } from 'podfit/pools'
import { redact } from 'podfit/redact'
import {
  attributeUnavailability,
  forecast,
  presentPods,
  simulate,
  stagedRollout,
} from 'podfit/rollout'
import {
  narrowTolerations,
  suggestFixes,
  suggestNodeChange,
  suggestTolerations,
} from 'podfit/suggest'

const snapshot = cluster({})
const policy = orThrow(daemonSetPolicy({}))
const now = new Date(0)
const planned = plan(snapshot, {}, { now })
const versions = { now, from: newestSemantics, to: newestSemantics }

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
// TS2322: a Pod in place of a node
decide(policy, { kind: 'Pod' })
// TS2322: a Pod in place of a node
explain(policy, { kind: 'Pod' })
// TS2322: a Pod in place of a node
shouldRun(policy, { kind: 'Pod' })
// TS2322: a Pod in place of a node
shouldContinueRunning(policy, { kind: 'Pod' })
// TS2322: a Pod in place of a node
classify([policy], [{ kind: 'Pod' }])
// TS2322: a Pod in place of a node
matchNodeSelection({}, { kind: 'Pod' })
// TS2322: a Pod in place of a node
preferredScore([], { kind: 'Pod' })
// TS2322: a Pod in place of a node
createStore({ watch: 'decisions' }).put('Node', { kind: 'Pod' })
// TS2322: a Pod in place of a node
cluster({ nodes: [{ kind: 'Pod' }] })
// TS2322: a Node in place of a pod
cluster({ pods: [{ kind: 'Node' }] })
// TS2322: a Deployment in place of a DaemonSet
cluster({ daemonSets: [{ kind: 'DaemonSet' }, { kind: 'Deployment' }] })
// TS2322: a DaemonSet among revisions
cluster({ revisions: [{ kind: 'DaemonSet' }] })
// TS2322: a Node among namespaces
cluster({ namespaces: [{ kind: 'Node' }] })
// TS2322: a Pod in place of a node
updateCluster(snapshot, { put: { nodes: [{ kind: 'Pod' }] } })
// TS2322: a Deployment in place of a DaemonSet
plan(snapshot, { kind: 'Deployment' }, { now })
// TS2322: a Deployment in place of a DaemonSet
plan({ daemonSet: { kind: 'Deployment' }, now })
// TS2322: a Pod in place of a node
plan({ daemonSet: {}, nodes: [{ kind: 'Pod' }], now })
// TS2322: a Deployment in place of a DaemonSet
planAll(snapshot, [{ kind: 'Deployment' }], { now })
// TS2322: a Deployment in place of a DaemonSet
applyPlan(snapshot, { kind: 'Deployment' }, planned)
// TS2322: a Deployment in place of a DaemonSet
fp.applyPlan({ kind: 'Deployment' }, planned)
// TS2322: a kind that a cluster does not hold
applyManifest(snapshot, { kind: 'Deployment' })
// TS2322: a Deployment in place of a DaemonSet
defaultDaemonSet({ kind: 'Deployment' })
// TS2322: a Deployment in place of a DaemonSet
asCreated({ kind: 'Deployment' })
// TS2322: a Deployment in place of a DaemonSet
validateDaemonSet({ kind: 'Deployment' })
// TS2322: a Deployment in place of a DaemonSet
rolloutStatus({ kind: 'Deployment' })
// TS2322: a Deployment in place of a DaemonSet
asUpdated({}, { kind: 'Deployment' })
// TS2322: a Deployment in place of a DaemonSet
asUpdated({ kind: 'Deployment' }, {})
// TS2322: a Deployment in place of a DaemonSet
audit({ daemonSets: [{ kind: 'Deployment' }] })
// TS2322: a Pod in place of a node
redact({ nodes: [{ kind: 'Pod' }] })
// TS2322: a Deployment in place of a DaemonSet
checkTest({ name: 'a', cases: [] }, { daemonSets: [{ kind: 'Deployment' }] })
// TS2322: a Pod in place of a node
causesSync({ code: 'NodeAdded', node: { kind: 'Pod' } }, snapshot)
// TS2322: a Node in place of a pod
isStaticPod({ kind: 'Node' })
// TS2322: a Node in place of a pod
targetNode({ kind: 'Node' })
// TS2322: a Deployment in place of a DaemonSet
asApplied({}, { kind: 'Deployment' })
// TS2322: a Deployment in place of a DaemonSet
asApplied({ kind: 'Deployment' }, {})
// TS2322: a Deployment in place of a DaemonSet
triggersRollout({}, { kind: 'Deployment' })
// TS2322: a Deployment in place of a DaemonSet
diffVersions(snapshot, { kind: 'Deployment' }, versions)
// TS2322: a Pod in place of a node
cordonNode({ kind: 'Pod' })
// TS2322: a Pod in place of a node
uncordonNode({ kind: 'Pod' })
// TS2322: a Deployment in place of a DaemonSet
daemonSetRow({ kind: 'Deployment' }, { now })
// TS2322: a Node in place of a pod
drainOutcome({ kind: 'Node' }, () => true)
// TS2322: a Deployment in place of a DaemonSet
rolloutHistory({ kind: 'Deployment' }, [])
// TS2322: a DaemonSet among revisions
rolloutHistory({}, [{ kind: 'DaemonSet' }])
// TS2322: a Deployment in place of a DaemonSet
rolloutUndo({ kind: 'Deployment' }, [])
// TS2322: a Deployment in place of a DaemonSet
rolloutRestart({ kind: 'Deployment' }, { now })
// TS2322: a Pod in place of a node
decideTemplate(policy, { node: { kind: 'Pod' } })
// TS2322: a Pod in place of a node
explainTemplate(policy, { node: { kind: 'Pod' } })
// TS2322: a Pod in place of a node
whileStarting({ node: { kind: 'Pod' } })
// TS2322: a Deployment in place of a DaemonSet
attributeUnavailability(snapshot, { kind: 'Deployment' }, { now })
// TS2322: a Deployment in place of a DaemonSet
forecast(snapshot, { kind: 'Deployment' }, { now })
// TS2322: a Deployment in place of a DaemonSet
presentPods(snapshot, { kind: 'Deployment' }, { now })
// TS2322: a Deployment in place of a DaemonSet
simulate(snapshot, { kind: 'Deployment' }, { now })
// TS2322: a Deployment in place of a DaemonSet
stagedRollout(snapshot, { kind: 'Deployment' }, { now, stages: [] })
// TS2322: a Deployment in place of a DaemonSet
suggestFixes({ kind: 'Deployment' }, {}, [])
// TS2322: a Pod in place of a node
suggestFixes({}, { kind: 'Pod' }, [])
// TS2322: a Pod in place of a node
suggestTolerations({}, [{ kind: 'Pod' }], [])
// TS2322: a Pod in place of a node
narrowTolerations({}, [{ kind: 'Pod' }])
// TS2322: a Deployment in place of a DaemonSet
suggestNodeChange({ kind: 'Deployment' }, {}, {})
// TS2322: a Deployment in place of a DaemonSet
suggestNodeChange({}, {}, { daemonSets: [{ kind: 'Deployment' }] })
// TS2322: a Deployment in place of a DaemonSet
validateDaemonSet({}, { old: { kind: 'Deployment' } })
