import type { Cluster } from '../cluster/cluster.js'
import { compareText } from '../data/compareText.js'
import { isJsonObject, member, own } from '../data/own.js'
import {
  controllerOf,
  DEFAULT_NAMESPACE,
  isDaemonSetReference,
  nameOf,
  objectKey,
} from '../kube/objectFacts.js'
import { hostPorts } from '../kube/hostPorts.js'
import type { Pod } from '../kube/pod.js'
import { conditionOf, hasEnded, isBound } from '../kube/podFacts.js'
import { REQUIRED } from '../kube/podTemplate.js'
import type { SchedulerWorkload, WorkloadKind } from '../placement/schedulerWorkload.js'
import { newestSemantics, type SemanticsOptions } from '../kube/semantics.js'
import { compilePodSpec } from '../placement/compile.js'
import { explain } from '../placement/explain.js'
import type { Reason } from '../reason/reason.js'
import type { Verdict } from '../reason/verdict.js'
import { schedulerParts, type SchedulerPart } from '../rollout/attribution/causeOf.js'

/** What the scheduler asks besides, and podfit does not. */
export type SchedulerQuestion =
  | 'Gates'
  | 'Scheduler'
  | 'Resources'
  | 'HostPorts'
  | 'PodAffinity'
  | 'OtherPods'
  | 'TopologySpread'
  | 'Volumes'
  | 'ResourceClaims'
  | 'RuntimeClass'

/** A plugin of the scheduler whose question podfit answers. */
export type AnsweredPlugin = 'NodeName' | 'NodeUnschedulable' | 'TaintToleration' | 'NodeAffinity'

/** A part of what the scheduler says of a pod, beside what podfit finds. */
export interface ExplainedPart extends SchedulerPart {
  /** Whose complaint it is, where podfit knows. */
  readonly of?: AnsweredPlugin | SchedulerQuestion
  /** The nodes that podfit finds it of; absent where it does not look at that. */
  readonly nodes?: readonly string[]
}

/** A pod that waits for a node. */
export interface WaitingPod {
  readonly pod: string
  /** What the scheduler said last; absent where it has said nothing. */
  readonly message?: string
  readonly parts: readonly ExplainedPart[]
}

/** A pod that is on a node. */
export interface PlacedPod {
  readonly pod: string
  readonly node: string
  /** Whether the node could take it anew; absent where the node was not given. */
  readonly couldTake?: boolean
}

/** Which nodes could take the pods of a workload, which have, and why others do not. */
export interface WorkloadPlacement {
  readonly kind: WorkloadKind
  readonly namespace: string
  readonly name: string
  readonly nodes: readonly { readonly name: string; readonly verdict: Verdict }[]
  /** Undefined where pods were not given. */
  readonly pods?:
    { readonly placed: readonly PlacedPod[]; readonly waiting: readonly WaitingPod[] } | undefined
  readonly alsoAsked: readonly SchedulerQuestion[]
  /** Of a Pod that a DaemonSet has made: that DaemonSet. */
  readonly daemonSet?: string
  /** Of a Pod that is on a node already: that node, which is not asked for again. */
  readonly boundTo?: string
}

/**
 * Which nodes could take the pods of a workload that is no DaemonSet.
 *
 * - **Rules**
 *   1. The rules are those for a DaemonSet, without the tolerations that the controller adds.
 *   2. Of a stored Pod that is on a node its `nodeName` is the answer, and no question.
 *   3. What the scheduler says of a waiting pod is set beside what podfit finds: a node counts under the first plugin
 *      that refuses it.
 *
 * - **Upstream** kubernetes `pkg/scheduler/apis/config/v1/default_plugins.go` getDefaultPlugins
 */
export const workloadPlacement = (
  snapshot: Cluster,
  workload: SchedulerWorkload,
  { semantics = newestSemantics }: SemanticsOptions = {},
): WorkloadPlacement => {
  const { kind, metadata, template, path } = workload
  const namespace = metadata.namespace ?? DEFAULT_NAMESPACE
  const name = metadata.name ?? ''
  const { nodeName, ...rest } = template.spec ?? {}
  const bound = kind === 'Pod' && (metadata.uid ?? '') !== '' ? (nodeName ?? '') : ''
  const policy = compilePodSpec(bound === '' ? template.spec : rest, path, semantics)
  const nodes = [...(snapshot.nodes ?? [])].map(([node, value]) => ({
    name: node,
    verdict: explain(policy, value),
  }))
  const verdicts = new Map(nodes.map((each) => [each.name, each.verdict]))
  const owner = controllerOf(metadata)
  const pods = snapshot.pods && [...snapshot.pods.values()].filter(isPodOf(workload, namespace))
  return {
    kind,
    namespace,
    name,
    nodes,
    pods: pods && {
      placed: pods.filter(isBound).map((pod) => placedPod(pod, verdicts)),
      waiting: pods.filter((pod) => !isBound(pod)).map((pod) => waitingPod(pod, nodes)),
    },
    alsoAsked: alsoAsked(workload),
    ...(owner !== undefined &&
      isDaemonSetReference(owner) && { daemonSet: `${namespace}/${owner.name ?? ''}` }),
    ...(bound !== '' && { boundTo: bound }),
  }
}

type Nodes = WorkloadPlacement['nodes']

const POD_TEMPLATE_HASH = 'pod-template-hash'

/** Whether a pod that has not ended is one of a workload's. */
const isPodOf = (
  { kind, metadata }: SchedulerWorkload,
  namespace: string,
): ((pod: Pod) => boolean) => {
  const { name = '', uid = '' } = metadata
  return (pod) => {
    if ((pod.metadata?.namespace ?? DEFAULT_NAMESPACE) !== namespace || hasEnded(pod.status?.phase))
      return false
    if (kind === 'Pod') return nameOf(pod) === name
    const owner = controllerOf(pod.metadata)
    if (owner === undefined) return false
    const called = owner.name ?? ''
    switch (kind) {
      case 'Deployment':
        return (
          owner.kind === 'ReplicaSet' &&
          called === `${name}-${own(pod.metadata?.labels, POD_TEMPLATE_HASH) ?? ''}`
        )
      case 'CronJob':
        return (
          owner.kind === 'Job' &&
          called.startsWith(`${name}-`) &&
          /^\d+$/.test(called.slice(`${name}-`.length))
        )
      default:
        return owner.kind === kind && (uid === '' ? called === name : owner.uid === uid)
    }
  }
}

const placedPod = (pod: Pod, verdicts: ReadonlyMap<string, Verdict>): PlacedPod => {
  const node = pod.spec?.nodeName ?? ''
  const verdict = verdicts.get(node)
  return {
    pod: objectKey(pod),
    node,
    ...(verdict !== undefined && { couldTake: verdict.decision === 'run' }),
  }
}

const waitingPod = (pod: Pod, nodes: Nodes): WaitingPod => {
  const condition = conditionOf(pod, 'PodScheduled')
  const message = condition?.status === 'False' ? (condition.message ?? '') : ''
  return {
    pod: objectKey(pod),
    ...(message !== '' && { message }),
    parts: message === '' ? [] : schedulerParts(message).map((part) => explainedPart(part, nodes)),
  }
}

/** The plugins in the order in which the scheduler asks them, and the reasons that are theirs. */
const PLUGINS: readonly (readonly [AnsweredPlugin, ReadonlySet<Reason['code']>])[] = [
  ['NodeName', new Set(['NodeNameMismatch'])],
  ['NodeUnschedulable', new Set(['NodeUnschedulable'])],
  ['TaintToleration', new Set(['UntoleratedTaint'])],
  ['NodeAffinity', new Set(['NodeSelectorMismatch', 'NodeAffinityMismatch'])],
]

/** The plugin that refuses a node first, and its first reason. */
const refusedBy = ({ reasons }: Verdict): readonly [AnsweredPlugin, Reason] | undefined => {
  for (const [plugin, codes] of PLUGINS) {
    const reason = reasons.find(({ code }) => codes.has(code))
    if (reason !== undefined) return [plugin, reason]
  }
  return undefined
}

/** What the scheduler says, and whose words these are; releases differ in some. */
const WORDS: readonly (readonly [RegExp, AnsweredPlugin | SchedulerQuestion])[] = [
  [/^node\(s\) didn't match the requested node name$/, 'NodeName'],
  [/^node\(s\) were unschedulable$/, 'NodeUnschedulable'],
  [/^node\(s\) had (?:untolerated )?taints?\b/, 'TaintToleration'],
  [/^node\(s\) didn't match (?:Pod's node affinity|node selector)/, 'NodeAffinity'],
  [/^Insufficient \S|^Too many pods$/, 'Resources'],
  [/free ports for the requested pod ports/, 'HostPorts'],
  [/existing pods anti-affinity/, 'OtherPods'],
  [/pod (?:anti-)?affinity/, 'PodAffinity'],
  [/topology spread constraints/, 'TopologySpread'],
  [/scheduling gates/, 'Gates'],
  [/resource ?claim|ResourceClaim/, 'ResourceClaims'],
  [/volume|PersistentVolume|persistentvolumeclaim|available disk|free storage|pvc/i, 'Volumes'],
]

const TAINT = /\{(.*): (.*)\}/

const explainedPart = (part: SchedulerPart, nodes: Nodes): ExplainedPart => {
  const of = WORDS.find(([pattern]) => pattern.test(part.text))?.[1]
  if (of === undefined) return part
  const plugin = PLUGINS.find(([answered]) => answered === of)?.[0]
  if (plugin === undefined) return { ...part, of }
  const [, key, value] = TAINT.exec(part.text) ?? []
  const here = nodes.filter(({ verdict }) => {
    const [by, reason] = refusedBy(verdict) ?? []
    if (by !== plugin || reason === undefined) return false
    if (key === undefined || reason.code !== 'UntoleratedTaint') return true
    return reason.taint.key === key && reason.taint.value === value
  })
  return { ...part, of, nodes: here.map(({ name }) => name).sort(compareText) }
}

/** What the scheduler asks of the pods besides; whether there is room it always asks. */
const alsoAsked = ({ kind, template }: SchedulerWorkload): readonly SchedulerQuestion[] => {
  const spec = template.spec ?? {}
  const affinity: unknown = spec.affinity
  const isRequired = (of: string): boolean =>
    listed(member(member(affinity, of), REQUIRED)).length > 0
  const asked: readonly (readonly [SchedulerQuestion, boolean])[] = [
    ['Gates', listed(spec.schedulingGates).length > 0],
    ['Scheduler', isOther(spec.schedulerName)],
    ['Resources', true],
    ['HostPorts', hostPorts(spec).length > 0],
    ['PodAffinity', isRequired('podAffinity') || isRequired('podAntiAffinity')],
    ['OtherPods', true],
    [
      'TopologySpread',
      listed(spec.topologySpreadConstraints).some(
        (each) => member(each, 'whenUnsatisfiable') !== 'ScheduleAnyway',
      ),
    ],
    ['Volumes', kind === 'StatefulSet' || listed(spec.volumes).some(bindsToNodes)],
    ['ResourceClaims', listed(spec.resourceClaims).length > 0],
    ['RuntimeClass', typeof spec.runtimeClassName === 'string' && spec.runtimeClassName !== ''],
  ]
  return asked.flatMap(([question, isAsked]) => (isAsked ? [question] : []))
}

const listed = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : []

const isOther = (scheduler: unknown): boolean =>
  typeof scheduler === 'string' && scheduler !== '' && scheduler !== 'default-scheduler'

/** Volumes that every node has, or makes for itself. */
const EVERYWHERE: ReadonlySet<string> = new Set([
  'name',
  'configMap',
  'downwardAPI',
  'emptyDir',
  'hostPath',
  'image',
  'projected',
  'secret',
])

const bindsToNodes = (volume: unknown): boolean =>
  isJsonObject(volume) && Object.keys(volume).some((key) => !EVERYWHERE.has(key))
