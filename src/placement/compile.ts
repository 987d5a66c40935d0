import * as E from 'fp-ts/Either'
import type { FieldPath } from '../data/fieldPath.js'
import type { Maybe } from '../data/maybe.js'
import { member, own } from '../data/own.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind, OfOtherKind } from '../kube/kind.js'
import type { Pod, PodSpec } from '../kube/pod.js'
import {
  POD_SPEC,
  REQUIRED_AFFINITY,
  type PodTemplate,
  type Workload,
} from '../kube/podTemplate.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import type { InputIssue } from '../reason/inputIssue.js'
import { readRequiredAffinity } from '../selector/nodeAffinity.js'
import { daemonTolerations } from '../taint/automaticTolerations.js'
import { readToleration, type ReadToleration } from '../taint/readToleration.js'
import { COMPILED, type Policy, type SelectedLabel } from './policy.js'

/**
 * Reads the placement policy of a DaemonSet once, to be asked about many nodes: where its controller puts
 * pods, which tolerate some taints by themselves.
 *
 * - **Errors** `Left` with `WrongKind` for an object of another kind: one that says so, or, without a kind as
 *   in typed lists, one with members that no DaemonSet has. Another literal kind, and the type of another
 *   workload, do not compile. A selector term that cannot be read is kept with its faults: it matters only
 *   on nodes that no other term matches.
 * - **Cost** O(size of the policy); nothing is looked at twice afterwards.
 *
 * @example
 * import { daemonSetPolicy, decide, orThrow } from 'podfit'
 *
 * const policy = orThrow(daemonSetPolicy({ spec: { template: { spec: { nodeSelector: { disk: 'ssd' } } } } }))
 * decide(policy, { metadata: { name: 'n1', labels: { disk: 'ssd' } } }) // => 'run'
 * decide(policy, { metadata: { name: 'n2' } }) // => 'leave'
 *
 * @since 0.2.0
 */
export const daemonSetPolicy = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  { semantics = newestSemantics }: SemanticsOptions = {},
): E.Either<readonly InputIssue[], Policy> => {
  const kind = kindOf(daemonSet)
  if (kind !== '' && kind !== 'DaemonSet') return E.left([wrongKind(A_DAEMON_SET, kind)])
  const foreign = kind === '' ? FOREIGN.find((key) => isGiven(daemonSet.spec, key)) : undefined
  return foreign === undefined
    ? E.right(compileDaemonSet(daemonSet, semantics))
    : E.left([foreignMember(A_DAEMON_SET, foreign)])
}

/**
 * Reads the placement policy of pods which the scheduler places: of a Pod, of a bare pod template, or of a
 * workload with `spec.template`. To be asked about many nodes: which of them the scheduler may choose.
 *
 * - **Errors** `Left` with `WrongKind` for a DaemonSet, whose pods its controller places, and for an object
 *   without a pod spec where one is looked for, such as a CronJob.
 * - **Cost** O(size of the policy); nothing is looked at twice afterwards.
 *
 * @example
 * import { decide, orThrow, podPolicy } from 'podfit'
 *
 * const policy = orThrow(podPolicy({ kind: 'Deployment', spec: { template: {} } }))
 * decide(policy, { spec: { unschedulable: true } }) // => 'stay'
 * podPolicy({ kind: 'CronJob' })._tag // => 'Left'
 *
 * @since 0.2.0
 */
export const podPolicy = <const K extends string>(
  subject: PolicySubject & OfOtherKind<K, 'DaemonSet' | 'CronJob'>,
  { semantics = newestSemantics }: SemanticsOptions = {},
): E.Either<readonly InputIssue[], Policy> => {
  const kind = kindOf(subject)
  const isPod = kind === '' || kind === 'Pod'
  if (kind === 'DaemonSet' || (!isPod && !isGiven(subject.spec, 'template'))) {
    return E.left([wrongKind(A_POD, kind)])
  }
  return kind === '' && isGiven(subject.spec, 'jobTemplate')
    ? E.left([foreignMember(A_POD, 'jobTemplate')])
    : E.right(compilePod(subject, semantics))
}

/**
 * What the policy of pods can be read from.
 *
 * @since 0.1.0
 */
export type PolicySubject = Workload | Pod | PodTemplate

const A_DAEMON_SET = 'a DaemonSet'
const A_POD = 'a Pod, or a workload other than a DaemonSet with spec.template'

/** Members of a spec that no DaemonSet has. */
const FOREIGN = [
  'replicas',
  'serviceName',
  'completions',
  'parallelism',
  'jobTemplate',
  'containers',
]

const kindOf = (subject: object): string => {
  const kind = member(subject, 'kind')
  return typeof kind === 'string' ? kind : ''
}

const isGiven = (spec: unknown, key: string): boolean => (member(spec, key) ?? null) !== null

const wrongKind = (expected: string, found: string): InputIssue => ({
  code: 'WrongKind',
  path: ['kind'],
  expected,
  found,
})

const foreignMember = (expected: string, key: string): InputIssue => ({
  code: 'WrongKind',
  path: ['spec', key],
  expected,
  found: `an object with spec.${key}`,
})

/** The policy of what is known to be a DaemonSet, whatever it says of itself and even without a spec. */
export const compileDaemonSet = (
  { spec }: DaemonSet,
  semantics: Semantics = newestSemantics,
): Policy => {
  const podSpec = spec?.template?.spec
  const tolerations = daemonTolerations(podSpec).map(({ toleration, automatic }, i) =>
    readToleration(toleration, automatic ? 'automatic' : [...POD_SPEC, 'tolerations', i]),
  )
  return compiled('DaemonSet', podSpec, POD_SPEC, tolerations, semantics)
}

/** The policy of pods that the scheduler places, of which the spec is known and where it stands. */
export const compilePodSpec = (
  podSpec: Maybe<PodSpec>,
  path: FieldPath,
  semantics: Semantics,
): Policy => {
  const tolerations = (podSpec?.tolerations ?? []).map((item, i) =>
    readToleration(item, [...path, 'tolerations', i]),
  )
  return compiled('Pod', podSpec, path, tolerations, semantics)
}

/** The policy of pods that the scheduler places, whatever they are made from. */
export const compilePod = (
  { spec }: PolicySubject,
  semantics: Semantics = newestSemantics,
): Policy => {
  const isWorkload = spec !== null && spec !== undefined && 'template' in spec
  const path = isWorkload ? POD_SPEC : IN_POD
  const podSpec: Maybe<PodSpec> = isWorkload ? spec.template?.spec : (spec as Pod['spec'])
  return compilePodSpec(podSpec, path, semantics)
}

const IN_POD: FieldPath = ['spec']

const compiled = (
  kind: Policy['kind'],
  spec: Maybe<PodSpec>,
  path: FieldPath,
  tolerations: readonly ReadToleration[],
  semantics: Semantics,
): Policy => ({
  [COMPILED]: true,
  kind,
  path,
  tolerationsPath: [...path, 'tolerations'],
  ...readSelection(spec, path),
  tolerations,
  semantics,
})

/** Which nodes a pod spec selects, its tolerations apart. */
export const readSelection = (
  spec: Maybe<PodSpec>,
  path: FieldPath,
): Pick<Policy, 'nodeName' | 'selectedLabels' | 'affinity'> => ({
  nodeName: spec?.nodeName ?? '',
  selectedLabels: selectedLabels(spec, path),
  affinity: readRequiredAffinity(
    spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution,
    [...path, ...REQUIRED_AFFINITY],
  ),
})

const selectedLabels = (spec: Maybe<PodSpec>, path: FieldPath): readonly SelectedLabel[] =>
  Object.keys(spec?.nodeSelector ?? {}).map((key) => ({
    key,
    value: own(spec?.nodeSelector, key) ?? '',
    path: [...path, 'nodeSelector', key],
    nodePath: ['metadata', 'labels', key],
  }))
