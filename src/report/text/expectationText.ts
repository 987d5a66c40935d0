import type { TestFault } from '../../expect/checkTest.js'
import type {
  ExpectationFinding,
  NeverComesUp,
  NotOnPossibleNode,
  WaitsForOthers,
} from '../../expect/finding.js'
import type { Node } from '../../kube/node.js'
import type { FindingText } from '../formats/findingReport.js'
import { amountText } from '../overview/amountText.js'
import { FIT_NEEDS, fitText } from '../overview/fitText.js'
import { blockText } from '../overview/readyText.js'
import { reasonSummary } from './reasonText.js'
import { counted, someOf } from './table.js'
import { terminalLines, terminalText } from './terminalText.js'

/**
 * Why an expectation does not hold, in words.
 *
 * @example
 * import { expectationText } from 'podfit/report'
 *
 * const finding = {
 *   code: 'UnreadableSelector',
 *   severity: 'error',
 *   subject: { kind: 'Test', name: 'cluster' },
 *   path: ['cases', 0],
 *   selector: 'a b',
 * } as const
 * expectationText(finding).message // => 'not a label selector: a b'
 *
 * @since 0.1.0
 */
export const expectationText = (finding: ExpectationFinding): FindingText => {
  const { message, details } = expectationWords(finding)
  return { message: terminalText(message), details: terminalLines(details) }
}

const expectationWords = (finding: ExpectationFinding): FindingText => {
  switch (finding.code) {
    case 'DoesNotRun':
      return {
        message: `would not run on ${nodesText(finding.nodes, finding.template)}: ${finding.reasons.map(reasonSummary).join('; ')}`,
        details: [someOf(finding.nodes)],
      }
    case 'Undecided':
      return {
        message: `${finding.others.length === 0 ? '' : `with ${finding.others.join(', ')} `}may not be as expected on ${nodesText(finding.nodes, true)}: that depends on the label ${finding.on.join(', ')}`,
        details: [someOf(finding.nodes)],
      }
    case 'RunsWhereForbidden':
      return {
        message: `would run on ${nodesText(finding.nodes, finding.template)} where it must not`,
        details: [someOf(finding.nodes)],
      }
    case 'SharesNodes':
      return {
        message: `would run with ${finding.other} on ${nodesText(finding.nodes, finding.template)}`,
        details: [someOf(finding.nodes)],
      }
    case 'NotExactlyOne':
      return {
        message: `${finding.run.length === 0 ? 'none' : finding.run.join(' and ')} of ${finding.of.join(', ')} would run on ${nodesText(finding.nodes, finding.template)}`,
        details: [someOf(finding.nodes)],
      }
    case 'DesiresTooFew':
      return {
        message: `DESIRED is ${finding.desired}, expected at least ${finding.expected}`,
        details: [],
      }
    case 'NothingMatches':
      return {
        message:
          finding.what === 'daemonSets'
            ? 'no such DaemonSet'
            : `no node to check: ${finding.pattern === '' ? 'the input has none' : `nothing matches ${finding.pattern}`}`,
        details: [],
      }
    case 'UnreadableSelector':
      return { message: `not a label selector: ${finding.selector}`, details: [] }
    case 'PoolNamed':
      return {
        message: `${finding.pool} is a node pool, and no node is called so: without "possible" every node that it can make is asked about`,
        details: [],
      }
    case 'NotOnPossibleNode':
      return {
        message: `${possibleNodeText(finding)} on a node that could exist${finding.reasons.length === 0 ? '' : `: ${finding.reasons.map(reasonSummary).join('; ')}`}`,
        details: nodeYaml(finding.node),
      }
    case 'NotProved':
      return {
        message: `${finding.of.join(', ')} may not be as expected on every node that could exist: that would take too long to prove`,
        details: [],
      }
    case 'DoesNotFit':
      return {
        message: `its pod does not fit ${nodesText(finding.nodes, finding.template)}: ${fitText(finding.fit)}`,
        details: [someOf(finding.nodes)],
      }
    case 'FitNotKnown':
      return {
        message: `room on ${nodesText(finding.nodes, finding.template)} is not known: ${finding.needs.map((what) => FIT_NEEDS[what]).join('; ')}`,
        details: [someOf(finding.nodes)],
      }
    case 'LeavesTooLittle':
      return {
        message: `DaemonSets leave ${finding.resource} ${amountText(finding.resource, finding.left)}, expected at least ${amountText(finding.resource, finding.expected)}`,
        details: [someOf(finding.nodes)],
      }
    case 'NotAQuantity':
      return {
        message: `${finding.resource}: expected a quantity, found ${finding.found}`,
        details: [],
      }
    case 'NeverComesUp':
      return {
        message: `never comes up on ${newNodesText(finding)}: ${finding.for.length === 0 ? 'its labels do not come together' : finding.for.map(blockText).join('; ')}`,
        details: [someOf(finding.nodes)],
      }
    case 'WaitsForOthers':
      return {
        message: `waits for ${finding.others.join(', ')} on ${newNodesText(finding)}: ${finding.for.map(blockText).join('; ')}`,
        details: [someOf(finding.nodes)],
      }
    case 'PassesUnexpectedly':
      return { message: 'passes, but is expected to fail', details: [] }
  }
}

const possibleNodeText = ({ expected, of, run }: NotOnPossibleNode): string => {
  switch (expected) {
    case 'runsOnEvery':
      return 'would not run'
    case 'runsOnNo':
      return 'would run'
    case 'neverShare':
      return `would run with ${of[1] ?? ''}`
    case 'exactlyOne':
      return `${run.length === 0 ? 'none' : run.join(' and ')} of ${of.join(', ')} would run`
  }
}

/** A node that need not exist, as YAML. */
const nodeYaml = ({ metadata, spec }: Node): readonly string[] => {
  const labels = Object.entries(metadata?.labels ?? {})
  const taints = spec?.taints ?? []
  return [
    'metadata:',
    `  name: ${JSON.stringify(metadata?.name ?? '')}`,
    ...(labels.length === 0 ? [] : ['  labels:']),
    ...labels.map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`),
    ...(taints.length === 0 && spec?.unschedulable !== true ? [] : ['spec:']),
    ...(spec?.unschedulable === true ? ['  unschedulable: true'] : []),
    ...(taints.length === 0 ? [] : ['  taints:']),
    ...taints.map(
      (taint) =>
        `    - { ${Object.entries(taint)
          .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
          .join(', ')} }`,
    ),
  ]
}

const newNodesText = ({ nodes, template }: NeverComesUp | WaitsForOthers): string =>
  template ? nodesText(nodes, true) : `new nodes like ${nodesText(nodes, false)}`

const nodesText = (nodes: readonly string[], template: boolean): string =>
  counted(nodes.length, template ? 'node template' : 'node')

/**
 * What of a test would assert nothing, in words.
 *
 * @example
 * import { testFaultText } from 'podfit/report'
 *
 * testFaultText({ code: 'UnknownAssertion', path: ['cases', 0], found: ['runsOnevery'] }) // => 'no such assertion: runsOnevery'
 *
 * @since 0.2.0
 */
export const testFaultText = (fault: TestFault): string => terminalText(testFaultWords(fault))

const testFaultWords = ({ code, found }: TestFault): string => {
  switch (code) {
    case 'NoAssertion':
      return 'no assertion: nothing could make the case fail'
    case 'SeveralAssertions':
      return `several assertions in one: ${found.join(', ')}`
    case 'UnknownAssertion':
      return `no such assertion: ${found.join(', ')}`
  }
}
