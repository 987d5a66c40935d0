import type { AddedNodeSelector } from '../../audit/addedNodeSelector.js'
import type { NotChecked } from '../../audit/audit.js'
import type { AuditFinding } from '../../audit/auditRules.js'
import type { BlanketToleration } from '../../audit/blanketToleration.js'
import type { BootstrapDeadlock } from '../../audit/bootstrapDeadlock.js'
import type { RunsNowhere } from '../../audit/runsNowhere.js'
import type { StaleStatus } from '../../audit/staleStatus.js'
import type { TaintedNodes } from '../../audit/taintedNodes.js'
import { grouped } from '../../data/grouped.js'
import { namespacedName } from '../../kube/objectFacts.js'
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
  return { message: terminalText(message), details: terminalLines(details) }
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

const blanketText = ({ effect, needed, admits }: BlanketToleration): FindingText => ({
  message: `tolerates every ${effect === '' ? 'taint' : `${effect} taint`}`,
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
}
