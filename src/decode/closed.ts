import * as E from 'fp-ts/Either'
import * as t from 'io-ts'
import type { GoType } from './goTypes.js'
import type { Maybe } from '../data/maybe.js'
import { isJsonObject } from '../data/member.js'

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

/** An object of which exactly one field is given. */
export const exactlyOneOf = <O extends Fields>(fields: O): GoType<Optional<O>> => {
  const all = closed({}, fields)
  const one = (u: object): boolean => Object.keys(u).length === 1
  const type = new t.Type<Optional<O>>(
    `an object with exactly one of the fields ${Object.keys(fields).join(', ')}`,
    (u): u is Optional<O> => all.is(u) && one(u),
    (u, context) => {
      const result = all.validate(u, context)
      return E.isRight(result) && !one(result.right) ? t.failure(u, context) : result
    },
    t.identity,
  )
  return whole(type)
}
