import { NOTHING } from './appended.js'
import { equalJson } from './equalJson.js'
import { isJsonObject } from './own.js'

/**
 * Whether two JSON values say the same: objects regardless of the order of their keys, an absent member
 * equal to null and, as in Go, to an empty list.
 */
export const sameJson = (a: unknown, b: unknown): boolean => {
  const left = [[a, b]]
  for (let pair = left.pop(); pair !== undefined; pair = left.pop()) {
    const [x, y] = pair.map((value) => value ?? NOTHING)
    if (x === y) continue
    if (Array.isArray(x) && Array.isArray(y)) {
      if (x.length !== y.length) return false
      for (let i = 0; i < x.length; i++) left.push([x[i], y[i]])
    } else if (isJsonObject(x) && isJsonObject(y)) {
      const keys = given(x)
      if (keys.length !== given(y).length) return false
      for (const key of keys) {
        if (!Object.hasOwn(y, key)) return false
        left.push([x[key], y[key]])
      }
    } else if (!equalJson(x, y)) return false
  }
  return true
}

/** The members that say something. */
const given = (value: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(value).filter((key) => {
    const member = value[key] ?? NOTHING
    return !Array.isArray(member) || member.length > 0
  })
