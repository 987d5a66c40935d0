import { isJsonObject } from '../../src/data/own.js'
import type { Redaction } from '../../src/redact/redact.js'

/**
 * Where two values differ in more than names: everything is equal, or one is the other's pseudonym. A
 * near miss may be there in the first only.
 */
export const differences = (
  a: unknown,
  b: unknown,
  { names }: Pick<Redaction, 'names'>,
): readonly string[] => {
  const pairs = new Set(
    Object.values(names).flatMap((of) => Object.entries(of).map((pair) => JSON.stringify(pair))),
  )
  const same = (x: unknown, y: unknown): boolean => x === y || pairs.has(JSON.stringify([x, y]))
  const compare = (x: unknown, y: unknown, at: string): readonly string[] => {
    if (Array.isArray(x) && Array.isArray(y) && x.length === y.length) {
      return x.flatMap((each, i) => compare(each, y[i], `${at}[${i}]`))
    }
    if (isJsonObject(x) && isJsonObject(y)) {
      const { near, ...left } = x
      const { near: stillNear, ...right } = y
      const keys = Object.keys(left)
      const others = Object.keys(right)
      if (keys.length !== others.length)
        return [`${at}: ${JSON.stringify(x)} | ${JSON.stringify(y)}`]
      return [
        ...(near === undefined && stillNear !== undefined
          ? [`${at}.near: ${JSON.stringify(y)}`]
          : []),
        ...keys.flatMap((key, i) => {
          const other = others.find((name) => name === key) ?? others[i] ?? ''
          return same(key, other)
            ? compare(left[key], right[other], `${at}.${key}`)
            : [`${at}: ${key} | ${other}`]
        }),
      ]
    }
    return same(x, y) ? [] : [`${at}: ${JSON.stringify(x)} | ${JSON.stringify(y)}`]
  }
  return compare(a, b, '')
}
