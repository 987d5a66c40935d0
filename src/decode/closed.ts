import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { GoType } from './goTypes.js'
import type { Maybe } from '../data/maybe.js'
import { isJsonObject } from '../data/own.js'

type Fields = Readonly<Record<string, t.Mixed>>

type Optional<O extends Fields> = { readonly [K in keyof O]?: Maybe<t.TypeOf<O[K]>> }

type Closed<R extends Fields, O extends Fields> = {
  readonly [K in keyof R]: t.TypeOf<R[K]>
} & Optional<O>

/** The name under which a field is refused that an object does not have. */
export const UNKNOWN_FIELD = 'one of the fields '

/**
 * An object of our own: some fields it must have, some it may have, and no others. A misspelt field would
 * otherwise say nothing without anybody's noticing.
 */
export const closed = <R extends Fields, O extends Fields>(
  required: R,
  optional: O,
): GoType<Closed<R, O>> => {
  const known = { ...required, ...optional }
  const unknownField = new t.Type<never>(
    UNKNOWN_FIELD + Object.keys(known).join(', '),
    (_u): _u is never => false,
    (u, context) => t.failure(u, context),
    t.identity,
  )
  const issuesOf = (u: Readonly<Record<string, unknown>>, context: t.Context): t.Errors => {
    const names = [...new Set([...Object.keys(required), ...Object.keys(u)])]
    return names.flatMap((name) => {
      const value = Object.hasOwn(u, name) ? u[name] : undefined
      const codec = Object.hasOwn(known, name) ? known[name] : unknownField
      const isAbsent = value === undefined || value === null
      if (codec === undefined || (isAbsent && Object.hasOwn(optional, name))) return []
      const result = codec.validate(value, t.appendContext(context, name, codec, value))
      return E.isLeft(result) ? result.left : []
    })
  }
  const type = new t.Type<Closed<R, O>>(
    'object',
    (u): u is Closed<R, O> => isJsonObject(u) && issuesOf(u, []).length === 0,
    (u, context) => {
      if (!isJsonObject(u)) return t.failure(u, context)
      const issues = issuesOf(u, context)
      return issues.length > 0 ? t.failures(issues) : t.success(u as Closed<R, O>)
    },
    t.identity,
  )
  return whole(type)
}

/** A codec for what is read whole. */
export const whole = <A>(type: t.Type<A>): GoType<A> =>
  Object.assign(type, { slice: (value: A) => value })

type OneOf<O extends Fields> = {
  readonly [K in keyof O]: { readonly [P in K]: t.TypeOf<O[P]> } & {
    readonly [P in Exclude<keyof O, K>]?: null | undefined
  }
}[keyof O]

/** An object of which exactly one field is given. */
export const exactlyOneOf = <O extends Fields>(fields: O): GoType<OneOf<O>> => {
  const all = closed({}, fields)
  const isOne = (u: object): u is OneOf<O> =>
    Object.keys(u).length === 1 &&
    Object.values(u).every((value) => value !== null && value !== undefined)
  const type = new t.Type<OneOf<O>>(
    `an object with exactly one of the fields ${Object.keys(fields).join(', ')}`,
    (u): u is OneOf<O> => all.is(u) && isOne(u),
    (u, context) => {
      const result = all.validate(u, context)
      if (E.isLeft(result)) return result
      return isOne(result.right) ? t.success(result.right) : t.failure(u, context)
    },
    t.identity,
  )
  return whole(type)
}

/** A list of podfit's own: an item that is null is none, and is refused. */
export const listOfGiven = <A>(of: GoType<A>): GoType<readonly A[]> => {
  const type = new t.Type<readonly A[]>(
    'list',
    (u): u is readonly A[] => Array.isArray(u) && u.every((item) => of.is(item)),
    (u, context) => {
      if (!Array.isArray(u)) return t.failure(u, context)
      const read = u.map((item: unknown, i) =>
        of.validate(item, t.appendContext(context, String(i), of, item)),
      )
      const errors = read.flatMap((each) => (E.isLeft(each) ? each.left : []))
      return errors.length > 0
        ? t.failures(errors)
        : t.success(read.flatMap((each) => (E.isRight(each) ? [each.right] : [])))
    },
    t.identity,
  )
  return whole(type)
}
