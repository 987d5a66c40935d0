import type { Impact } from '../../impact/diff.js'
import { impactMarkdown } from '../../report/formats/impactMarkdown.js'
import { markdownText } from '../../report/formats/markdown.js'
import { plainStyle } from '../../report/text/style.js'
import { incompleteLines, type Problem } from '../input/problem.js'
import { evictionText } from './podLines.js'

/** An impact as Markdown that can be posted as it is: what leads to it, the table, and what else to know. */
export const markdownReport = (
  impact: Impact,
  problems: readonly Problem[],
  { lead = [], notes = [] }: { lead?: readonly string[]; notes?: readonly string[] },
): readonly string[] => {
  const list = [
    ...notes,
    ...impact.evictions.map((each) => `evicted by NoExecute taints: ${evictionText(each)}`),
    ...incompleteLines(problems, plainStyle),
  ]
  const lines = [
    ...lead,
    ...(lead.length === 0 ? [] : ['']),
    ...impactMarkdown(impact),
    ...list.map((line) => `- ${markdownText(line)}`),
  ]
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
