import type { Orphans } from '../../cluster/orphans.js'
import { grouped } from '../../data/grouped.js'
import type { NodePresence, PresentPod } from '../../rollout/attribution/presentPods.js'
import type { Plan } from '../../sync/plan.js'
import { causeFix, causeText } from './causeText.js'
import type { Style } from './style.js'
import { counted, someOf } from './table.js'

/** Whether a pod is available, and why it is not: `not available (Pending): too little cpu on the node`. */
export const presentText = ({ phase, cause }: PresentPod): string =>
  cause === undefined
    ? 'available'
    : `not available${phase === 'Pending' ? ' (Pending)' : ''}: ${causeText(cause)}`

/** What the scheduler says of a pod that is not available, and what would help; none where nothing is known. */
export const helpLines = (
  { cause, scheduler }: Pick<PresentPod, 'cause' | 'scheduler'>,
  hasPriority: boolean,
): readonly string[] => {
  const fix = cause && causeFix(cause, hasPriority)
  return [
    ...(scheduler === undefined ? [] : [`the scheduler: ${scheduler}`]),
    ...(fix === undefined ? [] : [`→ ${fix}`]),
  ]
}

/** The pods that stay unavailable unless somebody does something, those of one kind in one line. */
export const unavailableLines = (
  there: readonly NodePresence[],
  hasPriority: boolean,
  style: Style,
): readonly string[] => {
  const lasting = there.flatMap(({ node, pods }) =>
    pods
      .filter(({ course }) => course === 'lasts')
      .map((pod) => ({
        name: `${pod.pod} (${node})`,
        text: presentText(pod),
        help: helpLines(pod, hasPriority),
      })),
  )
  const kinds = grouped(lasting, ({ text, help }) => JSON.stringify([text, help]))
  return [...kinds.values()].flatMap((pods) => {
    const [{ text, help } = { text: '', help: [] }] = pods
    return [
      `${style.bad('✗')} ${someOf(pods.map(({ name }) => name))}: ${text}`,
      ...help.map((line) => `    ${line}`),
    ]
  })
}

/** What a DaemonSet of the name has left behind, and nobody takes over. */
export const orphanLines = (
  { pods, revisions }: Orphans,
  { creates, pods: planned }: Plan,
  style: Style,
): readonly string[] => {
  const created = new Set(creates.map(({ node }) => node))
  const there = new Set(planned.map(({ node }) => node))
  const beside = (node: string): string => {
    if (created.has(node)) return ' beside the pod that is created there'
    return there.has(node) ? ' beside the pod of the DaemonSet there' : ''
  }
  const kinds = grouped(pods, ({ node, ports }) =>
    [beside(node), ...(ports.length === 0 ? [] : [`both want host port ${ports.join(', ')}`])].join(
      '; ',
    ),
  )
  return [
    ...[...kinds].map(([stays, members]) => {
      const named = members.map(({ name, node }) => (node === '' ? name : `${name} (${node})`))
      return `${style.warn('!')} not adopted: ${someOf(named)}: the selector does not match the labels; stays an orphan${stays}`
    }),
    ...(revisions.length === 0
      ? []
      : [
          `${style.dim('·')} not adopted: ${counted(revisions.length, 'revision')} ${someOf(revisions)}: the selector does not match the labels`,
        ]),
  ]
}
