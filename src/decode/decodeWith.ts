import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import { foundText } from '../data/foundText.js'
import type { FieldPath } from '../data/fieldPath.js'
import type { InputIssue } from '../reason/inputIssue.js'
import { UNKNOWN_FIELD } from './closed.js'
import { INT64, LIST, THE_KIND } from './goTypes.js'

/**
 * Decodes a value: right as it is, if it is right; otherwise with what Go's decoder would make of it, or
 * with every issue, each with its path.
 */
export const decodeWith =
  <A>(codec: t.Type<A>) =>
  (value: unknown): E.Either<readonly InputIssue[], A> => {
    if (codec.is(value)) return E.right(value)
    const result = codec.decode(value)
    return E.isLeft(result) ? E.left(result.left.map(issueOf)) : E.right(result.right)
  }

const issueOf = (error: t.ValidationError): InputIssue => {
  const last = error.context[error.context.length - 1]
  const expected = expectedOf(last)
  const unsafe = expected === INT64 && isRounded(error.value)
  return {
    code: unsafe
      ? 'UnsafeInteger'
      : expected.startsWith(UNKNOWN_FIELD)
        ? 'UnknownField'
        : expected.startsWith(THE_KIND)
          ? 'WrongKind'
          : 'WrongType',
    path: pathOf(error.context),
    expected,
    found: foundText(error.value),
  }
}

const expectedOf = (entry: t.ContextEntry | undefined): string => {
  if (entry === undefined) return 'anything'
  const { expected } = entry.type as { readonly expected?: string }
  return expected ?? entry.type.name
}

const isRounded = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)

/** Inside a list the key of a context entry is an index. */
const pathOf = (context: t.Context): FieldPath =>
  context.slice(1).map(({ key }, i) => (expectedOf(context[i]) === LIST ? Number(key) : key))
