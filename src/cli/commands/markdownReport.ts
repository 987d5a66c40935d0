import type { Impact } from '../../impact/diff.js'
import { impactMarkdown } from '../../report/formats/impactMarkdown.js'
import { markdownText } from '../../report/formats/markdown.js'
import { markdownList, type SaidOfInput } from '../frame/saidOfInput.js'
import { evictionSums } from '../../report/text/podEvictionText.js'

/** An impact as Markdown that can be posted as it is: what leads to it, the table, and what else to know. */
export const markdownReport = (
  impact: Impact,
  said: SaidOfInput,
  { lead = [] }: { lead?: readonly string[] } = {},
): readonly string[] => {
  const evicted = evictionSums(impact.evictions).map(
    (text) => `- ${markdownText(`evicted by NoExecute taints: ${text}`)}`,
  )
  const lines = [
    ...lead,
    ...(lead.length === 0 ? [] : ['']),
    ...impactMarkdown(impact),
    ...evicted,
    ...markdownList(said),
  ]
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}
