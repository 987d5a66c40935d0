import type { ReadonlyNonEmptyArray } from 'fp-ts/ReadonlyNonEmptyArray'
import { grouped } from '../../data/grouped.js'
import { own } from '../../data/own.js'
import type { MatrixCell, MatrixClass, PlacementMatrix } from '../../impact/placementMatrix.js'
import { markdownItems, markdownTable, markdownText } from '../formats/markdown.js'
import { notKnownLines } from '../text/outcomeText.js'
import { taintText } from '../text/reasonText.js'
import { plainStyle } from '../text/style.js'
import { counted, cutText, firstOf, someOf, table, WIDEST, widestOf } from '../text/table.js'
import { terminalLines } from '../text/terminalText.js'
import type { OverviewLayout } from './statusText.js'

/** So many rows are shown before those that are the same come together, and so many columns. */
const MOST_ROWS = 40
const MOST_COLUMNS = 20

/**
 * DaemonSets and the nodes that are the same to all of them, as a table: where each should run, and where it lacks
 * an available pod. Columns that do not fit into a line come in a further block.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { placementMatrix } from 'podfit/impact'
 * import { matrixText } from 'podfit/report'
 *
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'agent', uid: 'u' }, spec: { template: {} } }]
 * const nodes = [{ metadata: { name: 'n1' } }, { metadata: { name: 'n2' } }]
 * matrixText(placementMatrix(cluster({ nodes, daemonSets }), { now: new Date(0) }))[0] // => '1 DaemonSet on 2 nodes of 1 kind'
 *
 * @since 0.2.0
 */
export const matrixText = (
  matrix: PlacementMatrix,
  { style = plainStyle, width = WIDEST, details = false }: OverviewLayout = {},
): readonly string[] => {
  const { daemonSets } = matrix
  const { classes } = details ? matrix : byDecision(matrix)
  const headline = style.bold(matrixHeadline({ daemonSets, classes }))
  const unknown = notKnownLines(matrix.unknown, style)
  if (daemonSets.length === 0 || classes.length === 0) {
    return terminalLines([headline, ...unknown], style)
  }
  const [shown, rest] = details ? [classes, []] : firstOf(classes, MOST_COLUMNS)
  const rows = rowsOf({ daemonSets, classes }, details)
  return terminalLines(
    [
      headline,
      '',
      ...blocks(rows, shown, width).flatMap((block) => [...block, '']),
      ...shown.map((each, i) => cutText(`${columnName(i)}  ${classText(each)}`, width)),
      ...(rest.length === 0 ? [] : [restText(rest)]),
      ...(rows.length < daemonSets.length
        ? ['DaemonSets that are the same are one row (--details has a row for each)']
        : []),
      '',
      style.dim(LEGEND),
      ...deletedLines(matrix).map((line) => style.warn(line)),
      ...unknown,
    ],
    style,
  )
}

const LEGEND =
  '✓ should run and is available, ✗N should run and N nodes lack an available pod, + should run (which pods are there is not known), ! no new pod (an existing one keeps running), · not allowed'

/** Those for which nothing happens, whatever the table says. */
const deletedLines = ({ beingDeleted }: PlacementMatrix): readonly string[] =>
  beingDeleted.length === 0
    ? []
    : [`! being deleted, so that the controller does nothing: ${someOf(beingDeleted)}`]

type Grid = Pick<PlacementMatrix, 'daemonSets' | 'classes'>

/** The same with one column for all nodes about which every DaemonSet decides the same, for whatever reason. */
const byDecision = ({ daemonSets, classes }: Grid): Grid => ({
  daemonSets,
  classes: [
    ...grouped(classes, ({ cells }) => cells.map(({ decision }) => decision).join()).values(),
  ]
    .map(together)
    .sort((a, b) => b.nodes.length - a.nodes.length),
})

/** Some classes as one, with what all of them have. */
const together = (classes: ReadonlyNonEmptyArray<MatrixClass>): MatrixClass => {
  const [first, ...others] = classes
  const taintsOf = others.map(({ taints }) => new Set(taints.map(taintText)))
  return {
    nodes: classes.flatMap(({ nodes }) => nodes),
    labels: Object.fromEntries(
      Object.entries(first.labels).filter(([key, value]) =>
        others.every(({ labels }) => own(labels, key) === value),
      ),
    ),
    taints: first.taints.filter((taint) =>
      taintsOf.every((taints) => taints.has(taintText(taint))),
    ),
    cells: first.cells.map((cell, i) => {
      const available = classes.reduce<number | undefined>((sum, { cells }) => {
        const here = cells[i]?.available
        return sum === undefined || here === undefined ? undefined : sum + here
      }, 0)
      return available === undefined ? cell : { ...cell, available }
    }),
  }
}

/** How many there are of what. */
const matrixHeadline = ({ daemonSets, classes }: Grid): string => {
  const nodes = classes.reduce((sum, each) => sum + each.nodes.length, 0)
  const kinds = classes.length === 1 ? '1 kind' : `${classes.length} kinds`
  return `${counted(daemonSets.length, 'DaemonSet')} on ${counted(nodes, 'node')} of ${kinds}`
}

/** `A`, `B`, …, `Z`, `AA`. */
const columnName = (index: number): string => {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`
}

interface Row {
  readonly name: string
  readonly cells: readonly string[]
}

/** A row for each DaemonSet, or, of very many, for those that are the same. */
const rowsOf = ({ daemonSets, classes }: Grid, details: boolean): readonly Row[] => {
  const each = daemonSets.map((name, row): Row => ({
    name,
    cells: classes.map(({ nodes, cells }) => cellText(cells[row], nodes.length)),
  }))
  if (details || each.length <= MOST_ROWS) return each
  return [...grouped(each, ({ cells }) => JSON.stringify(cells)).values()].map((same) => ({
    name: someOf(
      same.map(({ name }) => name),
      1,
    ),
    cells: same[0].cells,
  }))
}

const cellText = (cell: MatrixCell | undefined, nodes: number): string => {
  switch (cell?.decision) {
    case 'run': {
      if (cell.available === undefined) return '+'
      return cell.available < nodes ? `✗${nodes - cell.available}` : '✓'
    }
    case 'stay':
      return '!'
    case 'leave':
    case undefined:
      return '·'
  }
}

/** The table, cut into blocks of columns that fit into the width. */
const blocks = (
  rows: readonly Row[],
  shown: readonly MatrixClass[],
  width: number,
): readonly (readonly string[])[] => {
  const columns = shown.map((each, i) => [
    columnName(i),
    String(each.nodes.length),
    ...rows.map(({ cells }) => cells[i] ?? ''),
  ])
  const longest = Math.max(4, Math.floor(width / 2))
  const names = ['', 'nodes', ...rows.map(({ name }) => cutText(name, longest))]
  const room = width - widestOf(table(names.map((name) => [name])))
  const parts: (readonly string[])[][] = [[]]
  let used = 0
  for (const column of columns) {
    const needed = widestOf(column) + 2
    const last = parts.at(-1)
    if (last !== undefined && (last.length === 0 || used + needed <= room)) {
      last.push(column)
      used += needed
    } else {
      parts.push([column])
      used = needed
    }
  }
  return parts.map((part) =>
    table(names.map((name, row) => [name, ...part.map((c) => c[row] ?? '')])),
  )
}

const classText = ({ nodes, labels, taints }: MatrixClass): string => {
  const marks = [
    ...Object.entries(labels).map(([key, value]) => `${key}=${value}`),
    ...(taints.length === 0 ? [] : [`taints ${taints.map(taintText).join(', ')}`]),
  ]
  return `${counted(nodes.length, 'node')}: ${someOf(nodes, 2)}${marks.length === 0 ? '' : `; ${marks.join(', ')}`}`
}

const restText = (rest: readonly MatrixClass[]): string => {
  const nodes = rest.reduce((sum, each) => sum + each.nodes.length, 0)
  return `and ${rest.length} kinds more with ${counted(nodes, 'node')} (--details shows them)`
}

/**
 * The same in Markdown, with a list of what the columns are.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { placementMatrix } from 'podfit/impact'
 * import { matrixMarkdown } from 'podfit/report'
 *
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'agent', uid: 'u' }, spec: { template: {} } }]
 * const nodes = [{ metadata: { name: 'n1' } }, { metadata: { name: 'n2' } }]
 * matrixMarkdown(placementMatrix(cluster({ nodes, daemonSets }), { now: new Date(0) }))[0] // => '**1 DaemonSet on 2 nodes of 1 kind**'
 *
 * @since 0.2.0
 */
export const matrixMarkdown = (matrix: PlacementMatrix): readonly string[] => {
  const grid = byDecision(matrix)
  const { classes } = grid
  const items = markdownItems([
    ...deletedLines(matrix),
    ...notKnownLines(matrix.unknown, plainStyle),
  ])
  return [
    `**${markdownText(matrixHeadline(grid))}**`,
    '',
    ...markdownTable([
      ['DaemonSet', ...classes.map((_, i) => columnName(i))],
      ...rowsOf(grid, true).map(({ name, cells }) => [
        markdownText(name),
        ...cells.map(markdownText),
      ]),
    ]),
    '',
    ...markdownItems(classes.map((each, i) => `${columnName(i)}: ${classText(each)}`)),
    '',
    markdownText(LEGEND),
    ...(items.length === 0 ? [] : ['', ...items]),
  ]
}
