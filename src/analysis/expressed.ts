import { placesOf } from '../data/bits.js'
import { compareText } from '../data/compareText.js'
import { MAX_INT64, parseInt64 } from '../data/int64.js'
import type { NodeSelectorRequirement } from '../kube/affinity.js'
import { FIELD_NODE_NAME } from '../kube/wellKnown.js'
import type { Role, Variable } from './universe.js'

/** A requirement that is written out whole. */
export interface Written extends NodeSelectorRequirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt'
  readonly values?: readonly string[]
  /** Whether it is about a field, the name of the node: a label may be called `metadata.name`, too. */
  readonly isField?: boolean
}

/**
 * The requirements on one label, or on the name, that together allow exactly these cells; undefined when no term can say it, as
 * of "absent, or `a`".
 *
 * - **Rules**
 *   1. All cells: nothing. Only the absent one: `DoesNotExist`.
 *   2. Only values that are mentioned: `In`.
 *   3. All but some that are mentioned: `NotIn`, with `Exists` where absence is not allowed.
 *   4. The numbers of a range: `Gt`, `Lt`, and `NotIn` for those that are not allowed.
 *   5. Of the name: `In` with one value, `NotIn` with one value each.
 */
export const expressed = (variable: Variable, mask: bigint): readonly Written[] | undefined => {
  const { all, key, kind } = variable
  if (mask === all) return []
  const { absent, other, mentioned, excluded, ranges } = partsOf(variable, mask)
  const everyNumber = ranges.excluded === 0
  const noNumber = ranges.allowed === 0
  if (kind === 'name') {
    const named = { key: FIELD_NODE_NAME, isField: true }
    if (other) return excluded.map((value) => ({ ...named, operator: 'NotIn', values: [value] }))
    return mentioned.length === 1 ? [{ ...named, operator: 'In', values: mentioned }] : undefined
  }
  if (absent) {
    if (other && everyNumber) return [notIn(key, excluded)]
    return !other && noNumber && mentioned.length === 0
      ? [{ key, operator: 'DoesNotExist' }]
      : undefined
  }
  if (other) {
    if (!everyNumber) return undefined
    const exists: Written = { key, operator: 'Exists' }
    return excluded.length === 0 ? [exists] : [exists, notIn(key, excluded)]
  }
  return noNumber
    ? [{ key, operator: 'In', values: mentioned }]
    : interval(key, ranges, mentioned, excluded)
}

/** What a mask allows of a variable. */
interface Parts {
  readonly absent: boolean
  readonly other: boolean
  /** Values that are mentioned, sorted: those that are allowed, and those that are not. */
  readonly mentioned: readonly string[]
  readonly excluded: readonly string[]
  readonly ranges: Ranges
}

/** How many ranges of numbers are allowed and not allowed, and from where to where the allowed ones reach. */
interface Ranges {
  readonly allowed: number
  readonly excluded: number
  /** How many of those that are not allowed lie between allowed ones. */
  readonly gaps: number
  readonly from: bigint
  readonly to: bigint
}

const partsOf = ({ cells, roles }: Variable, mask: bigint): Parts => {
  const places = new Set(placesOf(mask))
  const [mentioned, excluded]: [string[], string[]] = [[], []]
  let [absent, other] = [false, false]
  let [allowed, without, gaps, behind] = [0, 0, 0, 0]
  let [from, to] = [0n, MAX_INT64]
  for (let i = 0; i < roles.length; i++) {
    const role = roles[i] as Role
    const has = places.has(i)
    switch (role.code) {
      case 'Absent':
        absent = has
        break
      case 'Other':
        other = has
        break
      case 'Mentioned':
        if (has) mentioned.push(cells[i] as string)
        else excluded.push(cells[i] as string)
        break
      case 'Numbers':
        if (!has) {
          without++
          behind++
          break
        }
        if (allowed === 0) from = role.from
        else gaps += behind
        to = role.to
        behind = 0
        allowed++
    }
  }
  mentioned.sort(compareText)
  excluded.sort(compareText)
  const ranges = { allowed, excluded: without, gaps, from, to }
  return { absent, other, mentioned, excluded, ranges }
}

const notIn = (key: string, values: readonly string[]): Written => ({
  key,
  operator: 'NotIn',
  values,
})

const interval = (
  key: string,
  { gaps, from, to }: Ranges,
  mentioned: readonly string[],
  excluded: readonly string[],
): readonly Written[] | undefined => {
  const isInside = (text: string): boolean => {
    const number = parseInt64(text)
    return number !== undefined && number >= from && number <= to
  }
  if (gaps > 0 || !mentioned.every(isInside)) return undefined
  const without = excluded.filter(isInside)
  const bounds: readonly Written[] = [
    ...(from > 0n ? [bound(key, 'Gt', from - 1n)] : []),
    ...(to < MAX_INT64 ? [bound(key, 'Lt', to + 1n)] : []),
  ]
  if (bounds.length === 0) return undefined
  return without.length === 0 ? bounds : [...bounds, notIn(key, without)]
}

const bound = (key: string, operator: 'Gt' | 'Lt', number: bigint): Written => ({
  key,
  operator,
  values: [number.toString()],
})
