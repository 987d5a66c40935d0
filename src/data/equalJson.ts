import { isJsonObject } from './own.js'

/**
 * Whether two JSON values are equal: objects regardless of the order of their keys, whole numbers also
 * where one side came as a bigint. A member that is null is not one that is absent.
 */
export const equalJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => equalJson(item, b[i]))
  }
  if (isJsonObject(a) && isJsonObject(b)) {
    const keys = Object.keys(a)
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key], b[key]))
    )
  }
  return equalWhole(a, b) || equalWhole(b, a)
}

const equalWhole = (a: unknown, b: unknown): boolean =>
  typeof a === 'bigint' && typeof b === 'number' && Number.isInteger(b) && a === BigInt(b)
