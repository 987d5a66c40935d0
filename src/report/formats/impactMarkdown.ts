import type { DaemonSetImpact } from '../../impact/daemonSetImpact.js'
import type { Impact } from '../../impact/diff.js'
import {
  changeText,
  daemonSetLines,
  impactSummary,
  unchangedLines,
  unknownLines,
} from '../text/impactText.js'
import { markdownTable, markdownText } from './markdown.js'
import { plainStyle } from '../text/style.js'

/**
 * An impact in Markdown, for a comment on a pull request: the summary, and a row for each DaemonSet that is
 * affected.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { diff } from 'podfit/impact'
 * import { impactMarkdown } from 'podfit/report'
 *
 * const nodes = [{ metadata: { name: 'n1' } }]
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'agent', uid: 'u1' }, spec: { template: {} } }]
 * const before = cluster({ nodes, pods: [], daemonSets: [] })
 * const impact = diff(before, cluster({ nodes, pods: [], daemonSets }), { now: new Date(0) })
 * impactMarkdown(impact)[0] // => '**Placement: 1 gained, 0 lost; pods: 1 created, 0 deleted, 0 left misscheduled; new revisions: 0.**'
 *
 * @since 0.1.0
 */
export const impactMarkdown = (impact: Impact): readonly string[] => {
  const rows = impact.daemonSets.flatMap((each) => {
    const lines = daemonSetLines(each, impact, plainStyle)
    return lines.length === 0
      ? []
      : [[nameCell(each), nodesCell(each, impact), lines.map(markdownText).join('<br>')]]
  })
  return [
    `**${markdownText(impactSummary(impact))}**`,
    '',
    ...(rows.length === 0
      ? []
      : [...markdownTable([['DaemonSet', 'Nodes', 'What changes'], ...rows]), '']),
    ...[...unchangedLines(impact), ...unknownLines(impact)].flatMap((line) => [
      markdownText(line),
      '',
    ]),
  ]
}

const nameCell = (each: DaemonSetImpact): string =>
  `${markdownText(each.daemonSet)}${changeText(each)}`

const nodesCell = ({ nodes: { before, after } }: DaemonSetImpact, { unknown }: Impact): string =>
  unknown.includes('nodes') ? '?' : before === after ? String(after) : `${before} → ${after}`
