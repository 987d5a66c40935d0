import { isDeepStrictEqual } from 'node:util'

/** The first place of an answer that JSON would not bring back, or undefined. */
export const lostInJson = (answer: unknown, path = ''): string | undefined => {
  switch (typeof answer) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return undefined
    case 'number':
      return Number.isFinite(answer) ? undefined : `${path}: ${answer}`
    case 'object': {
      if (answer === null) return undefined
      if (Array.isArray(answer)) {
        for (const [i, item] of answer.entries()) {
          if (item === undefined) return `${path}[${i}]: undefined in a list`
          const lost = lostInJson(item, `${path}[${i}]`)
          if (lost !== undefined) return lost
        }
        return undefined
      }
      const prototype: unknown = Object.getPrototypeOf(answer)
      if (prototype !== Object.prototype && prototype !== null) {
        return `${path}: a ${answer.constructor.name}`
      }
      for (const [key, value] of Object.entries(answer)) {
        const lost = lostInJson(value, `${path}.${key}`)
        if (lost !== undefined) return lost
      }
      return undefined
    }
    default:
      return `${path}: a ${typeof answer}`
  }
}

/** Whether two answers to the same question say the same. */
export const sameAnswer = (a: unknown, b: unknown): boolean =>
  isDeepStrictEqual(a, b) || JSON.stringify(a, printable) === JSON.stringify(b, printable)

const printable = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' || typeof value === 'function' ? String(value) : value
