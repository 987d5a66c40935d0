import type { AddedNodeSelector } from '../../audit/addedNodeSelector.js'
import type { NotChecked } from '../../audit/audit.js'
import type { AuditFinding } from '../../audit/auditRules.js'
import type { BlanketToleration } from '../../audit/blanketToleration.js'
import type { BootstrapDeadlock } from '../../audit/bootstrapDeadlock.js'
import type { IgnoreAnnotation } from '../../audit/ignoreAnnotation.js'
import type { MisspelledLabel } from '../../audit/manifest/misspelledLabel.js'
import type { PodAntiAffinity } from '../../audit/manifest/podAntiAffinity.js'
import type { UpdateBudget } from '../../audit/manifest/updateBudget.js'
import type { RunsNowhere } from '../../audit/runsNowhere.js'
import type { StaleStatus } from '../../audit/staleStatus.js'
import type { TaintedNodes } from '../../audit/taintedNodes.js'
import type { Contradiction } from '../../analysis/satisfiable.js'
import type { Fixable } from '../../audit/rule.js'
import { exactJson } from '../../data/exactJson.js'
import { formatFieldPath, type FieldPath } from '../../data/fieldPath.js'
import { grouped } from '../../data/grouped.js'
import type { PatchOperation } from '../../data/patch.js'
import { namespacedName } from '../../kube/objectFacts.js'
import { POD_SPEC, REQUIRED } from '../../kube/podTemplate.js'
import type { FindingText } from '../formats/findingReport.js'
import { SPEC_NOT_OBSERVED } from './outcomeText.js'
import { nearMissDetails, reasonSummary, taintText } from './reasonText.js'
import { counted, firstOf, someOf } from './table.js'
import { terminalLines, terminalText } from './terminalText.js'

/**
 * What an audit has found, in words: one line, and more of them with the evidence.
 *
 * @example
 * import { audit } from 'podfit/audit'
 * import { auditText } from 'podfit/report'
 *
 * const tolerations = [{ operator: 'Exists' }]
 * const daemonSets = [{ metadata: { name: 'agent' }, spec: { template: { spec: { tolerations } } } }]
 * audit({ daemonSets }).findings.map((finding) => auditText(finding).message) // => ['tolerates every taint']
 *
 * @since 0.1.0
 */
export const auditText = (finding: AuditFinding): FindingText => {
  const textOf = TEXTS[finding.code] as (of: AuditFinding) => FindingText
  const { message, details } = textOf(finding)
  const { fix = [] }: Fixable = finding
  const put = fix.length === 0 ? [] : [`fix: ${fix.map(operationText).join('; ')}`]
  return { message: terminalText(message), details: terminalLines([...details, ...put]) }
}

/**
 * A rule that was not checked, and what was not given.
 *
 * @example
 * import { audit } from 'podfit/audit'
 * import { notCheckedText } from 'podfit/report'
 *
 * audit({ nodes: [] }).notChecked.slice(0, 1).map(notCheckedText) // => ['RunsNowhere (daemonSets not given)']
 *
 * @since 0.2.0
 */
export const notCheckedText = ({ code, missing }: NotChecked): string =>
  `${code} (${missingText(missing)} not given)`

/**
 * The rules that were not checked, a line for each thing that was not given.
 *
 * @example
 * import { audit } from 'podfit/audit'
 * import { notCheckedLines } from 'podfit/report'
 *
 * notCheckedLines(audit({ nodes: [] }).notChecked.slice(0, 1)) // => ['Not checked (daemonSets not given): RunsNowhere.']
 *
 * @since 0.2.0
 */
export const notCheckedLines = (notChecked: readonly NotChecked[]): readonly string[] =>
  [...grouped(notChecked, ({ missing }) => missingText(missing))].map(
    ([missing, rules]) =>
      `Not checked (${missing} not given): ${rules.map(({ code }) => code).join(', ')}.`,
  )

const missingText = (missing: NotChecked['missing']): string =>
  missing.map((need) => [need].flat().join(' or ')).join(', ')

const taintedText = ({ taint, nodes }: TaintedNodes): string =>
  `${taintText(taint)} on ${counted(nodes.length, 'node')}: ${someOf(nodes)}`

/** Why the nodes that come nearest are not selected, a few groups of them. */
const whyNotText = ({ reasons }: RunsNowhere): readonly string[] => {
  const [told, rest] = firstOf(reasons, 3)
  return [
    ...told.flatMap(({ reasons: why, nodes }) => [
      `${someOf(nodes)}: ${why.map(reasonSummary).join('; ')}`,
      ...why.flatMap(nearMissDetails),
    ]),
    ...(rest.length === 0 ? [] : [`and ${rest.flatMap(({ nodes }) => nodes).length} nodes more`]),
  ]
}

const runsNowhereText = (finding: RunsNowhere): FindingText => {
  const { selected, taints } = finding
  return selected.length === 0
    ? {
        message:
          'should run on no node (DESIRED 0): no node matches its nodeSelector and node affinity',
        details: whyNotText(finding),
      }
    : {
        message: `should run on no node (DESIRED 0): untolerated taints on every node that matches its nodeSelector and node affinity (${counted(selected.length, 'node')})`,
        details: taints.map(taintedText),
      }
}

const everyTaint = ({ effect }: { readonly effect: string }): string =>
  `every ${effect === '' ? 'taint' : `${effect} taint`}`

const blanketText = ({ effect, needed, admits }: BlanketToleration): FindingText => ({
  message: `tolerates ${everyTaint({ effect })}`,
  details: [
    ...(needed?.length === 0
      ? [
          'no node needs it today: no node that matches its nodeSelector and node affinity has a taint that only this one tolerates',
        ]
      : (needed ?? []).map((tainted) => `needed for ${taintedText(tainted)}`)),
    ...(admits.length === 0 ? [] : [`also tolerates ${someOf(admits.map(taintText))}`]),
  ],
})

const addedText = ({ by, labels, refused }: AddedNodeSelector): FindingText => {
  const selector = Object.entries(labels)
    .map((pair) => pair.join('='))
    .join(', ')
  const nodes = `${counted(refused?.length ?? 0, 'node')} without the labels`
  if (by === 'Namespace') {
    return {
      message: `its namespace gives pods the node selector ${selector}, if the admission plug-in PodNodeSelector is enabled, and the DaemonSet controller does not know`,
      details:
        refused === undefined || refused.length === 0 ? [] : [`${nodes}: ${someOf(refused)}`],
    }
  }
  return {
    message: `its pods got the node selector ${selector} from admission, and the DaemonSet controller does not know`,
    details:
      refused === undefined
        ? []
        : refused.length === 0
          ? ['so far every node that should run it has the labels']
          : [`${nodes}: there pods are created and rejected again and again: ${someOf(refused)}`],
  }
}

const deadlockText = ({ removes, blockedBy, nodes }: BootstrapDeadlock): FindingText => ({
  message: `never starts on new nodes, so it never removes ${taintText(removes)}`,
  details: [
    ...blockedBy.map(({ taint, owner }) =>
      owner === undefined
        ? `blocked by ${taintText(taint)}, which nothing removes`
        : `blocked by ${taintText(taint)}, which ${namespacedName(owner)} removes`,
    ),
    `new nodes like ${someOf(nodes)}`,
  ],
})

const staleText = ({ differences, observed }: StaleStatus): FindingText => ({
  message: observed ? 'its status disagrees with its pods and nodes' : SPEC_NOT_OBSERVED,
  details: differences.map(
    ({ number, recorded, computed }) => `${number} is ${recorded}, should be ${computed}`,
  ),
})

/** A change of a manifest. */
const operationText = (operation: PatchOperation): string => {
  const place = placeText(operation.path)
  if (operation.op === 'remove') return `remove ${place}`
  const value = exactJson(operation.value)
  return operation.op === 'add' ? `add ${place}: ${value}` : `replace ${place} with ${value}`
}

const TERMS = `affinity.nodeAffinity.${REQUIRED}.nodeSelectorTerms`

/** A place in a pod spec, as short as it can be told apart. */
const placeText = (path: FieldPath): string => {
  const isInPod = POD_SPEC.every((segment, i) => path[i] === segment) && path.length > 3
  const text = formatFieldPath(isInPod ? path.slice(POD_SPEC.length) : path)
  return text.startsWith(TERMS)
    ? `nodeSelectorTerms${text.slice(TERMS.length)}`
    : text === `affinity.nodeAffinity.${REQUIRED}`
      ? 'the required node affinity'
      : text
}

const placesText = (paths: readonly FieldPath[]): string =>
  paths.length === 0 ? '' : someOf(paths.map(placeText))

/** Why no node fits, a line for each term. */
const contradictionText = ({ code, term, requirements, facts }: Contradiction): string => {
  const where = term === null ? '' : `${placeText(term)}: `
  const node = facts ? 'no node, as far as is known of all of them,' : 'no node'
  switch (code) {
    case 'NoTerms':
      return 'the required node affinity has no terms, and matches nothing'
    case 'EmptyTerm':
      return `${where}a term without requirements matches nothing`
    case 'BrokenTerm':
      return `${where}cannot be read (${placesText(requirements)}), and matches nothing`
    case 'Contradiction':
      return requirements.length === 1
        ? `${where}${node} can meet ${placesText(requirements)}`
        : `${where}${node} can meet all of ${placesText(requirements)}`
  }
}

const misspelledText = ({ key, value, near, leavesOut }: MisspelledLabel): FindingText =>
  value === undefined
    ? { message: `asks for the label ${key}, which looks like ${near ?? ''}`, details: [] }
    : {
        message: `${leavesOut === true ? 'leaves out' : 'asks for'} ${key}=${value}, which no kubelet says of its node${near === undefined ? '' : `: it is called ${near}`}`,
        details: [],
      }

const budgetText = ({ maxUnavailable, desired }: UpdateBudget): FindingText => ({
  message:
    desired === undefined
      ? `maxUnavailable: ${maxUnavailable} without a surge lets an update replace nothing; the API server refuses it`
      : `maxUnavailable: ${maxUnavailable} comes to all of ${counted(desired, 'node')}: an update takes them down at once`,
  details: [],
})

const antiAffinityText = ({ topologyKey, effect }: PodAntiAffinity): FindingText => ({
  message: {
    Nothing:
      'its pods keep apart from each other on a node (podAntiAffinity), which says nothing: a DaemonSet has one pod on a node',
    BlocksSurge:
      'its pods keep apart from each other on a node (podAntiAffinity), so the new pods of a surge stay Pending until the old ones are gone, which they never are',
    OnePerTopology: `its pods keep apart from each other in one ${topologyKey} (podAntiAffinity): of all its nodes there, one gets a pod, and the others stay Pending`,
  }[effect],
  details: [],
})

const ignoreText = ({ rule, problem }: IgnoreAnnotation): FindingText => ({
  message: {
    NoReason: `the annotation ignore.podfit/${rule} says no reason`,
    UnknownRule: `the annotation ignore.podfit/${rule} silences nothing: there is no such rule`,
    Unused: `the annotation ignore.podfit/${rule} silences nothing: ${rule} finds nothing here`,
  }[problem],
  details: [],
})

/** The words of every code. */
const TEXTS: {
  readonly [C in AuditFinding['code']]: (
    finding: Extract<AuditFinding, { readonly code: C }>,
  ) => FindingText
} = {
  RunsNowhere: runsNowhereText,
  RunsOnVirtualNode: ({ label, taint, nodes }) => ({
    message: `should run on ${counted(nodes.length, 'virtual node')}, where its pods never start: ${label ?? (taint === undefined ? '' : `taint ${taintText(taint)}`)}`,
    details: [someOf(nodes), 'keep it away with a node affinity (NotIn), or tolerate fewer taints'],
  }),
  RunsOnSeveralSystems: ({ systems, declared }) => ({
    message: `should run on ${systems.map(({ os, nodes }) => counted(nodes.length, `${os} node`)).join(' and ')}, and selects no operating system${declared === undefined ? '' : `, though its template is for ${declared}`}`,
    details: [
      ...systems.map(({ os, nodes }) => `${os}: ${someOf(nodes)}`),
      'add kubernetes.io/os to its nodeSelector',
    ],
  }),
  TolerationSecondsLost: ({ key, effect, seconds }) => ({
    message: `tolerationSeconds: ${seconds} of ${taintText({ key, value: '', effect })} is dropped: the controller puts its own toleration there, without seconds`,
    details: ['its pods are never evicted for this taint'],
  }),
  BlanketToleration: blanketText,
  UnusedToleration: (finding) => ({
    message: `tolerates ${taintText(finding)}, which no node has`,
    details: [],
  }),
  DeadTaint: ({ taint, nodes, looked }) => ({
    message: `taint ${taintText(taint)} is tolerated by ${looked.includes('pods') ? 'no DaemonSet and no pod' : 'no DaemonSet (pods were not given)'}`,
    details: [someOf(nodes)],
  }),
  HostPortCollision: ({ other, port, protocol, nodes }) => ({
    message: `wants host port ${port}/${protocol} on ${counted(nodes.length, 'node')}, and so does ${namespacedName(other)}`,
    details: [someOf(nodes)],
  }),
  SharedPods: ({ other, pods }) => ({
    message: `its selector also matches pods of ${other.kind} ${namespacedName(other)}`,
    details: pods.length === 0 ? [] : [someOf(pods)],
  }),
  AddedNodeSelector: addedText,
  BootstrapDeadlock: deadlockText,
  StaleStatus: staleText,
  NeverSelects: ({ contradictions }) => ({
    message: 'selects no node that can exist',
    details: contradictions.map(contradictionText),
  }),
  DeadTerm: ({ path, contradictions }) => ({
    message: `no node can match ${placeText(path)}; other terms select nodes`,
    details: contradictions.map(contradictionText),
  }),
  AffinityAlwaysHolds: ({ terms }) => ({
    message: `its required node affinity keeps it from no node: every node matches one of its ${counted(terms, 'term')}`,
    details: ['terms are alternatives; requirements that should all hold belong in one term'],
  }),
  ImpliedTerm: ({ path, by }) => ({
    message: `${placeText(path)} changes nothing: wherever it matches, ${placeText(by)} does, too`,
    details: [],
  }),
  ImpliedRequirement: ({ path, by }) => ({
    message: `${placeText(path)} changes nothing: it holds wherever ${placesText(by)} ${by.length === 1 ? 'does' : 'do'}`,
    details: [],
  }),
  NameAsLabel: ({ values }) => ({
    message: `asks for a label metadata.name${values.length === 0 ? '' : ` (${someOf(values)})`}, which no node has: the name of a node is a field (matchFields)`,
    details: [],
  }),
  MisspelledLabel: misspelledText,
  DeprecatedLabel: ({ key, now }) => ({
    message: `asks for the label ${key}, which is deprecated${now === undefined ? '' : `: it is called ${now} now`}`,
    details: [],
  }),
  DeprecatedTaint: ({ key, now }) => ({
    message: `tolerates ${key}, which is called ${now} now, and does not tolerate that`,
    details: [],
  }),
  NoOperatingSystem: ({ os, because }) => ({
    message: `is made for ${os} (${placeText(because)}), and selects no operating system`,
    details: [],
  }),
  ExistsWithValue: ({ key, value }) => ({
    message: `a toleration of ${key === '' ? everyTaint({ effect: '' }) : key} has operator Exists and a value (${value}), which the API server refuses`,
    details: [],
  }),
  SecondsWithoutNoExecute: ({ key, effect, seconds }) => ({
    message: `tolerationSeconds: ${seconds} of ${taintText({ key, value: '', effect })} needs effect NoExecute; the API server refuses it`,
    details: [],
  }),
  ComparisonDisabled: ({ key, operator }) => ({
    message: `a toleration of ${key} compares numbers (${operator}), for which the feature gate TaintTolerationComparisonOperators is off`,
    details: ['it tolerates nothing'],
  }),
  AutomaticToleration: (finding) => ({
    message: `tolerates ${taintText({ ...finding, value: '' })}, as every pod of a DaemonSet does`,
    details: [],
  }),
  ImpliedToleration: (finding) => ({
    message: `tolerates ${finding.key === '' ? everyTaint(finding) : taintText(finding)}, which another of its tolerations does, too`,
    details: [],
  }),
  SelectorMismatch: ({ selector }) => ({
    message: `its selector (${selector}) does not match the labels of its template; the API server refuses it`,
    details: [],
  }),
  UpdateBudget: budgetText,
  SurgeWithHostPorts: ({ ports }) => ({
    message: `updates by a surge, and its pods take ports of the node (${someOf(ports)}): new pods stay Pending, and the update gets stuck`,
    details: [],
  }),
  PreferredAffinity: ({ terms }) => ({
    message: `prefers some nodes (${counted(terms, 'preference')}), which changes nothing: a DaemonSet has a pod on every eligible node`,
    details: [],
  }),
  PodAntiAffinity: antiAffinityText,
  IgnoreAnnotation: ignoreText,
}
