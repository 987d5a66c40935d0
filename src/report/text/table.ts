import { terminalText } from './terminalText.js'

/**
 * Rows as aligned columns, two spaces apart, without trailing space; cells are as wide as what is shown of them.
 */
export const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, shownWidth(cell))))
  }
  return rows.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - shownWidth(cell)))
      .join('  ')
      .trimEnd(),
  )
}

/** How wide a cell is once the last write has escaped it. */
const shownWidth = (cell: string): number => terminalText(cell).length

const EXAMPLES = 5

/** What is told one by one, and the rest, of which there is none rather than a single one. */
export const firstOf = <A>(
  items: readonly A[],
  most: number,
): readonly [told: readonly A[], rest: readonly A[]] =>
  items.length <= most + 1 ? [items, []] : [items.slice(0, most), items.slice(most)]

/** Some names of many: all of a few, otherwise the first ones and how many more. */
export const someOf = (names: readonly string[]): string => {
  const [told, rest] = firstOf(names, EXAMPLES)
  const more = rest.length === 0 ? '' : ` and ${rest.length} more`
  return `${told.join(', ')}${more}`
}

/** A count with its noun: `1 node`, `2 nodes`. */
export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`
