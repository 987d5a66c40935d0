import type { Attribution, BlindSpot } from '../../rollout/attributeUnavailability.js'
import { kubectlRolloutStatus } from '../upstream/kubectlText.js'
import { plainStyle, type Style } from './style.js'
import { terminalLines } from './terminalText.js'

const BLIND_SPOT_TEXT: Readonly<Record<BlindSpot, string>> = {
  NeverEnds: 'what it does not know: the rollout gets stuck',
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
