import type { PodEviction } from '../../cluster/evictedPods.js'
import type { Impact } from '../../impact/diff.js'
import { impactMarkdown } from '../../report/formats/impactMarkdown.js'
import { markdownItems } from '../../report/formats/markdown.js'
import { markdownList, type SaidOfInput } from '../frame/saidOfInput.js'
import { evictionSums } from '../../report/text/podEvictionText.js'

/** An impact as Markdown that can be posted as it is: what leads to it, the table, and what else to know. */
export const markdownReport = (
  impact: Impact,
  said: SaidOfInput,
  { lead = [] }: { lead?: readonly string[] } = {},
): readonly string[] => {
  const lines = [
    ...lead,
    ...(lead.length === 0 ? [] : ['']),
    ...impactMarkdown(impact),
    ...evictionItems(impact.evictions),
    ...markdownList(said),
  ]
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** The pods that `NoExecute` taints evict, as a list of Markdown. */
export const evictionItems = (
  evicted: readonly PodEviction[],
  details = false,
): readonly string[] =>
  markdownItems(
    evictionSums(evicted, details).map((text) => `evicted by NoExecute taints: ${text}`),
  )
