import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import { isInt64, type Int64 } from '../data/int64.js'
import { equalJson } from '../data/equalJson.js'
import { isJsonObject, own } from '../data/own.js'
import { isInstantText, type Time } from '../data/instant.js'
import type { Maybe } from '../data/maybe.js'
import type { StringMap } from '../kube/objectMeta.js'
import { addAll } from '../data/appended.js'

/**
 * The scalar and container types of Go's JSON decoder as io-ts codecs. Each accepts and refuses what Go
 * does for a field of that type: null is the zero value everywhere, a list item or map value that is null
 * becomes the zero value of its type, and a lone surrogate becomes U+FFFD.
 */

/**
 * A codec of io-ts, for those who have io-ts and for those who do not: it goes wherever a `t.Type` goes. The
 * one difference is that `pipe` leaves it to you that the next codec reads what this one gives.
 *
 * @since 0.2.0
 */
export interface Codec<A, O = A, I = unknown> {
  readonly name: string
  readonly is: (value: unknown) => value is A
  readonly validate: (value: I, context: t.Context) => t.Validation<A>
  readonly decode: (value: I) => t.Validation<A>
  readonly encode: (value: A) => O
  pipe<B>(
    next: { readonly validate: (value: never, context: t.Context) => t.Validation<B> },
    name?: string,
  ): Codec<B, O, I>
  readonly asDecoder: () => t.Decoder<I, A>
  readonly asEncoder: () => t.Encoder<A, O>
  readonly _A: A
  readonly _O: O
  readonly _I: I
}

/**
 * A codec that also knows which part of a value it reads.
 *
 * @since 0.1.0
 */
export interface GoType<A> extends Codec<A> {
  /**
   * What is said to be expected where it is another word than the name.
   *
   * @internal
   */
  readonly expected?: string
  /**
   * The part of a value that is read, without what is only carried; undefined if nothing is. Where it is
   * the same as in `like`, a part read before, it is that one, so that many similar values need little
   * memory.
   */
  readonly slice: (value: A, like?: unknown) => A | undefined
}

const codec = <A>(
  name: string,
  is: (u: unknown) => u is A,
  validate: t.Validate<unknown, A>,
  slice: GoType<A>['slice'] = sameOr,
): GoType<A> => Object.assign(new t.Type(name, is, validate, t.identity), { slice })

/** A scalar, as the very one that was there before if it is the same. */
const sameOr = <A>(value: A, like?: unknown): A => (value === like ? (like as A) : value)

/** A codec for values that are either right as they are or wrong. */
const plain = <A>(name: string, is: (u: unknown) => u is A): GoType<A> =>
  codec(name, is, (u, context) => (is(u) ? t.success(u) : t.failure(u, context)))

/** A string without lone surrogates; decoding replaces them. */
export const text: GoType<string> = codec(
  'string',
  (u): u is string => typeof u === 'string' && u.isWellFormed(),
  (u, context) => (typeof u === 'string' ? t.success(u.toWellFormed()) : t.failure(u, context)),
)

export const boolean: GoType<boolean> = plain(
  'boolean',
  (u): u is boolean => typeof u === 'boolean',
)

const isInt32Number = (u: unknown): u is number =>
  Number.isInteger(u) && Number(u) >= -(2 ** 31) && Number(u) < 2 ** 31

export const int32: GoType<number> = plain('32-bit integer', isInt32Number)

/** The name under which a number is refused that may have been rounded when its text was parsed. */
export const INT64 = '64-bit integer'

export const int64: GoType<Int64> = plain(INT64, (u): u is Int64 =>
  typeof u === 'bigint' ? isInt64(u) : Number.isSafeInteger(u),
)

export const intOrString: GoType<number | string> = codec(
  '32-bit integer or string',
  (u): u is number | string => isInt32Number(u) || text.is(u),
  (u, context) => {
    if (typeof u === 'string') return text.validate(u, context)
    return isInt32Number(u) ? t.success(u) : t.failure(u, context)
  },
)

export const time: GoType<Time> = plain('RFC 3339 time', (u): u is Time =>
  typeof u === 'string' ? isInstantText(u) : u instanceof Date && !Number.isNaN(u.getTime()),
)

/** The name under which an object of another kind is refused. */
export const THE_KIND = 'the kind '

/** The kind that an object says it is, if it says one: Go reads an empty one as none. */
export const theKind = (kind: string): GoType<string> =>
  codec(
    THE_KIND + kind,
    (u): u is string => u === '' || u === kind,
    (u, context) => {
      if (u === '' || u === kind) return t.success(u)
      return typeof u === 'string' ? t.failure(u, context) : text.validate(u, asText(context))
    },
  )

/** What is no text at all is not of another kind, but no text. */
const asText = (context: t.Context): t.Context =>
  context.map((entry, i) => (i === context.length - 1 ? { ...entry, type: text } : entry))

/** A codec under a name of its own. */
export const named = <A>(name: string, of: GoType<A>): GoType<A> =>
  Object.assign(new t.Type(name, of.is, of.validate, of.encode), {
    slice: of.slice,
    expected: of.expected ?? of.name,
  })

/** A map that is checked as Go does, and of which nothing but these keys is read. */
export const onlyKeys = (of: GoType<StringMap>, keys: readonly string[]): GoType<StringMap> =>
  Object.assign(new t.Type(of.name, of.is, of.validate, of.encode), {
    slice: (value: StringMap) => {
      const entries = keys.flatMap((key) => {
        const kept = own(value, key)
        return kept === undefined ? [] : [[key, kept] as const]
      })
      return entries.length === 0 ? undefined : Object.fromEntries(entries)
    },
  })

/** What a list is called where something else stands. */
export const LIST = 'list'

/** A list; an item that is null becomes the zero value of its type. */
export const list = <A>(of: GoType<A>, zero: A): GoType<readonly A[]> => {
  const type = codec<readonly A[]>(
    LIST,
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
        if (E.isLeft(result)) addAll(errors, result.left)
        else items.push(result.right)
      })
      return errors.length > 0 ? t.failures(errors) : t.success(items)
    },
    (value, like) => {
      const before: readonly unknown[] = Array.isArray(like) ? like : []
      const kept = value.map((item, i) => of.slice(item, before[i]) ?? zero)
      const same = kept.length === before.length && kept.every((item, i) => item === before[i])
      return same && Array.isArray(like) ? (like as readonly A[]) : kept
    },
  )
  return named(`${LIST} of ${of.name}`, type)
}

/** A map of strings; a value that is null becomes the empty string. */
export const stringMap: GoType<Readonly<Record<string, string>>> = codec(
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
      if (E.isLeft(result)) addAll(errors, result.left)
      else entries.push([key.toWellFormed(), result.right])
    }
    return errors.length > 0 ? t.failures(errors) : t.success(Object.fromEntries(entries))
  },
  (value, like) => (equalJson(value, like) ? (like as Readonly<Record<string, string>>) : value),
)

/** A list where one stands, otherwise what the other codec says. */
export const either = <A, B>(
  lists: GoType<readonly A[]>,
  of: GoType<B>,
): GoType<readonly A[] | B> =>
  codec(
    `${lists.name} or ${of.name}`,
    (u): u is readonly A[] | B => lists.is(u) || of.is(u),
    (u, context): t.Validation<readonly A[] | B> =>
      Array.isArray(u) ? lists.validate(u, context) : of.validate(u, context),
  )

/** Any JSON, carried as it is. */
export const anything: GoType<unknown> = plain('anything', (_u): _u is unknown => true)

/** Any JSON, of which many objects hold the same: what they request, what nodes have to give. */
export const alike: GoType<unknown> = Object.assign(
  new t.Type(anything.name, anything.is, anything.validate, anything.encode),
  { slice: (value: unknown, like?: unknown) => (equalJson(value, like) ? like : value) },
)

type Field = t.Mixed & { readonly slice: (value: never, like?: unknown) => unknown }
type Fields = Readonly<Record<string, Field>>

/**
 * A struct: the named fields are decoded, all others are carried as they are.
 */
export const struct = <F extends Fields>(
  fields: F,
): GoType<{ readonly [K in keyof F]?: Maybe<t.TypeOf<F[K]>> }> => {
  type A = { readonly [K in keyof F]?: Maybe<t.TypeOf<F[K]>> }
  const entries = Object.entries(fields)
  const areRight = (u: Readonly<Record<string, unknown>>): boolean => {
    for (const [key, of] of entries) {
      const value = u[key]
      if (value !== undefined && value !== null && !of.is(value)) return false
    }
    return true
  }
  const sliceOf = (value: A, like?: unknown): A => {
    const given: Readonly<Record<string, unknown>> = value
    const before = isJsonObject(like) ? like : {}
    const kept: Record<string, unknown> = {}
    let same = isJsonObject(like)
    for (const [key, of] of entries) {
      const field = given[key]
      const part =
        field === null || field === undefined ? field : of.slice(field as never, before[key])
      if (part !== undefined) kept[key] = part
      same &&= part === before[key]
    }
    return same ? before : kept
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
        if (E.isLeft(result)) addAll(errors, result.left)
        else if (result.right !== value) changed.push([key, result.right])
      }
      if (errors.length > 0) return t.failures(errors)
      return t.success(changed.length === 0 ? u : { ...u, ...Object.fromEntries(changed) })
    },
    sliceOf,
  )
}
