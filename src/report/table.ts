/**
 * Rows as aligned columns, two spaces apart, without trailing space.
 */
export const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)))
  }
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const EXAMPLES = 5

/** Some names of many: all of a few, otherwise the first ones and how many more. */
export const someOf = (names: readonly string[]): string =>
  names.length <= EXAMPLES + 1
    ? names.join(', ')
    : `${names.slice(0, EXAMPLES).join(', ')} and ${names.length - EXAMPLES} more`

/** A count with its noun: `1 node`, `2 nodes`. */
export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`
