import { MAX_INT64, parseInt64 } from '../data/int64.js'
import { labelKeyFaults, labelValueFaults, subdomainFaults } from '../data/labelSyntax.js'
import { FIELD_NODE_NAME, LABEL_HOSTNAME, NO_EXECUTE, NO_SCHEDULE } from '../kube/wellKnown.js'
import type { Policy } from '../placement/policy.js'
import type { Requirement } from '../requirement/requirement.js'
import type { NodeTerm } from '../selector/nodeTerm.js'
import type { NodeFacts } from './nodeFacts.js'

/**
 * What a variable of a node may be: a text, or undefined for a label or a taint that is not there. A cordon is
 * the text `true`.
 */
export type Cell = string | undefined

/**
 * One thing that nodes differ in and policies ask about. Each of its cells is a value that a node can have, and
 * stands for all the others that answer every question as it does.
 */
export interface Variable {
  readonly kind: 'name' | 'label' | 'cordon' | 'taint'
  /** Of the label or the taint; empty otherwise. */
  readonly key: string
  /** Of the taint; empty otherwise. */
  readonly effect: string
  /** The plainest first. */
  readonly cells: readonly Cell[]
  /** Where each value stands among the cells. */
  readonly places: ReadonlyMap<Cell, number>
  /** Where bounds are compared: the cells from `from` up to `to` are the numbers in ascending order, the others are none. */
  readonly numbers: { readonly from: number; readonly to: number }
  /** What each cell stands for. */
  readonly roles: readonly Role[]
  /** The mask of all cells. */
  readonly all: bigint
}

/**
 * What a cell stands for: nothing being there, a value that is mentioned, the numbers of a range as far as they are not mentioned,
 * or all other values.
 */
export type Role =
  | { readonly code: 'Absent' | 'Mentioned' | 'Other' }
  | { readonly code: 'Numbers'; readonly from: bigint; readonly to: bigint }

/** The variables that some policies ask about. */
export interface Universe {
  readonly variables: readonly Variable[]
  readonly name: number
  readonly cordon: number
  /** By key; with `hostnameIsName` the hostname's is that of the name. */
  readonly labels: ReadonlyMap<string, number>
  readonly taints: readonly number[]
}

/**
 * The variables that some policies and facts ask about, with their cells.
 *
 * - **Rules**
 *   1. Of a label: absent; each value that is mentioned and that a label can have; one that nobody mentions; and where a number
 *      is compared, one below, at, between and above the bounds, as far as there are such values.
 *   2. Of the name: as of a label, but a name is never absent and is a DNS subdomain.
 *   3. Of a taint, by key and effect: likewise, for each key that a toleration names and for one that none does.
 *   4. A value that cannot be (a label value with a space, a number below 0) has no cell.
 */
export const universeOf = (policies: readonly Policy[], facts: NodeFacts): Universe => {
  const names = new Mentions()
  const labels = new Map<string, Mentions>()
  const taints = new Map<string, Mentions>()
  const label = (key: string): Mentions =>
    facts.hostnameIsName && key === LABEL_HOSTNAME ? names : mentionsOf(labels, key)

  const term = ({ expressions, fields }: NodeTerm): void => {
    for (const requirement of expressions) label(requirement.key).require(requirement)
    for (const requirement of fields) {
      if (requirement.key === FIELD_NODE_NAME) names.require(requirement)
    }
  }
  for (const policy of policies) {
    if (policy.nodeName !== '') names.value(policy.nodeName)
    for (const { key, value } of policy.selectedLabels) label(key).value(value)
    policy.affinity?.terms.forEach(term)
    for (const { key, value, bound } of policy.tolerations) {
      if (key === '') continue
      const mentions = mentionsOf(taints, key)
      mentions.value(value)
      if (bound !== undefined) mentions.bound(bound)
    }
  }
  facts.selector?.terms.forEach(term)
  facts.except?.terms.forEach(term)
  for (const { key, value } of facts.taints ?? []) mentionsOf(taints, key ?? '').value(value ?? '')

  const keyless = policies.flatMap(({ tolerations }) => tolerations.filter(({ key }) => key === ''))
  const spare = fresh('example.com/other', (key) => !taints.has(key))
  mentionsOf(taints, spare)
  // A toleration without a key compares the values of every taint.
  for (const mentions of taints.values()) {
    for (const { value, bound } of keyless) {
      mentions.value(value)
      if (bound !== undefined) mentions.bound(bound)
    }
  }

  const isName = (text: string): boolean =>
    subdomainFaults(text).length === 0 &&
    (!facts.hostnameIsName || labelValueFaults(text).length === 0)
  const variables: Variable[] = [
    variable('name', '', '', names.cells('node', isName)),
    variable('cordon', '', '', [ABSENT, { cell: 'true', role: { code: 'Mentioned' } }]),
  ]
  const labelIndex = new Map<string, number>(
    facts.hostnameIsName ? [[LABEL_HOSTNAME, NAME_AT]] : [],
  )
  for (const [key, mentions] of labels) {
    labelIndex.set(key, variables.length)
    const cells = labelKeyFaults(key).length > 0 ? [] : mentions.cells('other', isLabelValue)
    variables.push(variable('label', key, '', [ABSENT, ...cells]))
  }
  const firstTaint = variables.length
  for (const [key, mentions] of taints) {
    if (labelKeyFaults(key).length > 0) continue
    const cells = [ABSENT, ...mentions.cells('other', isLabelValue)]
    variables.push(variable('taint', key, NO_SCHEDULE, cells))
    variables.push(variable('taint', key, NO_EXECUTE, cells))
  }
  const taintIndex = variables.flatMap((_, at) => (at >= firstTaint ? [at] : []))
  return { variables, name: NAME_AT, cordon: CORDON_AT, labels: labelIndex, taints: taintIndex }
}

const NAME_AT = 0
const CORDON_AT = 1

const isLabelValue = (text: string): boolean => labelValueFaults(text).length === 0

interface Filled {
  readonly cell: Cell
  readonly role: Role
  /** What it is as a number, where numbers are compared. */
  readonly number?: bigint | undefined
}

const ABSENT: Filled = { cell: undefined, role: { code: 'Absent' } }

const variable = (
  kind: Variable['kind'],
  key: string,
  effect: string,
  filled: readonly Filled[],
): Variable => ({
  kind,
  key,
  effect,
  cells: filled.map(({ cell }) => cell),
  places: new Map(filled.map(({ cell }, at) => [cell, at])),
  numbers: rangeOf(filled),
  roles: filled.map(({ role }) => role),
  all: (1n << BigInt(filled.length)) - 1n,
})

const rangeOf = (filled: readonly Filled[]): Variable['numbers'] => {
  const from = filled.findIndex(({ number }) => number !== undefined)
  if (from < 0) return { from: filled.length, to: filled.length }
  return { from, to: filled.findLastIndex(({ number }) => number !== undefined) + 1 }
}

const mentionsOf = (all: Map<string, Mentions>, key: string): Mentions => {
  const found = all.get(key)
  if (found !== undefined) return found
  const made = new Mentions()
  all.set(key, made)
  return made
}

/** What is mentioned of one variable. */
class Mentions {
  readonly #values = new Set<string>()
  readonly #bounds = new Set<bigint>()

  value(value: string): void {
    this.#values.add(value)
  }

  bound(bound: bigint): void {
    this.#bounds.add(bound)
  }

  require({ operator, values, bound }: Requirement): void {
    if (operator === 'Gt' || operator === 'Lt') this.bound(bound)
    else for (const value of values) this.value(value)
  }

  /** A value for every way of answering: those mentioned, numbers around the bounds, and one more. */
  cells(name: string, isValid: (text: string) => boolean): readonly Filled[] {
    const unused = (text: string): boolean => !this.#values.has(text) && isValid(text)
    const bounds = [...this.#bounds].sort((a, b) => (a < b ? -1 : 1))
    const edges =
      bounds.length === 0 ? [] : [...bounds.flatMap((bound) => [bound - 1n, bound]), MAX_INT64]
    const mentioned = [...this.#values].filter(isValid).map((cell): Filled => ({
      cell,
      role: { code: 'Mentioned' },
      number: bounds.length === 0 ? undefined : parseInt64(cell),
    }))
    const numbers = mentioned.filter(({ number }) => number !== undefined)
    let from = 0n
    for (const to of edges) {
      if (to < from) continue
      const cell = freshNumber(from, to, this.#values.size, unused)
      if (cell !== undefined) {
        numbers.push({ cell, role: { code: 'Numbers', from, to }, number: parseInt64(cell) })
      }
      from = to + 1n
    }
    numbers.sort((a, b) => Number((a.number as bigint) - (b.number as bigint)))
    const filled = [...mentioned.filter(({ number }) => number === undefined), ...numbers]
    return [...filled, { cell: fresh(name, unused), role: { code: 'Other' } }]
  }
}

/** A text that is not used, the one given if possible. */
const fresh = (text: string, isUnused: (text: string) => boolean): string => {
  let found = text
  for (let i = 2; !isUnused(found); i++) found = `${text}-${i}`
  return found
}

const MAX_DIGITS = 63

/**
 * The spelling of a number of a range that is not used, without leading zeros if possible: `7`, `07`. At most `used`
 * spellings are in use.
 */
const freshNumber = (
  from: bigint,
  to: bigint,
  used: number,
  isUnused: (text: string) => boolean,
): string | undefined => {
  const last = from + BigInt(used) < to ? from + BigInt(used) : to
  for (let digits = 1; digits <= MAX_DIGITS; digits++) {
    for (let number = from; number <= last; number++) {
      const text = number.toString().padStart(digits, '0')
      if (isUnused(text) && parseInt64(text) === number) return text
    }
  }
  return undefined
}
