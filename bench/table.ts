import { rounded, type Results } from './results.js'

/** The results as Markdown: the targets, then every figure. */
export const resultTables = ({ outcomes, figures }: Results): string => {
  const targets = outcomes.map(({ what, wanted, actual, mark }) => [
    what,
    wanted,
    actual ?? '',
    mark,
  ])
  const measured = figures.map(({ name, value, unit, first }) => [
    name,
    `${rounded(value)} ${unit}`,
    first === undefined ? '' : `${rounded(first)} ${unit}`,
  ])
  return [
    ...table(['', 'wanted', 'measured', ''], targets),
    '',
    ...table(['', 'warm median', 'first run'], measured),
  ].join('\n')
}

/** What verbs cost as Markdown, a row for each command. */
export const verbsTable = (rows: readonly (readonly string[])[]): string =>
  table(['command', 'processor', 'peak', 'printed'], rows).join('\n')

/** A Markdown table, its columns aligned. */
const table = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] => {
  const widths = header.map((_, i) =>
    Math.max(3, ...[header, ...rows].map((row) => (row[i] ?? '').length)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)]
}
