/** The right kind, no kind, and the objects of other libraries fit wherever a DaemonSet, a Node or a Pod does. */
import type { V1ControllerRevision, V1DaemonSet, V1Node, V1Pod } from '@kubernetes/client-node'
import type * as apps from 'kubernetes-types/apps/v1.d.ts'
import type * as core from 'kubernetes-types/core/v1.d.ts'
import {
  applyPlan,
  classify,
  cluster,
  createStore,
  daemonSetPolicy,
  decide,
  decodeDaemonSet,
  decodeNode,
  decodePod,
  explain,
  newestSemantics,
  orThrow,
  plan,
  planAll,
  updateCluster,
  type ControllerRevision,
  type DaemonSet,
  type Node,
  type Pod,
} from 'podfit'
import { asCreated, asUpdated, defaultDaemonSet, validateDaemonSet } from 'podfit/api'
import { audit } from 'podfit/audit'
import { causesSync, isStaticPod, targetNode } from 'podfit/controller'
import * as fp from 'podfit/fp'
import { asApplied, diffVersions, triggersRollout } from 'podfit/impact'
import {
  cordonNode,
  daemonSetRow,
  drainOutcome,
  rolloutHistory,
  rolloutRestart,
  rolloutStatus,
} from 'podfit/kubectl'
import { decideTemplate, whileStarting } from 'podfit/pools'
import { redact } from 'podfit/redact'
import { forecast, simulate } from 'podfit/rollout'
import { suggestFixes, suggestNodeChange } from 'podfit/suggest'

declare const ofClient: {
  readonly daemonSet: V1DaemonSet
  readonly node: V1Node
  readonly pod: V1Pod
  readonly revision: V1ControllerRevision
}
declare const ofTypes: {
  readonly daemonSet: apps.DaemonSet
  readonly node: core.Node
  readonly pod: core.Pod
  readonly revision: apps.ControllerRevision
}
declare const ours: {
  readonly daemonSet: DaemonSet
  readonly node: Node
  readonly pod: Pod
  readonly revision: ControllerRevision
}
const metadata = { name: 'a' }
const withoutKind = {
  daemonSet: { metadata, spec: { template: {} } },
  node: { metadata },
  pod: { metadata },
  revision: { metadata, revision: 1 },
}
const written = {
  daemonSet: { kind: 'DaemonSet', metadata },
  node: { kind: 'Node', metadata },
  pod: { kind: 'Pod', metadata },
  revision: { kind: 'ControllerRevision', metadata, revision: 1 },
} as const
const decoded = {
  daemonSet: orThrow(decodeDaemonSet({})),
  node: orThrow(decodeNode({})),
  pod: orThrow(decodePod({})),
  revision: null,
}
const some = Math.random() > 2 ? { daemonSet: {}, node: {}, pod: {}, revision: null } : written

const now = new Date(0)
const policy = orThrow(daemonSetPolicy({}))

for (const { daemonSet, node, pod, revision } of [
  ofClient,
  ofTypes,
  ours,
  withoutKind,
  written,
  decoded,
  some,
]) {
  const revisions = revision === null ? [] : [revision]
  const snapshot = cluster({ nodes: [node], pods: [pod], daemonSets: [daemonSet], revisions })
  updateCluster(snapshot, { put: { nodes: [node], pods: [pod], daemonSets: [daemonSet] } })
  const planned = plan(snapshot, daemonSet, { now })
  plan({ daemonSet, nodes: [node], pods: [pod], revisions, now })
  planAll(snapshot, [daemonSet], { now })
  applyPlan(snapshot, daemonSet, planned)
  fp.applyPlan(daemonSet, planned)(snapshot)
  fp.plan(snapshot, { now })(daemonSet)
  diffVersions(snapshot, daemonSet, { now, from: newestSemantics, to: newestSemantics })
  daemonSetPolicy(daemonSet)
  decide(policy, node)
  explain(policy, node)
  classify([policy], [node])
  const store = createStore({ watch: 'reasons' })
  store.put('Node', node)
  store.put('DaemonSet', daemonSet)
  store.drop('Pod', pod)
  store.load({ nodes: [node], pods: [pod] })
  store.update({ put: { nodes: [node] } })
  causesSync({ code: 'NodeAdded', node }, snapshot)
  causesSync({ code: 'PodDeleted', pod }, snapshot)
  causesSync({ code: 'DaemonSetAdded', daemonSet }, snapshot)
  isStaticPod(pod)
  targetNode(pod)
  defaultDaemonSet(daemonSet)
  asCreated(daemonSet)
  asUpdated(daemonSet, daemonSet)
  validateDaemonSet(daemonSet, { old: daemonSet })
  audit({ nodes: [node], daemonSets: [daemonSet] })
  redact({ nodes: [node], daemonSets: [daemonSet] })
  asApplied(daemonSet, daemonSet)
  triggersRollout(daemonSet, daemonSet)
  cordonNode(node)
  daemonSetRow(daemonSet, { now })
  drainOutcome(pod, () => true)
  rolloutHistory(daemonSet, revisions)
  rolloutRestart(daemonSet, { now })
  rolloutStatus(daemonSet)
  decideTemplate(policy, { node })
  whileStarting({ node })
  forecast(snapshot, daemonSet, { now })
  simulate(snapshot, daemonSet, { now })
  suggestFixes(daemonSet, node, [node])
  suggestNodeChange(daemonSet, node, { daemonSets: [daemonSet] })
}

export const eachOf = [
  cluster({ nodes: [ofClient.node], pods: [ofClient.pod], daemonSets: [ofClient.daemonSet] }),
  cluster({ nodes: [ofTypes.node], pods: [ofTypes.pod], daemonSets: [ofTypes.daemonSet] }),
  cluster({ nodes: [withoutKind.node], daemonSets: [withoutKind.daemonSet] }),
  cluster({ nodes: [written.node, withoutKind.node, ofClient.node, {}] }),
  cluster({ nodes: [{ kind: 'Node' }, {}], pods: [{ kind: 'Pod' }, { kind: null }] }),
].map((snapshot) => [
  plan(snapshot, ofClient.daemonSet, { now }),
  plan(snapshot, ofTypes.daemonSet, { now }),
  plan(snapshot, withoutKind.daemonSet, { now }),
  plan(snapshot, written.daemonSet, { now }),
  plan(snapshot, { kind: 'DaemonSet' }, { now }),
  plan({ daemonSet: withoutKind.daemonSet, nodes: [written.node], now }),
])
export const defaulted = [
  defaultDaemonSet(ofClient.daemonSet).spec?.minReadySeconds,
  defaultDaemonSet(ofTypes.daemonSet).spec?.minReadySeconds,
  defaultDaemonSet(withoutKind.daemonSet).spec.template,
  defaultDaemonSet(written.daemonSet).kind,
]
export const cordoned = [
  cordonNode(ofClient.node).spec?.taints?.[0]?.timeAdded,
  cordonNode(withoutKind.node).metadata.name,
  cordonNode(written.node).kind,
]
