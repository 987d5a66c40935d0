import type { FieldPath } from './fieldPath.js'
import { equalJson } from './equalJson.js'
import { isJsonObject } from './own.js'

/** Where two JSON values differ, and what stands there; undefined where one side has nothing. */
export interface Difference {
  readonly path: FieldPath
  readonly before: unknown
  readonly after: unknown
}

/** Pairs up the items of two lists; undefined leaves the lists to be compared as a whole. */
export type Pairing = (
  before: readonly unknown[],
  after: readonly unknown[],
  at: FieldPath,
) => readonly (readonly [index: number, before: unknown, after: unknown])[] | undefined

/** Items at the same place belong together, as long as there are equally many. */
const byPlace: Pairing = (before, after) =>
  before.length === after.length ? before.map((item, i) => [i, item, after[i]]) : undefined

/** So deep a difference is told; what is below differs as a whole. */
const DEEPEST = 200

/** The smallest parts in which two JSON values differ, members in the order of their keys. */
export const differences = (
  before: unknown,
  after: unknown,
  pairing: Pairing = byPlace,
  at: FieldPath = [],
): readonly Difference[] => {
  if (equalJson(before, after)) return []
  if (at.length >= DEEPEST) return [{ path: at, before, after }]
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
    return keys.flatMap((key) => differences(before[key], after[key], pairing, [...at, key]))
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const pairs = pairing(before, after, at)
    if (pairs !== undefined) {
      return pairs.flatMap(([i, a, b]) => differences(a, b, pairing, [...at, i]))
    }
  }
  return [{ path: at, before, after }]
}
