import { member } from './member.js'

const isAbsent = (value: unknown): boolean => value === undefined || value === null

/**
 * Whether two JSON values say the same: objects regardless of the order of their keys, an absent member
 * equal to null and, as in Go, to an empty list.
 */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (Array.isArray(a) || Array.isArray(b)) return sameLists(a, b)
  if (isAbsent(a) || isAbsent(b)) return isAbsent(a) && isAbsent(b)
  if (typeof a !== 'object' || typeof b !== 'object') {
    return typeof a === typeof b ? a === b : sameNumbers(a, b)
  }
  const left = a as object
  const right = b as object
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) =>
    sameJson(member(left, key), member(right, key)),
  )
}

const sameLists = (a: unknown, b: unknown): boolean => {
  const left = isAbsent(a) ? [] : a
  const right = isAbsent(b) ? [] : b
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false
  return left.every((item, i) => sameJson(item, right[i]))
}

/** One side may have come as a bigint. */
const sameNumbers = (a: unknown, b: unknown): boolean =>
  (typeof a === 'bigint' && typeof b === 'number' && Number.isInteger(b) && a === BigInt(b)) ||
  (typeof b === 'bigint' && typeof a === 'number' && Number.isInteger(a) && b === BigInt(a))
