import { NOTHING } from './appended.js'
import { equalJson } from './equalJson.js'
import { isJsonObject } from './own.js'

/**
 * Whether two JSON values say the same: objects regardless of the order of their keys, an absent member
 * equal to null and, as in Go, to an empty list.
 */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  const left = [a, b]
  while (left.length > 0) {
    const y = left.pop() ?? NOTHING
    const x = left.pop() ?? NOTHING
    if (x === y) continue
    if (Array.isArray(x) && Array.isArray(y)) {
      if (x.length !== y.length) return false
      for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) left.push(x[i], y[i])
    } else if (isJsonObject(x) && isJsonObject(y)) {
      if (given(x) !== given(y)) return false
      for (const key in x) {
        if (!Object.hasOwn(x, key) || x[key] === y[key] || !says(x[key])) continue
        if (!Object.hasOwn(y, key)) return false
        left.push(x[key], y[key])
      }
    } else if (!equalJson(x, y)) return false
  }
  return true
}

/** How many members say something. */
const given = (value: Readonly<Record<string, unknown>>): number => {
  let count = 0
  for (const key in value) if (Object.hasOwn(value, key) && says(value[key])) count++
  return count
}

const says = (member: unknown): boolean =>
  member !== null && member !== undefined && !(Array.isArray(member) && member.length === 0)
