import { equalJson } from './equalJson.js'
import { isJsonObject } from './own.js'

/**
 * Whether two JSON values say the same: objects regardless of the order of their keys, an absent member
 * equal to null and, as in Go, to an empty list.
 */
export const sameJson = (a: unknown, b: unknown): boolean => equalJson(pruned(a), pruned(b))

/** A value without the members that say nothing; nothing at all is an empty list. */
const pruned = (value: unknown): unknown => {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.map(pruned)
  if (!isJsonObject(value)) return value
  const members = Object.keys(value).flatMap((key) => {
    const member = pruned(value[key])
    return Array.isArray(member) && member.length === 0 ? [] : [[key, member] as const]
  })
  return Object.fromEntries(members)
}
