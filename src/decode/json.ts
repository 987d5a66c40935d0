import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { Faults } from '../data/orThrow.js'
import type { DecodedObjects } from './collectObjects.js'
import { decodeObjects } from './decodeObjects.js'

/**
 * JSON text that cannot be parsed, in the parser's words.
 *
 * @since 0.1.0
 */
export interface JsonFault {
  readonly code: 'InvalidJson'
  readonly message: string
}

const jsonFaults = (error: unknown): Faults<JsonFault> => [
  { code: 'InvalidJson', message: E.toError(error).message },
]

const sixteenDigits = /\d{16}/

/** Every string and every number; only whole numbers may be beyond 2^53. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const LONG_INTEGER = /^-?\d{16,}$/

/**
 * Parses JSON text without losing digits: whole numbers that a JavaScript number cannot hold come as
 * bigint, everything else as `JSON.parse` gives it.
 *
 * - **Rules**
 *   1. Text without a run of sixteen digits goes straight to `JSON.parse`.
 *   2. Otherwise long whole numbers are marked as strings first and turned into bigint afterwards, with a
 *      mark that no string of the text begins with.
 *
 * - **Errors** `Left` with one fault when the text is no JSON. Never throws.
 *
 * @example
 * import { parseJson } from 'podfit/decode'
 *
 * parseJson('{"seconds": 9223372036854775807}') // => { _tag: 'Right', right: { seconds: 9223372036854775807n } }
 *
 * @since 0.1.0
 */
export const parseJson = (text: string): E.Either<Faults<JsonFault>, unknown> =>
  E.tryCatch(() => (sixteenDigits.test(text) ? parseMarked(text) : parsePlain(text)), jsonFaults)

const parsePlain = (text: string): unknown => JSON.parse(withoutLoneSurrogates(text)) as unknown

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/
const PAIR_OR_ESCAPE =
  /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[dD][89a-fA-F][0-9a-fA-F]{2}|[^])/g

/** Half of a surrogate pair, escaped, becomes U+FFFD, as Go decodes it. */
const withoutLoneSurrogates = (text: string): string =>
  SURROGATE_ESCAPE.test(text)
    ? text.replace(PAIR_OR_ESCAPE, (escape) =>
        escape.length === '\\uXXXX'.length ? '\\ufffd' : escape,
      )
    : text

const parseMarked = (given: string): unknown => {
  const text = withoutLoneSurrogates(given)
  const mark = unusedMark(text)
  const marked = text.replace(STRING_OR_NUMBER, (token) =>
    LONG_INTEGER.test(token) && !Number.isSafeInteger(Number(token)) ? `"${mark}${token}"` : token,
  )
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  ) as unknown
}

/** Colons enough that no string of the text begins with as many, however it is escaped. */
const unusedMark = (text: string): string => {
  let most = 0
  JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === 'string') most = Math.max(most, value.search(/[^:]|$/))
    return value
  })
  return ':'.repeat(most + 1)
}

/**
 * Reads everything in a JSON text, as `decodeObjects` does. Only where a 64-bit integer turns out to have
 * been rounded is the text parsed again without loss, so ordinary input is parsed once.
 *
 * @example
 * import { decodeJson } from 'podfit'
 *
 * const read = decodeJson('{"kind": "Node", "metadata": {"name": "n1"}}')
 * read._tag === 'Right' && read.right.nodes?.length // => 1
 *
 * @since 0.1.0
 */
export const decodeJson = (text: string): E.Either<Faults<JsonFault>, DecodedObjects> =>
  pipe(
    E.tryCatch(() => parsePlain(text), jsonFaults),
    E.map(decodeObjects),
    E.chain((decoded) =>
      wasRounded(decoded) ? pipe(parseJson(text), E.map(decodeObjects)) : E.right(decoded),
    ),
  )

const wasRounded = ({ broken }: DecodedObjects): boolean =>
  broken.some(({ issues }) => issues.some((issue) => issue.code === 'UnsafeInteger'))
