import { placesOf } from '../data/bits.js'
import { compareText } from '../data/compareText.js'
import { expressed, type Written } from './expressed.js'
import type { Box, Region } from './region.js'
import type { Universe, Variable } from './universe.js'

/** Terms that together select what some boxes do; `exact`: no fewer terms and, with as few, no fewer requirements can. */
export interface Minimal {
  readonly terms: readonly (readonly Written[])[]
  readonly exact: boolean
}

/** Above so many combinations of cells, classes of one variable, terms to choose from, or steps, the fewest are not searched for. */
const MOST_COMBINATIONS = 4096
const MOST_CLASSES = 12
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
 *   2. Classes that the table does not tell apart are one, too: what does not matter goes. Not where requirements cannot express all
 *      choices of them: of `1` and all above `3` they express each alone. Where numbers are compared each number is a class of its own,
 *      for a range may have some of a class: of `1` and `x` the numbers above `0`. With too many of them, they are not, and `exact` is false.
 *   3. A candidate is a term, some classes of each variable that requirements can express, which selects nothing but what is selected. One that
 *      selects no more than another and needs no fewer requirements, nor as many with fewer values, is left out.
 *   4. Of the candidates the fewest cover the table; with as few terms, those with the fewest requirements, then the fewest
 *      values, then the first in alphabetical order: selections that mean the same give the same terms.
 */
export const minimal = (universe: Universe, region: Region, within: Box): Minimal | undefined => {
  const axes = axesOf(universe, region, within)
  if (axes === undefined) return undefined
  const merged = mergedAxes(axes, tableOf(axes, region))
  const choices = allChoices(universe, merged)
  if (choices === undefined) return undefined
  // Where requirements cannot express two classes together, they may one of them.
  const isWhole = merged.map(({ classes }, i) => choices[i]?.length === 2 ** classes.length - 1)
  const apart = ({ at }: Axis): Axis => axes.find((axis) => axis.at === at) as Axis
  const isCompared = merged.map(({ at }) => hasNumbers(universe.variables[at] as Variable))
  const whole = fewest(universe, isWhole.includes(false) ? merged.map(apart) : merged, region)
  if (!isCompared.includes(true)) return whole
  const single = merged.map((axis, i) => {
    if (isCompared[i] === true) return numbersApart(universe, apart(axis))
    return isWhole[i] === true ? axis : apart(axis)
  })
  const found = fewest(universe, single, region)
  if (found === undefined) return whole && { ...whole, exact: false }
  // Of as many the one with the bounds that are written.
  return whole !== undefined && lengthOf(whole.terms) <= lengthOf(found.terms)
    ? { ...whole, exact: found.exact }
    : found
}

/** How long some terms are: their number first, then that of requirements, then that of values. */
export const lengthOf = (terms: readonly (readonly Pick<Written, 'values'>[])[]): number =>
  terms.reduce(
    (sum, term) =>
      sum + term.reduce((length, { values }) => length + 1e5 + (values?.length ?? 0), 1e10),
    0,
  )

const hasNumbers = ({ numbers }: Variable): boolean => numbers.from < numbers.to

/** Each number is a class of its own, as far as it matters. */
const numbersApart = ({ variables }: Universe, { at, classes }: Axis): Axis => {
  const { from, to } = (variables[at] as Variable).numbers
  const numbers = ((1n << BigInt(to - from)) - 1n) << BigInt(from)
  return {
    at,
    classes: classes.flatMap((cells) => {
      const text = cells & ~numbers
      const each = placesOf(cells & numbers).map((place) => 1n << BigInt(place))
      return text === 0n ? each : [text, ...each]
    }),
  }
}

/** The fewest terms on some axes; undefined when there are too many combinations or candidates. */
const fewest = (universe: Universe, axes: readonly Axis[], region: Region): Minimal | undefined => {
  const choices = sizeOf(axes) > MOST_COMBINATIONS ? undefined : allChoices(universe, axes)
  if (choices === undefined) return undefined
  const selected = tableOf(axes, region)
  const candidates = candidatesOf(axes, choices, selected)
  return candidates && cover(candidates, selected)
}

/** Undefined when their classes have too many combinations. */
const axesOf = (
  { variables }: Universe,
  region: Region,
  within: Box,
): readonly Axis[] | undefined => {
  const concerned = [...new Set(region.flatMap((box) => [...box.keys()]))].sort((a, b) => a - b)
  const axes: Axis[] = []
  let most = MOST_COMBINATIONS
  for (const at of concerned) {
    const cared = within.get(at) ?? (variables[at] as Variable).all
    const masks = new Set(region.flatMap((box) => box.get(at) ?? []))
    const classes = classesOf(cared, masks, most)
    if (classes === undefined) return undefined
    most = Math.floor(most / classes.length)
    axes.push({ at, classes })
  }
  return axes
}

/** Cells that no mask tells apart, together; undefined when there are more than so many such classes. */
const classesOf = (
  cared: bigint,
  masks: Iterable<bigint>,
  most: number,
): readonly bigint[] | undefined => {
  let classes = [cared]
  for (const mask of masks) {
    classes = classes.flatMap((cells) => {
      const inside = cells & mask
      return inside === 0n || inside === cells ? [cells] : [inside, cells ^ inside]
    })
    if (classes.length > most) return undefined
  }
  return classes.sort((a, b) => ((a & -a) < (b & -b) ? -1 : 1))
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

/** The combinations that are selected. */
const tableOf = (axes: readonly Axis[], region: Region): bigint => {
  const whole = (1n << BigInt(sizeOf(axes))) - 1n
  const columns = axes.map((_, axis) => columnOf(axes, axis))
  return region.reduce(
    (table, box) =>
      table |
      axes.reduce((bits, { at, classes }, axis) => {
        const mask = box.get(at)
        if (mask === undefined) return bits
        const allowed = classes.reduce(
          (some, cells, i) =>
            (mask & cells) === 0n ? some : some | (columns[axis]?.[i] as bigint),
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
      merged.set(aligned, (merged.get(aligned) ?? 0n) | (axis.classes[of] as bigint))
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
  /** Which of the classes, as bits. */
  readonly some: number
  readonly bits: bigint
  readonly requirements: readonly Written[]
  readonly cost: number
}

const choicesOf = (
  { variables }: Universe,
  axes: readonly Axis[],
  axis: number,
): readonly Choice[] => {
  const { at, classes } = axes[axis] as Axis
  const columns = columnOf(axes, axis)
  const variable = variables[at] as Variable
  const choices: Choice[] = []
  for (let some = 1; some < 2 ** classes.length; some++) {
    const chosen = classes.flatMap((cells, i) =>
      (some >> i) & 1 ? [{ cells, column: columns[i] as bigint }] : [],
    )
    const mask = chosen.reduce((cells, each) => cells | each.cells, 0n)
    const bits = chosen.reduce((all, { column }) => all | column, 0n)
    const requirements = expressed(variable, mask)
    if (requirements !== undefined) {
      choices.push({ some, bits, requirements, cost: costOf(requirements) })
    }
  }
  return choices
}

/** What requirements can allow on each axis; undefined where one has too many classes. */
const allChoices = (
  universe: Universe,
  axes: readonly Axis[],
): readonly (readonly Choice[])[] | undefined =>
  axes.some(({ classes }) => classes.length > MOST_CLASSES)
    ? undefined
    : axes.map((_, axis) => choicesOf(universe, axes, axis))

const VALUES_A_REQUIREMENT = 1_000_000

/** Requirements first, then values. */
const costOf = (requirements: readonly Written[]): number =>
  requirements.reduce((sum, { values }) => sum + VALUES_A_REQUIREMENT + (values?.length ?? 0), 0)

/**
 * The terms of rule 3. Of those that another makes needless, it is enough to look for one that allows more of a single axis: what allows more
 * of several, and needs no more in all, needs no more on one of them.
 */
const candidatesOf = (
  axes: readonly Axis[],
  choices: readonly (readonly Choice[])[],
  selected: bigint,
): readonly Candidate[] | undefined => {
  const count = choices.reduce((product, { length }) => product * length, 1)
  if (count > MOST_CANDIDATES) return undefined
  const whole = (1n << BigInt(sizeOf(axes))) - 1n
  const terms = choices.reduce<readonly Pick<Choice, 'bits' | 'requirements'>[]>(
    (before, some) =>
      before.flatMap((term) =>
        some.map(({ bits, requirements }) => ({
          bits: term.bits & bits,
          requirements: [...term.requirements, ...requirements],
        })),
      ),
    [{ bits: whole, requirements: [] }],
  )
  const fits = terms.map(({ bits }) => (bits & ~selected) === 0n)
  const steps = choices.map((some, axis) => ({
    wider: some.map((choice) => widerThan(choice, some)),
    stride: choices.slice(axis + 1).reduce((product, { length }) => product * length, 1),
  }))
  const isNeedless = (term: number): boolean =>
    steps.some(({ wider, stride }) => {
      const at = Math.floor(term / stride) % wider.length
      return wider[at]?.some((other) => fits[term + (other - at) * stride] === true) === true
    })
  return terms
    .flatMap(({ bits, requirements }, term): readonly Candidate[] => {
      if (fits[term] !== true || isNeedless(term)) return []
      const sorted = requirements.toSorted((a, b) => compareText(a.key, b.key))
      return [{ bits, requirements: sorted, cost: costOf(sorted), text: JSON.stringify(sorted) }]
    })
    .sort((a, b) => a.cost - b.cost || compareText(a.text, b.text))
}

/** Which of some choices allow more than this one, and need no more. */
const widerThan = ({ some, cost }: Choice, all: readonly Choice[]): readonly number[] =>
  all.flatMap((other, i) =>
    other.some !== some && (some & ~other.some) === 0 && other.cost <= cost ? [i] : [],
  )

/** The least of the candidates that cover everything that is selected. */
const cover = (candidates: readonly Candidate[], selected: bigint): Minimal | undefined => {
  let best: Chosen | undefined
  let steps = MOST_STEPS
  const candidatesAt = new Map<bigint, readonly Candidate[]>()
  const candidatesWith = (bit: bigint): readonly Candidate[] => {
    const found =
      candidatesAt.get(bit) ?? candidates.filter((candidate) => (candidate.bits & bit) !== 0n)
    candidatesAt.set(bit, found)
    return found
  }
  const search = (chosen: readonly Candidate[], cost: number, missing: bigint): void => {
    steps--
    if (missing === 0n) {
      if (best === undefined || isBefore({ chosen, cost }, best)) best = { chosen, cost }
      return
    }
    if (best !== undefined && chosen.length >= best.chosen.length) return
    for (const candidate of candidatesWith(missing & -missing)) {
      if (steps <= 0) return
      search([...chosen, candidate], cost + candidate.cost, missing & ~candidate.bits)
    }
  }
  search([], 0, selected)
  const found = best?.chosen.toSorted((a, b) => compareText(a.text, b.text))
  return found && { terms: found.map(({ requirements }) => requirements), exact: steps > 0 }
}

interface Chosen {
  readonly chosen: readonly Candidate[]
  readonly cost: number
}

const isBefore = (a: Chosen, b: Chosen): boolean => {
  if (a.chosen.length !== b.chosen.length) return a.chosen.length < b.chosen.length
  if (a.cost !== b.cost) return a.cost < b.cost
  return compareText(textOf(a), textOf(b)) < 0
}

const textOf = ({ chosen }: Chosen): string =>
  chosen
    .map(({ text }) => text)
    .sort(compareText)
    .join()
