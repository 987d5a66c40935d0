import type { NodeFit, UnknownFit } from '../../capacity/daemonSetFit.js'
import type { Fit, Shortage } from '../../capacity/fits.js'
import type { UnknownOfPod } from '../../capacity/newPod.js'
import { grouped } from '../../data/grouped.js'
import { plainStyle, type Style } from '../text/style.js'
import { counted, someOf } from '../text/table.js'
import { terminalLines, terminalText } from '../text/terminalText.js'
import { amountText } from './amountText.js'

/** What admission may change and is not known. */
export const UNKNOWN_OF_POD: Readonly<Record<UnknownOfPod, string>> = {
  runtimeClass: 'what its runtime class adds is not known',
  priorityClass: 'the priority of its class is not known; taken as 0',
}

/** What has to be known to say whether pods fit. */
export const FIT_NEEDS: Readonly<Record<UnknownFit, string>> = {
  pods: 'pods were not given',
  allocatable: 'the node says nothing of its allocatable',
  quantities: 'a quantity cannot be read',
}

/**
 * Whether the next pod of a DaemonSet fits, in a line for each answer: on how many nodes, and where it does not, on which.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { daemonSetFit } from 'podfit/capacity'
 * import { nodeFitText } from 'podfit/report'
 *
 * const nodes = [{ metadata: { name: 'n1' } }]
 * const daemonSet = { metadata: { namespace: 'a', name: 'agent' }, spec: { template: {} } }
 * const found = daemonSetFit(cluster({ nodes, pods: [] }), daemonSet)
 * nodeFitText(found) // => ['? whether pods fit is not known: the node says nothing of its allocatable (n1)']
 *
 * @since 0.2.0
 */
export const nodeFitText = (
  fits: readonly NodeFit[],
  style: Style = plainStyle,
): readonly string[] =>
  terminalLines(
    [...grouped(fits, (each) => JSON.stringify(answerOf(each))).values()].map((same) => {
      const { mark, lead, why } = answerOf(same[0])
      const names = someOf(same.map(({ node }) => node))
      const several = counted(same.length, 'node')
      const on = same.length === 1 ? names : mark === 'good' ? several : `${several}: ${names}`
      return `${style[mark](MARKS[mark])} ${lead}${why === '' ? '' : `: ${why}`} (${on})`
    }),
    style,
  )

/** The same of one node. */
export const oneFitText = (fit: NodeFit, style: Style): string => {
  const { mark, lead, why } = answerOf(fit)
  return `${style[mark](MARKS[mark])} ${lead}${why === '' ? '' : `: ${why}`}`
}

const MARKS = { good: '✓', warn: '?', bad: '✗' } as const

interface FitAnswer {
  readonly mark: keyof typeof MARKS
  readonly lead: string
  readonly why: string
}

const answerOf = ({ fit, there, unknown }: NodeFit): FitAnswer => {
  const open = unknown.map((what) => UNKNOWN_OF_POD[what]).join('; ')
  const subject = there ? 'its next pod' : 'it'
  switch (fit.code) {
    case 'unknown':
      return {
        mark: 'warn',
        lead: 'whether pods fit is not known',
        why: fit.needs.map((what) => FIT_NEEDS[what]).join('; '),
      }
    case 'fits':
      return { mark: open === '' ? 'good' : 'warn', lead: `${subject} fits`, why: open }
    case 'afterPreemption':
      return {
        mark: 'warn',
        lead: `${subject} fits only after preemption`,
        why: withOpen(fitText(fit), open),
      }
    case 'full':
    case 'never':
      return {
        mark: 'bad',
        lead: there ? `${subject} does not fit` : 'it does not fit, its pod stays Pending',
        why: withOpen(fitText(fit), open),
      }
  }
}

const withOpen = (text: string, open: string): string => (open === '' ? text : `${text}; ${open}`)

/**
 * Why a pod does not fit a node, and what would help.
 *
 * @example
 * import { orThrow } from 'podfit'
 * import { fits } from 'podfit/capacity'
 * import { fitText } from 'podfit/report'
 *
 * const pod = { spec: { containers: [{ resources: { requests: { cpu: '3' } } }] } }
 * const fit = orThrow(fits(pod, { status: { allocatable: { cpu: '2', pods: '9' } } }, []))
 * fitText(fit) // => 'cpu 3 requested, which is more than the 2 of the node'
 *
 * @since 0.2.0
 */
export const fitText = (fit: Fit): string => terminalText(whyNot(fit))

/** Each shortage and each port that is held, in a line. */
export const fitLines = (fit: Fit): readonly string[] =>
  terminalLines([
    ...(fit.code === 'fits' ? [whyNot(fit)] : lacksOf(fit)),
    ...(fit.code === 'afterPreemption' ? [preemptionText(fit)] : []),
  ])

const lacksOf = ({ shortages, ports }: Fit): readonly string[] => [
  ...shortages.map(shortageText),
  ...ports.map(({ port, protocol, pods }) => `port ${port}/${protocol} is held by ${someOf(pods)}`),
]

const preemptionText = ({ lower }: Fit): string =>
  `pods of lower priority may be evicted for it: ${someOf(lower)}`

const whyNot = (fit: Fit): string => {
  const { code } = fit
  const lacks = lacksOf(fit).join('; ')
  switch (code) {
    case 'fits':
      return 'it fits'
    case 'afterPreemption':
      return `${lacks}; ${preemptionText(fit)}`
    case 'full':
    case 'never':
      return lacks
  }
}

/** What is short. */
export const shortageText = ({ resource, requested, used, capacity, never }: Shortage): string => {
  const amount = (value: Shortage['used']): string => amountText(resource, value)
  if (resource === 'pods')
    return `${amount(used)} of ${counted(Number(capacity), 'pod')} that the node allows are there`
  return never
    ? `${resource} ${amount(requested)} requested, which is more than the ${amount(capacity)} of the node`
    : `${resource} ${amount(requested)} requested, ${amount(used)} of ${amount(capacity)} taken`
}
