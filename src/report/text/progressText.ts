import type { Attribution } from '../../rollout/attribution/attribute.js'
import type { Unsaid } from '../../rollout/attribution/progress.js'
import { kubectlRolloutStatus } from '../upstream/kubectlText.js'
import { plainStyle, type Style } from './style.js'

const UNSAID_TEXT: Readonly<Record<Unsaid, string>> = {
  NeverEnds: 'what it cannot say: the rollout comes to rest before it is done',
  MayNeverEnd: 'what it cannot say: whether the rollout gets done is left to chance',
  CountsTerminating:
    'what it cannot say: it counts a pod that never finishes being deleted, though its successor serves',
  LeftOver: 'what it cannot say: something else is left, which its numbers do not count',
}

/**
 * What `kubectl rollout status` says of a rollout, what it will say once the controller has looked, if that is
 * something else, and what it cannot say.
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
  const unsaid = progress?.unsaid === undefined ? [] : [UNSAID_TEXT[progress.unsaid]]
  const lines = [...later, ...unsaid].map((line) => `  ${line}`)
  return [`kubectl rollout status: ${said(status)}`, ...lines].map((line) => style.dim(line))
}
