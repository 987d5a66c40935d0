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

/** How wide the widest of some lines is, as they stand. */
export const widestOf = (lines: readonly string[]): number =>
  lines.reduce((widest, { length }) => (length > widest ? length : widest), 0)

/** How wide a cell is once the last write has escaped it. */
export const shownWidth = (cell: string): number => terminalText(cell).length

/** The longest line that is shown where nobody says how wide the terminal is. */
export const WIDEST = 400

/** A text that is shown in so many characters at most; what is cut off is marked. */
export const cutText = (text: string, width: number): string => {
  const shown = terminalText(text)
  return shown.length <= width ? text : `${wholeEscapes(shown.slice(0, Math.max(0, width - 1)))}…`
}

/** A text without the beginning of an escape, or half a character, at its end. */
const wholeEscapes = (text: string): string =>
  text.replace(/\\(?:u(?:[\da-f]{0,3}|\{[\da-f]*))?$/, '').replace(/[\ud800-\udbff]$/, '')

/** Words in lines of a width, the following ones with this indent; a word that is longer stands alone. */
export const wrapText = (text: string, width: number, indent: string): readonly string[] => {
  const lines: string[] = []
  const [first = '', ...words] = text.split(' ')
  let line = first
  for (const word of words) {
    const longer = `${line} ${word}`
    if (line.trim() !== '' && shownWidth(longer) > width) {
      lines.push(line.trimEnd())
      line = `${indent}${word}`
    } else line = longer
  }
  return [...lines, line]
}

const EXAMPLES = 5

/** What is told one by one, and the rest, of which there is none rather than a single one. */
export const firstOf = <A>(
  items: readonly A[],
  most: number,
): readonly [told: readonly A[], rest: readonly A[]] =>
  items.length <= most + 1 ? [items, []] : [items.slice(0, most), items.slice(most)]

/** Some names of many: all of a few, otherwise the first ones and how many more. */
export const someOf = (names: readonly string[], most: number = EXAMPLES): string => {
  const [told, rest] = firstOf(names, most)
  const more = rest.length === 0 ? '' : ` and ${rest.length} more`
  return `${told.join(', ')}${more}`
}

/** A count with its noun: `1 node`, `2 nodes`. */
export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`
