import { compareText } from '../data/compareText.js'
import { expressed, type Written } from './expressed.js'
import type { Box, Region } from './region.js'
import type { Universe } from './universe.js'

/** Terms that together select what some boxes do; `exact`: no fewer terms and, with as few, no fewer requirements can. */
export interface Minimal {
  readonly terms: readonly (readonly Written[])[]
  readonly exact: boolean
}

/** Above so many combinations of cells, terms to choose from, or steps, the fewest are not searched for. */
const MOST_COMBINATIONS = 4096
const MOST_CANDIDATES = 20_000
const MOST_STEPS = 20_000

/** A variable of the table: its classes of cells that the boxes do not tell apart, as masks. */
interface Axis {
  readonly at: number
  readonly classes: readonly bigint[]
}

/**
 * The fewest terms that select, of the nodes in `within`, exactly those in the boxes; undefined when that is too large a question.
 *
 * - **Rules**
 *   1. Cells that no box tells apart are one class; a table says of each combination of classes whether it is selected.
 *   2. Classes that the table does not tell apart are one, too: what does not matter goes.
 *   3. A candidate is a term, some classes of each variable that requirements can express, which selects nothing but what is selected. One that
 *      selects no more than another and needs no fewer requirements, nor as many with fewer values, is left out.
 *   4. Of the candidates the fewest cover the table; with as few terms, those with the fewest requirements, then the fewest
 *      values, then the first in alphabetical order: selections that mean the same give the same terms.
 */
export const minimal = (universe: Universe, region: Region, within: Box): Minimal | undefined => {
  const axes = axesOf(universe, region, within)
  const table = tableOf(axes, region)
  if (table === undefined) return undefined
  const merged = mergedAxes(axes, table)
  const selected = tableOf(merged, region)
  if (selected === undefined) return undefined
  const candidates = candidatesOf(universe, merged, selected)
  return candidates === undefined ? undefined : cover(candidates, selected)
}

const axesOf = ({ variables }: Universe, region: Region, within: Box): readonly Axis[] => {
  const concerned = new Set(region.flatMap((box) => [...box.keys()]))
  return [...concerned]
    .sort((a, b) => a - b)
    .map((at) => {
      const classes = new Map<string, bigint>()
      const cared = within.get(at) ?? variables[at]?.all ?? 0n
      const masks = [...new Set(region.flatMap((box) => box.get(at) ?? []))]
      variables[at]?.cells.forEach((_, i) => {
        const bit = 1n << BigInt(i)
        if ((cared & bit) === 0n) return
        const answers = masks.map((mask) => ((mask & bit) === 0n ? '0' : '1')).join('')
        classes.set(answers, (classes.get(answers) ?? 0n) | bit)
      })
      return { at, classes: [...classes.values()] }
    })
}

const sizeOf = (axes: readonly Axis[]): number =>
  axes.reduce((size, { classes }) => size * classes.length, 1)

/** The combinations in which an axis has its i-th class, as bits. The first axis changes slowest. */
const columnOf = (axes: readonly Axis[], axis: number): readonly bigint[] => {
  const stride = sizeOf(axes.slice(axis + 1))
  const { classes } = axes[axis] as Axis
  const block = (1n << BigInt(stride)) - 1n
  const period = stride * classes.length
  const repeats = sizeOf(axes.slice(0, axis))
  let every = 0n
  for (let i = 0; i < repeats; i++) every |= 1n << BigInt(i * period)
  return classes.map((_, i) => every * (block << BigInt(i * stride)))
}

/** The combinations that are selected; undefined when there are too many to look at. */
const tableOf = (axes: readonly Axis[], region: Region): bigint | undefined => {
  const size = sizeOf(axes)
  if (size > MOST_COMBINATIONS) return undefined
  const whole = (1n << BigInt(size)) - 1n
  const columns = axes.map((_, axis) => columnOf(axes, axis))
  return region.reduce(
    (table, box) =>
      table |
      axes.reduce((bits, { at, classes }, axis) => {
        const mask = box.get(at)
        if (mask === undefined) return bits
        const allowed = classes.reduce(
          (some, cells, i) => ((mask & cells) === 0n ? some : some | (columns[axis]?.[i] ?? 0n)),
          0n,
        )
        return bits & allowed
      }, whole),
    0n,
  )
}

/** Classes that stand for the same in the table are put together; an axis with one class is none. */
const mergedAxes = (axes: readonly Axis[], table: bigint): readonly Axis[] =>
  axes.flatMap((axis, i) => {
    const stride = sizeOf(axes.slice(i + 1))
    const merged = new Map<bigint, bigint>()
    columnOf(axes, i).forEach((column, of) => {
      const aligned = (table & column) >> BigInt(of * stride)
      merged.set(aligned, (merged.get(aligned) ?? 0n) | (axis.classes[of] ?? 0n))
    })
    return merged.size === 1 ? [] : [{ at: axis.at, classes: [...merged.values()] }]
  })

/** A term that may be chosen. */
interface Candidate {
  readonly bits: bigint
  readonly requirements: readonly Written[]
  readonly cost: number
  readonly text: string
}

/** What requirements on one axis can allow. */
interface Choice {
  readonly bits: bigint
  readonly requirements: readonly Written[]
}

const choicesOf = (
  { variables }: Universe,
  axes: readonly Axis[],
  axis: number,
): readonly Choice[] => {
  const { at, classes } = axes[axis] as Axis
  const columns = columnOf(axes, axis)
  const variable = variables[at]
  if (variable === undefined) return []
  const uncared = classes.reduce((rest, cells) => rest & ~cells, variable.all)
  const choices: Choice[] = []
  for (let some = 1; some < 2 ** classes.length; some++) {
    const chosen = classes.flatMap((cells, i) =>
      (some >> i) & 1 ? [{ cells, column: columns[i] ?? 0n }] : [],
    )
    const mask = chosen.reduce((cells, each) => cells | each.cells, 0n)
    const bits = chosen.reduce((all, { column }) => all | column, 0n)
    const requirements = shortest(variable, mask, uncared)
    if (requirements !== undefined) choices.push({ bits, requirements })
  }
  return choices
}

type Variable = Universe['variables'][number]

/** The fewest requirements that allow these cells, with those that do not matter or without. */
const shortest = (
  variable: Variable,
  mask: bigint,
  uncared: bigint,
): readonly Written[] | undefined => {
  const wide = expressed(variable, mask | uncared)
  const narrow = expressed(variable, mask)
  if (wide === undefined || narrow === undefined) return wide ?? narrow
  return costOf(narrow) < costOf(wide) ? narrow : wide
}

const VALUES_A_REQUIREMENT = 1000

/** Requirements first, then values. */
const costOf = (requirements: readonly Written[]): number =>
  requirements.reduce((sum, { values }) => sum + VALUES_A_REQUIREMENT + (values?.length ?? 0), 0)

const candidatesOf = (
  universe: Universe,
  axes: readonly Axis[],
  selected: bigint,
): readonly Candidate[] | undefined => {
  const MOST_CLASSES = 14
  if (axes.some(({ classes }) => classes.length > MOST_CLASSES)) return undefined
  const choices = axes.map((_, axis) => choicesOf(universe, axes, axis))
  if (choices.reduce((product, { length }) => product * length, 1) > MOST_CANDIDATES)
    return undefined
  const whole = (1n << BigInt(sizeOf(axes))) - 1n
  const all = choices
    .reduce<readonly Choice[]>(
      (terms, some) =>
        terms.flatMap((term) =>
          some.flatMap(({ bits, requirements }) => {
            const both = term.bits & bits
            return both === 0n
              ? []
              : [{ bits: both, requirements: [...term.requirements, ...requirements] }]
          }),
        ),
      [{ bits: whole, requirements: [] }],
    )
    .filter(({ bits }) => (bits & ~selected) === 0n)
    .map(({ bits, requirements }): Candidate => {
      const sorted = requirements.toSorted((a, b) => compareText(a.key, b.key))
      return { bits, requirements: sorted, cost: costOf(sorted), text: JSON.stringify(sorted) }
    })
    .sort((a, b) => a.cost - b.cost || compareText(a.text, b.text))
  const kept: Candidate[] = []
  for (const candidate of all) {
    if (!kept.some(({ bits }) => (candidate.bits & ~bits) === 0n)) kept.push(candidate)
  }
  return kept
}

/** The least of the candidates that cover everything that is selected. */
const cover = (candidates: readonly Candidate[], selected: bigint): Minimal | undefined => {
  let best: readonly Candidate[] | undefined
  let steps = MOST_STEPS
  const candidatesAt = new Map<bigint, readonly Candidate[]>()
  const candidatesWith = (bit: bigint): readonly Candidate[] => {
    const found =
      candidatesAt.get(bit) ?? candidates.filter((candidate) => (candidate.bits & bit) !== 0n)
    candidatesAt.set(bit, found)
    return found
  }
  const search = (chosen: readonly Candidate[], missing: bigint): void => {
    if (missing === 0n) {
      if (best === undefined || isBefore(chosen, best)) best = chosen
      return
    }
    if (steps-- <= 0 || (best !== undefined && chosen.length >= best.length)) return
    for (const candidate of candidatesWith(missing & -missing)) {
      search([...chosen, candidate], missing & ~candidate.bits)
    }
  }
  search([], selected)
  const found = best?.toSorted((a, b) => compareText(a.text, b.text))
  return found && { terms: found.map(({ requirements }) => requirements), exact: steps > 0 }
}

const isBefore = (a: readonly Candidate[], b: readonly Candidate[]): boolean => {
  if (a.length !== b.length) return a.length < b.length
  const cost = (some: readonly Candidate[]): number =>
    some.reduce((sum, each) => sum + each.cost, 0)
  const text = (some: readonly Candidate[]): string =>
    some
      .map((each) => each.text)
      .sort(compareText)
      .join()
  return cost(a) === cost(b) ? compareText(text(a), text(b)) < 0 : cost(a) < cost(b)
}
