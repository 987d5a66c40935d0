import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { isInt64, type Int64 } from '../data/int64.js'
import { isJsonObject } from '../data/member.js'
import { isInstantText, type Time } from '../data/instant.js'
import type { Maybe } from '../data/maybe.js'

/**
 * The scalar and container types of Go's JSON decoder as io-ts codecs. Each accepts and refuses what Go
 * does for a field of that type: null is the zero value everywhere, a list item or map value that is null
 * becomes the zero value of its type, and a lone surrogate becomes U+FFFD.
 */

const codec = <A>(
  name: string,
  is: (u: unknown) => u is A,
  validate: t.Validate<unknown, A>,
): t.Type<A> => new t.Type(name, is, validate, t.identity)

/** A codec for values that are either right as they are or wrong. */
const plain = <A>(name: string, is: (u: unknown) => u is A): t.Type<A> =>
  codec(name, is, (u, context) => (is(u) ? t.success(u) : t.failure(u, context)))

/** A string without lone surrogates; decoding replaces them. */
export const text: t.Type<string> = codec(
  'string',
  (u): u is string => typeof u === 'string' && u.isWellFormed(),
  (u, context) => (typeof u === 'string' ? t.success(u.toWellFormed()) : t.failure(u, context)),
)

export const boolean: t.Type<boolean> = plain(
  'boolean',
  (u): u is boolean => typeof u === 'boolean',
)

const isInt32Number = (u: unknown): u is number =>
  Number.isInteger(u) && Number(u) >= -(2 ** 31) && Number(u) < 2 ** 31

export const int32: t.Type<number> = plain('32-bit integer', isInt32Number)

/** The name under which a number is refused that may have been rounded when its text was parsed. */
export const INT64 = '64-bit integer'

export const int64: t.Type<Int64> = plain(INT64, (u): u is Int64 =>
  typeof u === 'bigint' ? isInt64(u) : Number.isSafeInteger(u),
)

export const intOrString: t.Type<number | string> = codec(
  '32-bit integer or string',
  (u): u is number | string => isInt32Number(u) || text.is(u),
  (u, context) => {
    if (typeof u === 'string') return text.validate(u, context)
    return isInt32Number(u) ? t.success(u) : t.failure(u, context)
  },
)

export const time: t.Type<Time> = plain('RFC 3339 time', (u): u is Time =>
  typeof u === 'string'
    ? isInstantText(u)
    : u instanceof Date && !Number.isNaN(u.getTime()),
)

/** A field that may be absent or null. */
export const maybe = <A>(of: t.Type<A>): t.Type<Maybe<A>> =>
  codec(
    of.name,
    (u): u is Maybe<A> => u === undefined || u === null || of.is(u),
    (u, context) => (u === undefined || u === null ? t.success(u) : of.validate(u, context)),
  )

/** A list; an item that is null becomes the zero value of its type. */
export const list = <A>(of: t.Type<A>, zero: A): t.Type<readonly A[]> =>
  codec(
    'list',
    (u): u is readonly A[] => Array.isArray(u) && u.every((item) => of.is(item)),
    (u, context) => {
      if (!Array.isArray(u)) return t.failure(u, context)
      const items: A[] = []
      const errors: t.Errors = []
      u.forEach((item: unknown, i) => {
        const result =
          item === null || item === undefined
            ? t.success(zero)
            : of.validate(item, t.appendContext(context, String(i), of, item))
        if (E.isLeft(result)) errors.push(...result.left)
        else items.push(result.right)
      })
      return errors.length > 0 ? t.failures(errors) : t.success(items)
    },
  )

/** A map of strings; a value that is null becomes the empty string. */
export const stringMap: t.Type<Readonly<Record<string, string>>> = codec(
  'map of strings',
  (u): u is Readonly<Record<string, string>> =>
    isJsonObject(u) && Object.keys(u).every((key) => key.isWellFormed() && text.is(u[key])),
  (u, context) => {
    if (!isJsonObject(u)) return t.failure(u, context)
    const errors: t.Errors = []
    const entries: [string, string][] = []
    for (const key of Object.keys(u)) {
      const value = u[key] ?? ''
      const result = text.validate(value, t.appendContext(context, key, text, value))
      if (E.isLeft(result)) errors.push(...result.left)
      else entries.push([key.toWellFormed(), result.right])
    }
    return errors.length > 0 ? t.failures(errors) : t.success(Object.fromEntries(entries))
  },
)

/** Any JSON, carried as it is. */
export const anything: t.Type<unknown> = plain('anything', (_u): _u is unknown => true)

type Fields = Readonly<Record<string, t.Mixed>>

/**
 * A struct: the named fields are decoded, all others are carried as they are.
 */
export const struct = <F extends Fields>(
  fields: F,
): t.Type<{ readonly [K in keyof F]?: Maybe<t.TypeOf<F[K]>> }> => {
  type A = { readonly [K in keyof F]?: Maybe<t.TypeOf<F[K]>> }
  const entries = Object.entries(fields)
  const areRight = (u: Readonly<Record<string, unknown>>): boolean => {
    for (const [key, of] of entries) {
      const value = u[key]
      if (value !== undefined && value !== null && !of.is(value)) return false
    }
    return true
  }
  return codec(
    'object',
    (u): u is A => isJsonObject(u) && areRight(u),
    (u, context) => {
      if (!isJsonObject(u)) return t.failure(u, context)
      const errors: t.Errors = []
      const changed: [string, unknown][] = []
      for (const [key, of] of entries) {
        const value = u[key]
        if (value === undefined || value === null) continue
        const result = of.validate(value, t.appendContext(context, key, of, value))
        if (E.isLeft(result)) errors.push(...result.left)
        else if (result.right !== value) changed.push([key, result.right])
      }
      if (errors.length > 0) return t.failures(errors)
      return t.success(changed.length === 0 ? u : { ...u, ...Object.fromEntries(changed) })
    },
  )
}
