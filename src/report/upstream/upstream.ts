import type { FieldPath } from '../../data/fieldPath.js'
import type { SelectorFault } from '../../reason/selectorFault.js'
import type { Plan, PlannedEvent, SyncFault } from '../../sync/plan.js'
import type { ScaleFault } from '../../sync/scaledValue.js'
import type { TargetNodeFault } from '../../sync/daemonPods.js'
import { upstreamPath } from './fieldErrorText.js'
import { goJson, goQuote } from './goText.js'
import { syntaxText } from './syntaxText.js'

/**
 * Kubernetes' own sentences, made from podfit's records: error texts and events as the newest verified release
 * words them, so that people who search for a message find it.
 */

const COUNT_TEXT = {
  AtLeastOne: "for 'in', 'notin' operators, values set can't be empty",
  None: 'values set must be empty for exists and does not exist',
  ExactlyOne: "for 'Gt', 'Lt' operators, exactly one value is required",
} as const

const faultText = (fault: SelectorFault, at: FieldPath): string => {
  const path = upstreamPath(at)
  switch (fault.code) {
    case 'UnsupportedOperator': {
      const supported = fault.supported.map(goQuote).join(', ')
      return `${path}: Unsupported value: ${goJson(fault.operator)}: supported values: ${supported}`
    }
    case 'InvalidKey': {
      const texts = fault.faults.map(syntaxText).join('; ')
      return `${path}: Invalid value: ${goQuote(fault.key)}: ${texts}`
    }
    case 'WrongValueCount':
      return `${path}: Invalid value: ${goJson(fault.values)}: ${COUNT_TEXT[fault.expected]}`
    case 'NotAnInteger':
      return `${path}: Invalid value: ${goQuote(fault.value)}: for 'Gt', 'Lt' operators, the value must be an integer`
    case 'InvalidValue': {
      const texts = fault.faults.map(syntaxText).join('; ')
      return `${path}[${fault.key}]: Invalid value: ${goQuote(fault.value)}: ${texts}`
    }
    case 'OneElementRequired':
      return `${path}: Invalid value: ${goJson(fault.values)}: must have one element`
  }
}

/** Several errors as one: each once, in brackets if there are several. */
export const aggregate = (texts: readonly string[]): string => {
  const unique = [...new Set(texts)]
  return unique.length > 1 ? `[${unique.join(', ')}]` : (unique[0] ?? '')
}

/**
 * The error of a node selector or of preferred terms that cannot be read; empty when nothing is wrong.
 *
 * @example
 * import { matchNodeSelection } from 'podfit'
 * import { upstreamSelectorError } from 'podfit/report'
 *
 * const nodeSelectorTerms = [{ matchExpressions: [{ key: 'cpu', operator: 'Gt', values: ['many'] }] }]
 * const required = { nodeSelectorTerms }
 * const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } }
 * upstreamSelectorError(matchNodeSelection({ affinity }, {}).faults) // => 'nodeSelectorTerms[0].matchExpressions[0].values[0]: Invalid value: "many": for \'Gt\', \'Lt\' operators, the value must be an integer'
 *
 * @since 0.1.0
 */
export const upstreamSelectorError = (faults: readonly SelectorFault[]): string =>
  aggregate(
    faults.map((fault) => {
      const from = fault.path.lastIndexOf('nodeSelectorTerms')
      return faultText(fault, from > 0 ? fault.path.slice(from) : fault.path)
    }),
  )

/**
 * The error of a label selector that cannot be read.
 *
 * @example
 * import { upstreamLabelSelectorError } from 'podfit/report'
 *
 * const fault = { code: 'UnsupportedOperator', path: [], operator: 'Inn', supported: ['In'] } as const
 * upstreamLabelSelectorError([fault]) // => '"Inn" is not a valid label selector operator'
 *
 * @since 0.1.0
 */
export const upstreamLabelSelectorError = (faults: readonly SelectorFault[]): string => {
  const [first] = faults
  if (first?.code === 'UnsupportedOperator') {
    return `${goQuote(first.operator)} is not a valid label selector operator`
  }
  return aggregate(faults.map((fault) => faultText(fault, fault.path)))
}

/**
 * The error of a pod whose node cannot be computed.
 *
 * @example
 * import { upstreamTargetNodeError } from 'podfit/report'
 *
 * upstreamTargetNodeError({ code: 'NoNodeName' }, { namespace: 'a', name: 'agent-x' }) // => 'no node name found for pod a/agent-x'
 *
 * @since 0.1.0
 */
export const upstreamTargetNodeError = (
  fault: TargetNodeFault,
  pod: { readonly namespace: string; readonly name: string },
): string => {
  const which = `${pod.namespace}/${pod.name}`
  switch (fault.code) {
    case 'NoRequiredAffinity':
      return `no spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution for pod ${which}`
    case 'NoTerms':
      return `no nodeSelectorTerms in requiredDuringSchedulingIgnoredDuringExecution of pod ${which}`
    case 'NodeNotUnique':
      return `the matchFields value of 'metadata.name' is not unique for pod ${which}`
    case 'NoNodeName':
      return `no node name found for pod ${which}`
  }
}

/**
 * The error of a number-or-percentage that cannot be scaled.
 *
 * @example
 * import { upstreamScaleError } from 'podfit/report'
 *
 * upstreamScaleError({ code: 'NotAPercentage', value: '10' }) // => 'invalid value for IntOrString: invalid type: string is not a percentage'
 *
 * @since 0.1.0
 */
export const upstreamScaleError = (fault: ScaleFault): string =>
  fault.code === 'Missing'
    ? 'nil value for IntOrString'
    : `invalid value for IntOrString: ${scaleErrorDetail(fault)}`

const scaleErrorDetail = (fault: Exclude<ScaleFault, { code: 'Missing' }>): string => {
  switch (fault.code) {
    case 'NotAPercentage':
      return 'invalid type: string is not a percentage'
    case 'InvalidNumber':
      return atoiError(fault.value, 'invalid syntax')
    case 'NumberOutOfRange':
      return atoiError(fault.value, 'value out of range')
  }
}

const atoiError = (value: string, what: string): string =>
  `invalid value ${goQuote(value)}: strconv.Atoi: parsing ${goQuote(value.slice(0, -1))}: ${what}`

const syncFaultText = (fault: SyncFault, { namespace, name }: Plan['daemonSet']): string => {
  switch (fault.code) {
    case 'NamespaceTerminating':
      return `controllerrevisions.apps "${name}-<hash>" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`
    case 'InvalidSelector':
      return upstreamLabelSelectorError(fault.faults)
    case 'Unidentified':
      return `no owner ${fault.missing} provided`
    case 'InvalidBudget':
      return `couldn't get unavailable numbers: invalid value for ${fault.setting}: ${upstreamScaleError(fault.fault)}`
    case 'NodeMissing': {
      const node = fault.anyOf[0] ?? ''
      return `couldn't get node for nodeName ${goQuote(node)}: node ${goQuote(node)} not found`
    }
  }
}

/**
 * The error that a pass ends with; empty when it succeeds. Where Kubernetes picks which node an error
 * names, the first by name is named.
 *
 * @example
 * import { plan } from 'podfit'
 * import { upstreamSyncError } from 'podfit/report'
 *
 * const matchExpressions = [{ key: 'app', operator: 'Inn' }]
 * const daemonSet = { metadata: { namespace: 'a', name: 'agent' }, spec: { selector: { matchExpressions } } }
 * upstreamSyncError(plan({ daemonSet, nodes: [], pods: [], revisions: [], now: new Date(0) })) // => 'failed to construct revisions of DaemonSet: "Inn" is not a valid label selector operator'
 *
 * @since 0.1.0
 */
export const upstreamSyncError = ({
  outcome,
  daemonSet,
}: Pick<Plan, 'outcome' | 'daemonSet'>): string => {
  if (outcome.code !== 'Failed') return ''
  const text = syncFaultText(outcome.fault, daemonSet)
  switch (outcome.step) {
    case 'revisions':
      return `failed to construct revisions of DaemonSet: ${text}`
    case 'manage':
    case 'status':
      return `couldn't get node to daemon pod mapping for daemon set ${goQuote(daemonSet.name)}: ${text}`
    case 'rollingUpdate':
      return text
  }
}

/**
 * An event as the controller words it: type, reason and message. Where Kubernetes picks which pod it is
 * about, the first by name is named.
 *
 * @example
 * import { upstreamEvent } from 'podfit/report'
 *
 * upstreamEvent({ code: 'SucceededDaemonPod', anyOf: ['agent-x'], node: 'n1' }, 'a') // => 'Normal SucceededDaemonPod Found succeeded daemon pod a/agent-x on node n1, will try to delete it'
 *
 * @since 0.1.0
 */
export const upstreamEvent = (event: PlannedEvent, namespace: string): string => {
  switch (event.code) {
    case 'SelectingAll':
      return 'Warning SelectingAll This daemon set is selecting all pods. A non-empty selector is required.'
    case 'FailedDaemonPod':
      return `Warning FailedDaemonPod Found failed daemon pod ${namespace}/${event.anyOf[0] ?? ''} on node ${event.node}, will try to kill it`
    case 'SucceededDaemonPod':
      return `Normal SucceededDaemonPod Found succeeded daemon pod ${namespace}/${event.anyOf[0] ?? ''} on node ${event.node}, will try to delete it`
  }
}

/**
 * What the scheduler says of a resource that a node lacks for a pod, as it stands in the message of a pod that
 * stays Pending.
 *
 * - **Upstream** kubernetes `pkg/scheduler/framework/plugins/noderesources/fit.go` Fits
 *
 * @example
 * import { upstreamShortage } from 'podfit/report'
 *
 * upstreamShortage('cpu') // => 'Insufficient cpu'
 * upstreamShortage('pods') // => 'Too many pods'
 *
 * @since 0.2.0
 */
export const upstreamShortage = (resource: string): string =>
  resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}`
