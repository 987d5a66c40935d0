import { exactJson } from '../exactJson.mjs'
import { isDeepStrictEqual } from 'node:util'

// JSON from two programs; the rules say what is looked at.
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any

/** What differs between podfit's answer and that of some release; undefined where they agree. */
export type Rule = (
  ours: Json,
  theirs: Json,
  input: Json,
  /** Puts an answer into the words of the release. */
  inWords: (answer: unknown) => Json,
  /** The release; the newest unless one is named. */
  kubernetes: string | undefined,
) => string | undefined

/** The same but for what is empty. */
export const isSame = (ours: Json, theirs: Json): boolean =>
  isDeepStrictEqual(withoutEmpty(ours), withoutEmpty(theirs))

/** The rule of every operation that has none of its own. */
export const same = (ours: Json, theirs: Json, _input?: Json): string | undefined =>
  isSame(ours, theirs) ? undefined : 'the answers differ'

/** Absent, null, empty text, empty list: the same to Go; which of them is printed says nothing. */
const withoutEmpty = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => !isEmpty(member))
      .map(([key, member]) => [key, withoutEmpty(member)]),
  )
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0)

const asSet = (values: readonly unknown[] | undefined): readonly string[] =>
  (values ?? []).map((value) => exactJson(value)).sort()

/** The same members, each as often, in whatever order. */
export const sameSet = (ours: Json, theirs: Json): boolean =>
  isDeepStrictEqual(asSet(ours), asSet(theirs))
