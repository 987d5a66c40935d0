import { namespacedName } from '../../kube/objectFacts.js'
import type { IntakeIssue, IntakeSubject, WayOut } from '../../intake/intakeIssue.js'
import type { FindingText } from '../formats/findingReport.js'
import { someOf } from '../text/table.js'
import { upstreamFieldError, upstreamPath } from './fieldErrorText.js'
import { fieldIssueText } from './fieldIssueText.js'
import { goQuote } from './goText.js'
import { releasesText } from '../formats/oddFieldsText.js'
import { serverWarningText } from './serverWarningText.js'

/**
 * What there is to say about an object on its way in: one line, with the sentence of kubectl or of the API server
 * in it, and lines that help.
 *
 * @example
 * import { intake } from 'podfit/api'
 * import { intakeText } from 'podfit/report'
 *
 * const { refused } = intake({ daemonSets: [{ metadata: { name: 'agent', namespace: 'a' }, spec: {} }] }, { namespace: 'b' })
 * refused[0]?.issues.slice(0, 1).map((issue) => intakeText(issue).message) // => [`kubectl refuses it: the namespace from the provided object "a" does not match the namespace "b". You must pass '--namespace=a' to perform this operation.`]
 *
 * @since 0.2.0
 */
export const intakeText = (issue: IntakeIssue): FindingText => {
  const { subject } = issue
  switch (issue.code) {
    case 'ApiVersionNotSet':
      return {
        message: refusal('kubectl', issue),
        details: [
          'without apiVersion it is no object; values of a chart are rendered first',
          ...(issue.hidden === undefined
            ? []
            : [`a key that looks like it holds what cannot be seen: ${issue.hidden.join(', ')}`]),
        ],
      }
    case 'NoMatch': {
      const { instead } = issue
      return {
        message: refusal('kubectl', issue),
        details:
          instead === undefined
            ? []
            : [`did you mean kind ${instead.kind} in version ${instead.apiVersion ?? ''}?`],
      }
    }
    case 'OtherGroup':
      return {
        message: `a custom resource (${subject.apiVersion ?? ''}), not Kubernetes' own ${subject.kind ?? ''}: it is not looked at`,
        details: [],
      }
    case 'FailedRequest':
      return {
        message: `no object, but the answer to a request that failed${issue.message === '' ? '' : `: ${issue.message}`}`,
        details: [],
      }
    case 'OtherNamespace':
      return {
        message: refusal('kubectl', issue),
        details: [],
      }
    case 'InvalidField':
      return {
        message: refusal('the API server', issue),
        details: issue.wayOut === undefined ? [] : wayOutLines(subject, issue.wayOut),
      }
    case 'UnknownField': {
      const { of, instead, suggestion, since, until, hidden, lenient } = issue
      const drops = `${dropsText(issue)} from the patch`
      if (issue.severity === 'warning') {
        return {
          message:
            lenient === true ? `${drops} without a word` : `Warning: ${intakeSentence(issue)}`,
          details: [
            ...(lenient === true ? [] : [drops]),
            ...(suggestion === undefined ? [] : [`did you mean ${upstreamPath(suggestion)}?`]),
            ...releasesText(since, until),
          ],
        }
      }
      return {
        message: refusal(lenient === true ? 'kubectl' : 'the API server', issue),
        details: [
          ...(suggestion === undefined ? [] : [`did you mean ${upstreamPath(suggestion)}?`]),
          ...(hidden === undefined
            ? []
            : [`its name holds what cannot be seen: ${hidden.join(', ')}`]),
          ...releasesText(since, until),
          ...(lenient === true
            ? ['servers before 1.25 do not look: what gets past kubectl is dropped without a word']
            : []),
          ...(instead === undefined ? [] : [`write ${upstreamPath(instead)} in its place`]),
          ...(of === undefined
            ? []
            : [`a field of a ${of}; podfit convert makes a DaemonSet of one`]),
        ],
      }
    }
    case 'WrongType':
      return {
        message: refusal('the API server', issue),
        details:
          issue.expected === 'string' && /^the (?:number|boolean) /.test(issue.found)
            ? ['quote it']
            : [],
      }
    case 'DuplicateField':
    case 'DuplicateKey':
      return {
        message: `${intakeSentence(issue)}: the last one counts`,
        details: ['kubectl sends only that one; the API server refuses the file itself'],
      }
    case 'ServerWarning':
      return { message: `Warning: ${intakeSentence(issue)}`, details: [] }
    case 'GateOff':
      return {
        message: `${dropsText(issue)} without a word: the feature gate ${issue.gate} is off`,
        details: [],
      }
    case 'OtherNamespaces':
      return {
        message: `goes into namespace ${subject.namespace ?? ''}; the cluster has it in ${issue.namespaces.join(', ')} (-n says where a manifest without a namespace goes)`,
        details: [],
      }
    case 'PodManifest':
      return {
        message:
          'a Pod that no cluster has shown: no DaemonSet manages it; as a static pod it runs on the node where its file lies',
        details:
          issue.mirrors.length === 0 ? [] : [`its mirror pods here: ${someOf(issue.mirrors)}`],
      }
  }
}

const dropsText = ({ path }: IntakeIssue): string => `the API server drops ${upstreamPath(path)}`

/** What refuses it; of an object that a server has handed out, what would. */
const refusal = (by: 'kubectl' | 'the API server', issue: IntakeIssue): string => {
  const sentence = intakeSentence(issue)
  return issue.severity === 'error'
    ? `${by} refuses it: ${sentence}`
    : `${by} would refuse it as a manifest: ${sentence}`
}

/**
 * The sentence of kubectl or of the API server alone; of an issue that is none of theirs, podfit's.
 *
 * @example
 * import { intake } from 'podfit/api'
 * import { intakeSentence } from 'podfit/report'
 *
 * const metadata = { name: 'agent' }
 * const { refused } = intake({ daemonSets: [{ metadata, spec: { minReadySeconds: -1 } }] })
 * refused.flatMap(({ issues }) => issues.map(intakeSentence)).at(-1) // => 'spec.template.spec.containers: Required value'
 *
 * @since 0.2.0
 */
export const intakeSentence = (issue: IntakeIssue): string => {
  switch (issue.code) {
    case 'ApiVersionNotSet':
      return 'apiVersion not set'
    case 'NoMatch':
      return noMatchText(issue.subject)
    case 'OtherNamespace':
      return otherNamespaceText(issue)
    case 'InvalidField':
      return upstreamFieldError(issue.error).text
    case 'ServerWarning':
      return serverWarningText(issue.warning)
    case 'UnknownField':
    case 'WrongType':
    case 'DuplicateField':
    case 'DuplicateKey':
      return fieldIssueText(issue)
    default:
      return intakeText(issue).message
  }
}

/** What kubectl says of a kind that no server has. */
const noMatchText = ({ kind = '', apiVersion = '' }: IntakeSubject): string =>
  `no matches for kind ${goQuote(kind)} in version ${goQuote(apiVersion)}`

/** What kubectl says of a namespace that is not the one of `-n`. */
const otherNamespaceText = ({
  given,
  asked,
}: {
  readonly given: string
  readonly asked: string
}): string =>
  `the namespace from the provided object ${goQuote(given)} does not match the namespace ${goQuote(asked)}. You must pass '--namespace=${given}' to perform this operation.`

const wayOutLines = (
  { namespace = '', name = '' }: IntakeSubject,
  { adopted, orphaned }: WayOut,
): readonly string[] => [
  `the way out: kubectl delete daemonset ${name} -n ${namespace} --cascade=orphan, then create it again`,
  ...(adopted === undefined || orphaned === undefined
    ? [
        'pods that the new selector matches are adopted, the others stay without an owner beside the new ones (pods were not given)',
      ]
    : [
        `adopted, since the new selector matches them: ${listed(adopted)}`,
        `left without an owner, beside the pods that are created: ${listed(orphaned)}`,
      ]),
]

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : someOf(names))

/**
 * An object by kind and name, as far as it says them.
 *
 * @example
 * import { intakeSubjectText } from 'podfit/report'
 *
 * intakeSubjectText({ kind: 'DaemonSet', namespace: 'a', name: 'agent' }) // => 'DaemonSet a/agent'
 *
 * @since 0.2.0
 */
export const intakeSubjectText = ({ kind = '', namespace, name = '' }: IntakeSubject): string =>
  `${kind} ${name === '' ? 'without a name' : namespacedName({ namespace: namespace ?? '', name })}`.trim()
