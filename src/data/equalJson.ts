import { isJsonObject } from './own.js'

/**
 * Whether two JSON values are equal: objects regardless of the order of their keys, whole numbers also
 * where one side came as a bigint. A member that is null is not one that is absent.
 */
export const equalJson = (a: unknown, b: unknown): boolean => {
  const left = [[a, b]]
  for (let pair = left.pop(); pair !== undefined; pair = left.pop()) {
    const [x, y] = pair
    if (x === y) continue
    if (Array.isArray(x) && Array.isArray(y)) {
      if (x.length !== y.length) return false
      for (let i = 0; i < x.length; i++) left.push([x[i], y[i]])
    } else if (isJsonObject(x) && isJsonObject(y)) {
      const keys = Object.keys(x)
      if (keys.length !== Object.keys(y).length) return false
      for (const key of keys) {
        if (!Object.hasOwn(y, key)) return false
        left.push([x[key], y[key]])
      }
    } else if (!equalWhole(x, y) && !equalWhole(y, x)) return false
  }
  return true
}

const equalWhole = (a: unknown, b: unknown): boolean =>
  typeof a === 'bigint' && typeof b === 'number' && Number.isInteger(b) && a === BigInt(b)
