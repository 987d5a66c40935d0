import { formatFieldPath, type FieldPath } from '../../data/fieldPath.js'
import { grouped } from '../../data/grouped.js'
import { namespacedName } from '../../kube/objectFacts.js'
import type { WhatIfStep } from '../../impact/applyChange.js'
import type { ChangedObject, ChangeFault, UpdateIssue } from '../../impact/clusterChange.js'
import type { DrainedPod } from '../../impact/drainedPods.js'
import type { DrainObstacle } from '../../kubectl/drain.js'
import { upstreamFieldError } from '../upstream/fieldErrorText.js'
import { intakeSentence } from '../upstream/intakeText.js'
import {
  kubectlLabelError,
  kubectlOperation,
  kubectlTaintRefusal,
  noContainerText,
  nodeNotFoundText,
  objectNotFoundText,
} from '../upstream/kubectlText.js'
import { sourceText } from './reasonText.js'
import { plainStyle, type Style } from './style.js'
import { counted, someOf } from './table.js'
import { terminalLines } from './terminalText.js'

/**
 * One step of a what-if in words: the change as it was written, what it did, what kubectl refuses, and
 * whether the DaemonSet controller notices.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { applyChange } from 'podfit/impact'
 * import { whatIfStepText } from 'podfit/report'
 *
 * const before = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [] })
 * const nodes = { code: 'Named', names: ['n1'] } as const
 * whatIfStepText('cordon n1', applyChange(before, { code: 'Cordon', nodes }).step) // => ['cordon n1', '  · 1 node: n1', '  · this change triggers no sync: `kubectl get ds` keeps showing the old numbers until something else does']
 *
 * @since 0.1.0
 */
export const whatIfStepText = (
  title: string,
  step: WhatIfStep,
  style: Style = plainStyle,
): readonly string[] => terminalLines(stepLines(title, step, style), style)

const stepLines = (title: string, step: WhatIfStep, style: Style): readonly string[] => [
  style.bold(title),
  ...[
    ...(step.nodes.length === 0
      ? []
      : [`${style.dim('·')} ${counted(step.nodes.length, 'node')}: ${someOf(step.nodes)}`]),
    ...step.objects.flatMap((object) => [
      `${style.dim('·')} ${kubectlOperation(object)}`,
      ...orphanedLines(object, style),
    ]),
    ...step.faults.map((fault) => `${style.bad('!')} ${changeFaultText(fault)}`),
    ...drainLines(step.drained, style),
    noticeText(step, style),
  ].map((line) => `  ${line}`),
]

const noticeText = ({ noticed, queued, unknown }: WhatIfStep, style: Style): string => {
  if (unknown !== undefined) {
    const missing = unknown.includes('daemonSets') ? GIVEN.DaemonSet : GIVEN.Pod
    return `${style.warn('?')} whether the controller syncs is not known: ${missing} were not given`
  }
  if (queued.length > 0) return `${style.warn('~')} the controller syncs ${someOf(queued)}`
  return style.dim(
    noticed
      ? '· this change triggers no sync: `kubectl get ds` keeps showing the old numbers until something else does'
      : '· the DaemonSet controller does nothing at this change',
  )
}

const GIVEN = { Pod: 'pods', DaemonSet: 'DaemonSets' } as const

const KIND = { Pod: 'pod', DaemonSet: 'DaemonSet' } as const

/** Why a change is not carried out, in kubectl's words where it has some. */
export const changeFaultText = (fault: ChangeFault): string => {
  switch (fault.code) {
    case 'NodeNotFound':
      return nodeNotFoundText(fault.node)
    case 'NoNodeMatches':
      return 'no node matches'
    case 'InvalidCount':
      return `no nodes are added: expected ${fault.expected}, found ${fault.found}`
    case 'TaintRefused':
      return kubectlTaintRefusal(fault.node, fault.fault)
    case 'LabelRefused':
      return `node ${fault.node}: ${kubectlLabelError(fault.fault)}`
    case 'ObjectNotFound':
      return objectNotFoundText(fault)
    case 'ObjectUnknown':
      return `whether ${KIND[fault.kind]} ${namespacedName(fault)} exists is not known: ${GIVEN[fault.kind]} were not given`
    case 'NodeInvalid':
      return `the API server refuses node ${fault.node}: ${fault.errors.map((error) => upstreamFieldError(error).text).join('; ')}`
    case 'AmbiguousName':
      return `${fault.kind} ${fault.name} is ambiguous: ${fault.objects.join(', ')}`
    case 'UpdateRefused':
      return `${fault.daemonSet}: ${fault.issues.map(updateIssueText).join('; ')}`
    case 'DrainRefused':
      return `kubectl does not drain node ${fault.node}: it cordons it and evicts no pod`
  }
}

const orphanedLines = ({ orphaned = [] }: ChangedObject, style: Style): readonly string[] =>
  orphaned.length === 0
    ? []
    : [
        `${style.warn('!')} ${counted(orphaned.length, 'pod')} left running, controlled by nothing: ${someOf(orphaned)}`,
      ]

/** Which containers there are, where it is said. */
const containersText = (containers: readonly string[]): string =>
  containers.length === 0 ? '' : `; there is ${someOf(containers)}`

/** Why an update of a DaemonSet is refused. */
export const updateIssueText = (issue: UpdateIssue): string => {
  if ('subject' in issue) return intakeSentence(issue)
  switch (issue.code) {
    case 'NoContainer':
      return `${noContainerText(issue.name)}${containersText(issue.containers ?? [])}`
    case 'NotAPatch':
      return `the patch is not ${issue.expected}`
    case 'InvalidOperation':
      return `operation ${place(issue)} of the patch is not valid`
    case 'NoSuchMember':
      return `operation ${place(issue)} of the patch: there is no ${issue.pointer}`
    case 'TestFailed':
      return `operation ${place(issue)} of the patch: ${issue.pointer} is something else`
    case 'UnknownDirective':
      return `${formatFieldPath(issue.path)}: expected $patch to be replace or delete`
    case 'BadRetainKeys':
      return `${formatFieldPath(issue.path)}: expected the names of all members of the patch`
    case 'BadOrder':
      return `${formatFieldPath(issue.path)}: expected all items of the patch, in their order`
    case 'MixedList':
      return `${formatFieldPath(issue.path)}: items of different kinds`
    case 'NoMergeKey':
      return `${formatFieldPath(issue.path)}: an item without ${issue.key ?? 'a merge key'}`
    default:
      return `${formatFieldPath(issue.path)}: expected ${issue.expected}, found ${issue.found}`
  }
}

/** Operations are counted from one. */
const place = ({ path: [index = 0] }: { readonly path: FieldPath }): number => Number(index) + 1

const REFUSED: Readonly<Record<DrainObstacle, string>> = {
  DaemonSet: 'DaemonSet-managed pods (--ignore-daemonsets leaves them)',
  DaemonSetMissing: 'pods of a DaemonSet that does not exist (--force evicts them)',
  LocalStorage: 'pods with local storage (--delete-emptydir-data evicts them)',
  NoController: 'pods without a controller (--force evicts them)',
}

const LOSES: Readonly<Record<DrainObstacle, string>> = {
  DaemonSet: '',
  DaemonSetMissing: ', not recreated: its DaemonSet does not exist',
  LocalStorage: ', with its local storage',
  NoController: ', not recreated: it has no controller',
}

const drainLines = (drained: readonly DrainedPod[], style: Style): readonly string[] => {
  const refuses = drained.some(({ outcome }) => outcome.code === 'Refused')
  const lines = grouped(drained, (pod) => drainText(pod, refuses, style))
  return [...lines].map(([text, pods]) => `${text}: ${someOf(pods.map(namespacedName))}`)
}

const drainText = (pod: DrainedPod, refuses: boolean, style: Style): string => {
  const { outcome } = pod
  switch (outcome.code) {
    case 'Refused':
      return `${style.bad('!')} refused because of ${REFUSED[outcome.why]}`
    case 'Evicted':
      return refuses
        ? style.dim('· would be evicted')
        : `${style.bad('-')} evicted${outcome.loses === undefined ? '' : LOSES[outcome.loses]}${returnText(pod, 'its replacement may be scheduled here again')}`
    case 'Left':
      return outcome.why === 'MirrorPod'
        ? style.dim('· not evicted by drain (mirror pod of a static pod)')
        : `${style.dim('·')} not evicted by drain (DaemonSet pod)${returnText(pod, 'deleted by hand it is recreated at once')}`
  }
}

const returnText = ({ comesBack, tolerates }: DrainedPod, text: string): string => {
  if (!comesBack) return ''
  return `; ${text}${tolerates === undefined ? '' : `, ${sourceText(tolerates)} tolerates the cordon`}`
}
