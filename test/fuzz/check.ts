import { isDeepStrictEqual } from 'node:util'

/** Whether two answers to the same question say the same. */
export const sameAnswer = (a: unknown, b: unknown): boolean =>
  isDeepStrictEqual(a, b) || JSON.stringify(a, printable) === JSON.stringify(b, printable)

const printable = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' || typeof value === 'function' ? String(value) : value
