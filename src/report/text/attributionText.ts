import type { Attribution } from '../../rollout/attributeUnavailability.js'
import type { CauseCode } from '../../rollout/attribution/causeOf.js'
import type { UnavailablePod } from '../../rollout/attribution/unavailable.js'
import { causeText } from './causeText.js'
import { grouped } from '../../data/grouped.js'
import { plainStyle, type Style } from './style.js'
import { counted, firstOf } from './table.js'
import { terminalLines } from './terminalText.js'

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
