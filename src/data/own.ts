import type { Maybe } from './maybe.js'

/**
 * Looks a foreign key up among an object's own properties. Label keys such as `constructor` are legal
 * in Kubernetes, so an inherited property must never answer.
 */
export const own = <A>(record: Maybe<Readonly<Record<string, A>>>, key: string): A | undefined =>
  record !== null && record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined

/** An own member of what may be an object; anything else has none. */
export const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Json)[key]
    : undefined

/** A JSON object, of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object. */
export const isJsonObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
