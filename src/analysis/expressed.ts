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
  const { cells, roles, all, key, kind } = variable
  if (mask === all) return []
  const places = new Set(placesOf(mask))
  const has = (i: number): boolean => places.has(i)
  const cellsOf = (code: Role['code'], allowed: boolean): readonly number[] =>
    roles.flatMap((role, i) => (role.code === code && has(i) === allowed ? [i] : []))
  const texts = (allowed: boolean): readonly string[] =>
    cellsOf('Mentioned', allowed)
      .map((i) => cells[i] ?? '')
      .sort(compareText)
  const mentioned = texts(true)
  const excluded = texts(false)
  const absent = cellsOf('Absent', true).length > 0
  const other = cellsOf('Other', true).length > 0
  const ranges = roles.flatMap((role, i) =>
    role.code === 'Numbers' ? [{ from: role.from, to: role.to, has: has(i) }] : [],
  )
  const everyNumber = ranges.every((range) => range.has)
  const noNumber = ranges.every((range) => !range.has)
  if (kind === 'name') {
    if (other) return excluded.map((value) => notIn(FIELD_NODE_NAME, [value]))
    return mentioned.length === 1
      ? [{ key: FIELD_NODE_NAME, operator: 'In', values: mentioned }]
      : undefined
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

const notIn = (key: string, values: readonly string[]): Written => ({
  key,
  operator: 'NotIn',
  values,
})

const interval = (
  key: string,
  ranges: readonly { readonly from: bigint; readonly to: bigint; readonly has: boolean }[],
  mentioned: readonly string[],
  excluded: readonly string[],
): readonly Written[] | undefined => {
  const first = ranges.findIndex(({ has }) => has)
  const last = ranges.findLastIndex(({ has }) => has)
  const run = ranges.slice(first, last + 1)
  const from = run[0]?.from ?? 0n
  const to = run.at(-1)?.to ?? MAX_INT64
  const isInside = (text: string): boolean => {
    const number = parseInt64(text)
    return number !== undefined && number >= from && number <= to
  }
  if (!run.every(({ has }) => has) || !mentioned.every(isInside)) return undefined
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
