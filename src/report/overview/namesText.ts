import { firstOf, wrapText } from '../text/table.js'

/** How much of many names is listed. */
export interface NamesLayout {
  /** Whether all are. */
  readonly details: boolean
  /** How many characters a line may have. */
  readonly width: number
}

/** So many names stand in a cell of a table in Markdown. */
export const MOST_IN_CELL = 10

const EXAMPLES = 5
const INDENT = '        '

/** Names behind a lead: some and how many more, or with details all, in as many lines as that takes. */
export const namesText = (
  lead: string,
  names: readonly string[],
  { details, width }: NamesLayout,
): readonly string[] => {
  if (details) return wrapText(`${lead}${names.join(', ')}`, width, INDENT)
  const [told, rest] = firstOf(names, EXAMPLES)
  const more = rest.length === 0 ? '' : ` and ${rest.length} more (--details)`
  return [`${lead}${told.join(', ')}${more}`]
}
