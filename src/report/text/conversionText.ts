import { formatFieldPath } from '../../data/fieldPath.js'
import type { ConversionNote } from '../../kubectl/convert.js'
import { terminalText } from './terminalText.js'

const NOTE: Readonly<Record<ConversionNote['code'], string>> = {
  ReplicasDropped: 'dropped: a DaemonSet runs one pod on every eligible node',
  PausedDropped: 'dropped: a DaemonSet cannot be paused (updateStrategy OnDelete is the nearest)',
  DeadlineDropped: 'dropped: a DaemonSet rollout has no deadline and waits for ever',
  SurgeCapped: 'capped: a DaemonSet surges by 100% at most',
  SurgeDropped: 'dropped: a DaemonSet takes maxSurge or maxUnavailable, not both',
  PercentageRoundsUp: 'a percentage now counts nodes and is rounded up',
  AntiAffinityPointless:
    'pointless: a DaemonSet runs one pod on each node anyway; with maxSurge it keeps a new pod away from the node of the old one',
  RecreateApproximated: 'Recreate becomes a rolling update of all pods at once',
}

/**
 * What a DaemonSet does otherwise than the Deployment it is made from, and where the Deployment says so.
 *
 * @example
 * import { conversionNoteText } from 'podfit/report'
 *
 * const note = { code: 'ReplicasDropped', path: ['spec', 'replicas'] } as const
 * conversionNoteText(note) // => 'spec.replicas: dropped: a DaemonSet runs one pod on every eligible node'
 *
 * @since 0.2.0
 */
export const conversionNoteText = ({ code, path }: ConversionNote): string =>
  terminalText(`${formatFieldPath(path)}: ${NOTE[code]}`)
