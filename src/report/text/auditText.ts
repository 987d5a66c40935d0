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
        message: `runs on ${counted(finding.nodes.length, 'node')} on which its pods never start: ${finding.label}`,
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
        message: `wants host port ${finding.port}/${finding.protocol} on ${counted(finding.nodes.length, 'node')}, and so does ${nameText(finding.other)}`,
        details: [someOf(finding.nodes)],
      }
    case 'SharedPods':
      return {
        message: `its selector also matches pods of ${finding.other.kind} ${nameText(finding.other)}`,
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

const nameText = ({ namespace, name }: { readonly namespace?: string; readonly name: string }) =>
  namespace === undefined || namespace === '' ? name : `${namespace}/${name}`

const taintedText = ({ taint, nodes }: TaintedNodes): string =>
  `${taintText(taint)} on ${counted(nodes.length, 'node')}: ${someOf(nodes)}`

const runsNowhereText = ({ selected, taints }: RunsNowhere): FindingText =>
  selected.length === 0
    ? { message: 'runs on no node (DESIRED 0): it selects none', details: [] }
    : {
        message: `runs on no node (DESIRED 0): all ${selected.length} that it selects have taints that it does not tolerate`,
        details: taints.map(taintedText),
      }

const blanketText = ({ effect, needed, admits }: BlanketToleration): FindingText => ({
  message: `tolerates every ${effect === '' ? 'taint' : `${effect} taint`}`,
  details: [
    ...(needed.length === 0
      ? ['nothing needs it today: no node that it selects has a taint that only this one tolerates']
      : needed.map((tainted) => `needed for ${taintedText(tainted)}`)),
    ...(admits.length === 0 ? [] : [`also lets in ${someOf(admits.map(taintText))}`]),
  ],
})

const addedText = ({ by, labels, refused }: AddedNodeSelector): FindingText => {
  const selector = Object.entries(labels)
    .map((pair) => pair.join('='))
    .join(', ')
  const nodes = `${counted(refused.length, 'node')} without the labels`
  if (by === 'Namespace') {
    return {
      message: `its namespace gives pods the node selector ${selector}, if the plug-in PodNodeSelector is on, and its controller does not know`,
      details: refused.length === 0 ? [] : [`${nodes}: ${someOf(refused)}`],
    }
  }
  return {
    message: `its pods got the node selector ${selector} on the way in, and its controller does not know`,
    details:
      refused.length === 0
        ? ['every node that it runs on has the labels, so far']
        : [`${nodes}: a pod is created and refused there, for ever: ${someOf(refused)}`],
  }
}

const deadlockText = ({ removes, blockedBy, nodes }: BootstrapDeadlock): FindingText => ({
  message: `never starts on new nodes, and so never takes off ${taintText(removes)}`,
  details: [
    ...blockedBy.map(({ taint, remover }) =>
      remover === undefined
        ? `kept away by ${taintText(taint)}, which nobody takes off`
        : `kept away by ${taintText(taint)}, which ${nameText(remover)} takes off`,
    ),
    `new nodes like ${someOf(nodes)}`,
  ],
})

const staleText = ({ differences, observed }: StaleStatus): FindingText => ({
  message: observed
    ? 'its status is not that of its pods and nodes'
    : 'its status is that of an older spec: the controller has not seen the newest',
  details: differences.map(
    ({ number, recorded, computed }) => `${number} is ${recorded}, should be ${computed}`,
  ),
})
