import type { Impact } from '../../impact/diff.js'
import { impactMarkdown } from '../../report/formats/impactMarkdown.js'
import { markdownText } from '../../report/formats/markdown.js'
import { plainStyle } from '../../report/text/style.js'
import { evictionText } from './evictionText.js'
import { incompleteLines } from './incomplete.js'
import type { Problem } from '../input/snapshot.js'

/** An impact as Markdown that can be posted as it is: what leads to it, the table, and what else to know. */
export const markdownReport = (
  impact: Impact,
  problems: readonly Problem[],
  { lead = [], notes = [] }: { lead?: readonly string[]; notes?: readonly string[] },
): string => {
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
  return `${lines.join('\n').trimEnd()}\n`
}
