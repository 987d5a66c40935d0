import { maskOfPlaces, placesOf } from '../data/bits.js'
import { grouped } from '../data/grouped.js'
import type { Node } from '../kube/node.js'
import type { Taint } from '../kube/taint.js'
import { decide } from '../placement/decide.js'
import type { Policy } from '../placement/policy.js'
import { sameTaint } from '../taint/taintParts.js'
import { holds } from '../requirement/holds.js'
import type { Requirement } from '../requirement/requirement.js'
import { fieldValue, isEmptyTerm, type NodeTerm } from '../selector/nodeTerm.js'
import type { NodeFacts } from './nodeFacts.js'
import type { Cell, Universe, Variable } from './universe.js'

/**
 * For variables the cells that are allowed, as a mask that is neither 0 nor that of all cells; a variable that is not in it is free.
 */
export type Box = ReadonlyMap<number, bigint>

/** How much a question may still do. It is shared by all that is done for it. */
export interface Budget {
  left: number
}

/** Nodes as the union of boxes. */
export type Region = readonly Box[]

/** The cells for which something holds. */
const maskOf = ({ cells }: Pick<Variable, 'cells'>, isIn: (cell: Cell) => boolean): bigint =>
  maskOfPlaces(cells.flatMap((cell, i) => (isIn(cell) ? [i] : [])))

/** One demand on one variable, and who makes it. */
export interface Demand<Source> {
  readonly at: number
  readonly mask: bigint
  readonly source: Source
}

/** What a policy demands of a node before its pods run there: all of `common`, and all of one of `terms`. */
export interface Demands {
  readonly common: readonly Demand<Common>[]
  /** Undefined without a node affinity. */
  readonly terms: readonly TermDemands[] | undefined
}

/** Where a demand stands in a policy that every term shares. */
export type Common =
  | { readonly code: 'NodeName' }
  | { readonly code: 'NodeSelector'; readonly index: number }
  | { readonly code: 'Tolerations' }

/** The same, tolerations apart. */
export type Selecting = Exclude<Common, { readonly code: 'Tolerations' }>

/** What a policy selects nodes by: its common demands, tolerations apart. */
export const selecting = ({ common }: Demands): readonly Demand<Selecting>[] =>
  common.filter((demand): demand is Demand<Selecting> => demand.source.code !== 'Tolerations')

/** The demands of a term; undefined when it matches no node whatever, being broken or empty. */
export interface TermDemands {
  readonly term: NodeTerm
  readonly demands: readonly Demand<TermPart>[] | undefined
}

/** A requirement of a term. */
export interface TermPart {
  readonly code: 'Requirement'
  readonly term: number
  readonly part: 'expressions' | 'fields'
  readonly index: number
}

/**
 * What a policy demands, read off the rules that answer about one node: a cell is allowed where the rule says so of it.
 */
export const demandsOf = (policy: Policy, universe: Universe): Demands => {
  const { variables, name } = universe
  const common: Demand<Common>[] = []
  const demand = (at: number, source: Common, isIn: (cell: Cell) => boolean): void => {
    const variable = variables[at] as Variable
    const mask = maskOf(variable, isIn)
    if (mask !== variable.all) common.push({ at, mask, source })
  }
  if (policy.nodeName !== '') demand(name, { code: 'NodeName' }, (cell) => cell === policy.nodeName)
  policy.selectedLabels.forEach(({ key, value }, index) => {
    demand(labelAt(universe, key), { code: 'NodeSelector', index }, (cell) => cell === value)
  })
  const runs = runsBeside(policy)
  const tolerations: Common = { code: 'Tolerations' }
  demand(universe.cordon, tolerations, (cell) => runs({ unschedulable: cell !== undefined }))
  const about = grouped(policy.tolerations, ({ key }) => key)
  for (const at of universe.taints) {
    const variable = variables[at] as Variable
    const some = [...(about.get(variable.key) ?? []), ...(about.get('') ?? [])]
    const runsThere = runsBeside({ ...policy, tolerations: some })
    demand(
      at,
      tolerations,
      (cell) => cell === undefined || runsThere({ taints: [taintOf(variable, cell)] }),
    )
  }
  return { common, terms: policy.affinity?.terms.map(termDemands(universe)) }
}

/** Whether pods run on a node which has all that the policy selects by, and this. */
const runsBeside = (policy: Policy): ((spec: NonNullable<Node['spec']>) => boolean) => {
  const unselective: Policy = { ...policy, selectedLabels: [], affinity: undefined }
  return (spec) => decide(unselective, { metadata: { name: policy.nodeName }, spec }) === 'run'
}

/** The taint that a cell of a variable stands for. */
const taintOf = ({ key, effect }: Variable, value: string): Taint =>
  value === '' ? { key, effect } : { key, value, effect }

/** Every key that is asked about has a variable. */
const labelAt = ({ labels }: Universe, key: string): number => labels.get(key) as number

/**
 * The cells for which a requirement holds. It is asked of those that it can tell apart: of nothing, of each value that it lists, and of
 * one for all others; or of the numbers on either side of its bound, which is found by halves, and of the texts before and
 * behind them.
 */
const maskOfRequirement = (
  variable: Variable,
  requirement: Requirement,
  valueOf: (cell: Cell) => string | undefined,
): bigint => {
  const { cells, all, places, numbers } = variable
  const asks = (at: number): boolean => holds(requirement, valueOf(cells[at]))
  const last = cells.length - 1
  if (requirement.operator === 'Gt' || requirement.operator === 'Lt') {
    return (
      maskOfRun(0, numbers.from, asks) |
      maskOfRun(numbers.from, numbers.to, asks) |
      maskOfRun(numbers.to, cells.length, asks)
    )
  }
  const others = asks(last)
  const told = [0, ...requirement.values.flatMap((value) => places.get(value) ?? [])]
  const unlike = maskOfPlaces(told.filter((at) => asks(at) !== others))
  return others ? all ^ unlike : unlike
}

/** Of cells in a row, of which the first few are answered otherwise than the rest, those that are answered with yes. */
const maskOfRun = (from: number, to: number, asks: (at: number) => boolean): bigint => {
  if (from === to) return 0n
  const first = asks(from)
  let [same, other] = [from, to]
  while (other - same > 1) {
    const middle = (same + other) >> 1
    if (asks(middle) === first) same = middle
    else other = middle
  }
  return first ? maskBetween(from, other) : maskBetween(other, to)
}

const maskBetween = (from: number, to: number): bigint =>
  ((1n << BigInt(to - from)) - 1n) << BigInt(from)

const termDemands =
  (universe: Universe) =>
  (term: NodeTerm, index: number): TermDemands => {
    if (term.faults.length > 0 || isEmptyTerm(term)) return { term, demands: undefined }
    const { variables, name } = universe
    const demands: Demand<TermPart>[] = []
    term.expressions.forEach((requirement, i) => {
      const at = labelAt(universe, requirement.key)
      const mask = maskOfRequirement(variables[at] as Variable, requirement, (cell) => cell)
      demands.push({
        at,
        mask,
        source: { code: 'Requirement', term: index, part: 'expressions', index: i },
      })
    })
    term.fields.forEach((requirement, i) => {
      const mask = maskOfRequirement(variables[name] as Variable, requirement, (cell) =>
        fieldValue(requirement, { metadata: { name: cell } }),
      )
      demands.push({
        at: name,
        mask,
        source: { code: 'Requirement', term: index, part: 'fields', index: i },
      })
    })
    return { term, demands }
  }

/** The nodes on which pods of a policy run. */
export const regionOf = ({ common, terms }: Demands, universe: Universe): Region => {
  const shared = boxOf(universe, EVERYTHING, common)
  if (shared === undefined) return []
  if (terms === undefined) return [shared]
  return terms.flatMap(({ demands }) => {
    const box = demands === undefined ? undefined : boxOf(universe, shared, demands)
    return box === undefined ? [] : [box]
  })
}

/** Every node. */
export const EVERYTHING: Box = new Map()

/** The nodes of a box that meet all demands, if there are any. */
export const boxOf = (
  { variables }: Universe,
  start: Box,
  demands: readonly Demand<unknown>[],
): Box | undefined => {
  const box = new Map(start)
  for (const { at, mask } of demands) {
    const all = (variables[at] as Variable).all
    const rest = (box.get(at) ?? all) & mask
    if (rest === 0n) return undefined
    if (rest !== all) box.set(at, rest)
  }
  return box
}

/** The nodes that can exist where these facts hold. */
export const possibleNodes = (facts: NodeFacts, universe: Universe): Region => {
  const { variables } = universe
  const { taints } = facts
  const common: Demand<Common>[] =
    taints === undefined
      ? []
      : universe.taints.map((at) => {
          const { key, effect } = variables[at] as Variable
          const values = new Set(
            taints.flatMap((taint) =>
              sameTaint(taint, { key, effect }) ? [taint.value ?? ''] : [],
            ),
          )
          const mask = maskOf(
            variables[at] as Variable,
            (cell) => cell === undefined || values.has(cell),
          )
          return { at, mask, source: { code: 'Tolerations' } }
        })
  const terms = facts.selector?.terms.map(termDemands(universe))
  const unlike = facts.except?.terms.map(termDemands(universe))
  const excepted = unlike === undefined ? [] : regionOf({ common: [], terms: unlike }, universe)
  return excepted.reduce<Region>(
    (region, box) => region.flatMap((each) => partsOutside(universe, each, box)),
    regionOf({ common, terms }, universe),
  )
}

/** The nodes that are in both boxes, if there are any. */
export const intersection = (a: Box, b: Box): Box | undefined => {
  const both = new Map(a)
  for (const [at, allowed] of b) {
    const mask = (a.get(at) ?? allowed) & allowed
    if (mask === 0n) return undefined
    both.set(at, mask)
  }
  return both
}

/** The nodes that are in both regions, box by box; undefined when there is too much to look at. */
export const intersections = (a: Region, b: Region, budget: Budget): Region | undefined => {
  if (isEverything(a)) return b
  const found: Box[] = []
  for (const left of a) {
    for (const right of b) {
      budget.left -= right.size + 1
      if (budget.left < 0) return undefined
      const both = intersection(left, right)
      if (both !== undefined) found.push(both)
    }
  }
  return found
}

const isEverything = (region: Region): boolean => region.length === 1 && region[0]?.size === 0

/** The nodes of a box that are not in another, as boxes that share none. */
export const partsOutside = ({ variables }: Universe, box: Box, other: Box): readonly Box[] => {
  const parts: Box[] = []
  const rest = new Map(box)
  for (const [at, allowed] of other) {
    const mask = rest.get(at) ?? (variables[at] as Variable).all
    const without = mask & ~allowed
    if (without === 0n) continue
    parts.push(new Map(rest).set(at, without))
    if (without === mask) return parts
    rest.set(at, mask & allowed)
  }
  return parts
}

/** The plainest node of a box. */
export const nodeOf = ({ variables, labels, name, cordon, taints }: Universe, box: Box): Node => {
  const cell = (at: number): Cell => firstCell(variables[at] as Variable, box.get(at))
  const found: Record<string, string> = {}
  for (const [key, at] of labels) {
    const value = cell(at)
    if (value !== undefined) Object.defineProperty(found, key, { value, ...PLAIN })
  }
  const spec = {
    ...(cell(cordon) === undefined ? {} : { unschedulable: true }),
    ...listOf(
      taints.flatMap((at) => {
        const value = cell(at)
        return value === undefined ? [] : [taintOf(variables[at] as Variable, value)]
      }),
    ),
  }
  return {
    metadata: { name: cell(name) as string, labels: found },
    ...(Object.keys(spec).length === 0 ? {} : { spec }),
  }
}

const PLAIN = { enumerable: true, writable: true, configurable: true }

const listOf = (taints: readonly Taint[]): { readonly taints?: readonly Taint[] } =>
  taints.length === 0 ? {} : { taints }

const firstCell = ({ cells, all }: Variable, mask = all): Cell => cells[placesOf(mask)[0] as number]
