import type { Attribution, BlindSpot } from '../../rollout/attributeUnavailability.js'
import type { CauseCode } from '../../rollout/attribution/causeOf.js'
import type { UnavailablePod } from '../../rollout/attribution/unavailable.js'
import { causeText } from './causeText.js'
import { grouped } from '../../data/grouped.js'
import { plainStyle, type Style } from './style.js'
import { counted, firstOf } from './table.js'
import { terminalLines } from './terminalText.js'
import { kubectlRolloutStatus } from '../upstream/kubectlText.js'

/** What pods with a cause have in common, in a few words. */
export const SUM_TEXT: Readonly<Record<CauseCode, string>> = {
  NodeGone: 'node gone',
  NodeNotReady: 'node not ready',
  Terminating: 'terminating',
  Failed: 'failed',
  Succeeded: 'succeeded',
  HeldByHostPort: 'host port taken',
  HeldByResources: 'too little on the node',
  Unschedulable: 'unschedulable',
  NodeCordoned: 'node cordoned',
  NotScheduled: 'not scheduled yet',
  ImagePull: 'image cannot be pulled',
  CrashLoop: 'crashes',
  ContainerError: 'container cannot start',
  PodSetup: 'pod cannot be made',
  ProbeFailing: 'probe fails',
  Starting: 'starting',
  NotReady: 'not ready',
  NotYetMinReady: 'not yet ready for minReadySeconds',
  NoTransitionTime: 'never ready for minReadySeconds',
  NotCreated: 'creation refused',
  NotYetCreated: 'not created yet',
}

/** So many of the same cause are listed one by one. */
const EACH = 10

/**
 * The pods that are not available, by cause: causes that last first, then those that pass.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { attributionText } from 'podfit/report'
 * import { attributeUnavailability } from 'podfit/rollout'
 *
 * const metadata = { namespace: 'a', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [] })
 * attributionText(attributeUnavailability(snapshot, daemonSet, { now: new Date(0) })) // => ['… not created yet: 1 pod', '    n1: not created yet']
 *
 * @since 0.1.0
 */
export const attributionText = (
  attribution: Attribution,
  style: Style = plainStyle,
): readonly string[] => terminalLines(attributionLines(attribution, style), style)

const attributionLines = (
  { unavailable, unknown }: Attribution,
  style: Style,
): readonly string[] => {
  if (unavailable.length === 0) return unknown.length > 0 ? [] : [`${style.good('✓')} none`]
  const order = ['lasts', 'replaced', 'passes'] as const
  const sorted = order.flatMap((course) => unavailable.filter((each) => each.course === course))
  return [...grouped(sorted, ({ cause }) => SUM_TEXT[cause.code])].flatMap(([title, members]) => {
    const [listed, rest] = firstOf(members, EACH)
    return [
      `${markOf(members, style)} ${title}: ${counted(members.length, 'pod')}`,
      ...listed.map((each) => `    ${podOrNode(each)}: ${causeText(each.cause)}${aside(each)}`),
      ...(rest.length === 0 ? [] : [`    and ${rest.length} more`]),
    ]
  })
}

const markOf = ([first]: readonly UnavailablePod[], style: Style): string =>
  first?.course === 'lasts' ? style.bad('✗') : style.warn('…')

const podOrNode = ({ pod, node }: UnavailablePod): string =>
  pod === undefined ? node : `${pod} (${node})`

const aside = ({ desired }: UnavailablePod): string =>
  desired ? '' : ' · the node should not run one'

const BLIND_SPOT_TEXT: Readonly<Record<BlindSpot, string>> = {
  NeverEnds: 'what it does not know: the rollout gets stuck',
  BeingDeleted:
    'what it does not know: the DaemonSet is being deleted, so the controller does nothing',
  MayNeverEnd:
    'what it does not know: whether the rollout completes depends on which nodes Kubernetes picks',
  CountsTerminating:
    'what it does not know: it counts a pod that is terminating for ever, though its successor serves',
  LeftOver: 'what it does not know: something else is left, which its numbers do not count',
}

/**
 * What `kubectl rollout status` says of a rollout, what it will say after the controller's next pass, if that is
 * something else, and what it does not know.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { progressText } from 'podfit/report'
 * import { attributeUnavailability } from 'podfit/rollout'
 *
 * const labels = { app: 'agent' }
 * const daemonSet = {
 *   metadata: { namespace: 'a', name: 'agent', uid: 'u1' },
 *   spec: {
 *     selector: { matchLabels: labels },
 *     template: { metadata: { labels } },
 *     updateStrategy: { type: 'RollingUpdate' },
 *   },
 * }
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], revisions: [] })
 * progressText('agent', attributeUnavailability(snapshot, daemonSet, { now: new Date(0) }))[0] // => 'kubectl rollout status: daemon set "agent" successfully rolled out'
 *
 * @since 0.1.0
 */
export const progressText = (
  name: string,
  { status, progress }: Attribution,
  style: Style = plainStyle,
): readonly string[] => {
  const said = (read: Attribution['status']): string => {
    const { error, message } = kubectlRolloutStatus(read, name)
    return (error + message).trim()
  }
  const later =
    progress !== undefined && (progress.next.code === 'Done') !== (status.code === 'Done')
      ? [`after the next pass: ${said(progress.next)}`]
      : []
  const blindSpot = progress?.blindSpot === undefined ? [] : [BLIND_SPOT_TEXT[progress.blindSpot]]
  const lines = [...later, ...blindSpot].map((line) => `  ${line}`)
  const all = [`kubectl rollout status: ${said(status)}`, ...lines].map((line) => style.dim(line))
  return terminalLines(all, style)
}
