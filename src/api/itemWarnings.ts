import type { FieldPath } from '../data/fieldPath.js'
import { isJsonObject, type Json, member } from '../data/own.js'
import { hasFraction, writtenQuantity } from '../data/quantity.js'
import type { Semantics } from '../kube/semantics.js'
import type { ServerWarning } from '../reason/serverWarning.js'

/** The items of a list as Go decodes them: what is null is empty. */
export const listOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.map((item: unknown) => (isJsonObject(item) ? item : {})) : []

/** A text; empty where there is none. */
export const textOf = (value: unknown, key: string): string => {
  const text = member(value, key)
  return typeof text === 'string' ? text : ''
}

/** Quantities of bytes that are not whole. */
export const fractionsIn = (
  list: unknown,
  resources: readonly string[],
  at: FieldPath,
  { fractionsExact }: Semantics,
): readonly ServerWarning[] =>
  resources.flatMap((resource) => {
    const quantity = member(list, resource) ?? '0'
    return hasFraction(quantity, fractionsExact)
      ? [
          {
            code: 'FractionalBytes',
            path: [...at, resource],
            value: String(writtenQuantity(quantity, 'milli')),
          } as const,
        ]
      : []
  })

/** Items that have the name, or the address, of one before them. */
export const repeatedIn = (
  items: readonly Json[],
  of: 'ip' | 'name',
  at: FieldPath,
): readonly ServerWarning[] => {
  const known = new Set<string>()
  return items.flatMap((item, i) => {
    const value = textOf(item, of)
    const again = known.has(value)
    known.add(value)
    return again ? [{ code: 'Repeated', path: [...at, i, of], of, value }] : []
  })
}
