import { namespacedName } from '../../kube/objectFacts.js'
import type {
  AddedNodeSelector,
  AuditFinding,
  BlanketToleration,
  BootstrapDeadlock,
  RunsNowhere,
  StaleStatus,
  TaintedNodes,
} from '../../audit/finding.js'
import type { FindingText } from '../formats/findingReport.js'
import { taintText } from './reasonText.js'
import { counted, someOf } from './table.js'

/** What an audit has found, in words: one line, and more of them with the evidence. @since 0.1.0 */
export const auditText = (finding: AuditFinding): FindingText => {
  switch (finding.code) {
    case 'RunsNowhere':
      return runsNowhereText(finding)
    case 'RunsOnVirtualNode':
      return {
        message: `should run on ${counted(finding.nodes.length, 'virtual node')}, where its pods never start: ${finding.label}`,
        details: [
          someOf(finding.nodes),
          'keep it away with a node affinity (NotIn), or tolerate fewer taints',
        ],
      }
    case 'BlanketToleration':
      return blanketText(finding)
    case 'UnusedToleration':
      return {
        message: `tolerates ${taintText(finding)}, which no node has`,
        details: [],
      }
    case 'DeadTaint':
      return {
        message: `taint ${taintText(finding.taint)} is tolerated by no DaemonSet and no pod`,
        details: [someOf(finding.nodes)],
      }
    case 'HostPortCollision':
      return {
        message: `wants host port ${finding.port}/${finding.protocol} on ${counted(finding.nodes.length, 'node')}, and so does ${namespacedName(finding.other)}`,
        details: [someOf(finding.nodes)],
      }
    case 'SharedPods':
      return {
        message: `its selector also matches pods of ${finding.other.kind} ${namespacedName(finding.other)}`,
        details: finding.pods.length === 0 ? [] : [someOf(finding.pods)],
      }
    case 'AddedNodeSelector':
      return addedText(finding)
    case 'BootstrapDeadlock':
      return deadlockText(finding)
    case 'StaleStatus':
      return staleText(finding)
  }
}

const taintedText = ({ taint, nodes }: TaintedNodes): string =>
  `${taintText(taint)} on ${counted(nodes.length, 'node')}: ${someOf(nodes)}`

const runsNowhereText = ({ selected, taints }: RunsNowhere): FindingText =>
  selected.length === 0
    ? {
        message:
          'should run on no node (DESIRED 0): no node matches its nodeSelector and node affinity',
        details: [],
      }
    : {
        message: `should run on no node (DESIRED 0): untolerated taints on every node that matches its nodeSelector and node affinity (${counted(selected.length, 'node')})`,
        details: taints.map(taintedText),
      }

const blanketText = ({ effect, needed, admits }: BlanketToleration): FindingText => ({
  message: `tolerates every ${effect === '' ? 'taint' : `${effect} taint`}`,
  details: [
    ...(needed.length === 0
      ? [
          'no node needs it today: no node that matches its nodeSelector and node affinity has a taint that only this one tolerates',
        ]
      : needed.map((tainted) => `needed for ${taintedText(tainted)}`)),
    ...(admits.length === 0 ? [] : [`also tolerates ${someOf(admits.map(taintText))}`]),
  ],
})

const addedText = ({ by, labels, refused }: AddedNodeSelector): FindingText => {
  const selector = Object.entries(labels)
    .map((pair) => pair.join('='))
    .join(', ')
  const nodes = `${counted(refused.length, 'node')} without the labels`
  if (by === 'Namespace') {
    return {
      message: `its namespace gives pods the node selector ${selector}, if the admission plug-in PodNodeSelector is enabled, and the DaemonSet controller does not know`,
      details: refused.length === 0 ? [] : [`${nodes}: ${someOf(refused)}`],
    }
  }
  return {
    message: `its pods got the node selector ${selector} from admission, and the DaemonSet controller does not know`,
    details:
      refused.length === 0
        ? ['so far every node that should run it has the labels']
        : [`${nodes}: there pods are created and rejected again and again: ${someOf(refused)}`],
  }
}

const deadlockText = ({ removes, blockedBy, nodes }: BootstrapDeadlock): FindingText => ({
  message: `never starts on new nodes, so it never removes ${taintText(removes)}`,
  details: [
    ...blockedBy.map(({ taint, remover }) =>
      remover === undefined
        ? `blocked by ${taintText(taint)}, which nothing removes`
        : `blocked by ${taintText(taint)}, which ${namespacedName(remover)} removes`,
    ),
    `new nodes like ${someOf(nodes)}`,
  ],
})

const staleText = ({ differences, observed }: StaleStatus): FindingText => ({
  message: observed
    ? 'its status disagrees with its pods and nodes'
    : 'its status is of an older spec: the controller has not observed the newest',
  details: differences.map(
    ({ number, recorded, computed }) => `${number} is ${recorded}, should be ${computed}`,
  ),
})
