import type { FieldPath } from '../data/fieldPath.js'

/**
 * What the strict decoding of the API server has to say about a field of an object, told apart by `code`. Where there
 * is a wrong type the server says nothing else.
 *
 * @since 0.2.0
 */
export type FieldIssue =
  | UnknownField
  /** A value that Go's decoder refuses for the field. */
  | {
      readonly code: 'WrongType'
      readonly path: FieldPath
      readonly expected: string
      readonly found: string
    }
  /** A field that stands there more than once, in JSON: the last one counts. */
  | { readonly code: 'DuplicateField'; readonly path: FieldPath }
  | DuplicateKey
  /** A field that the server drops without a word, since the release has its feature gate off. */
  | { readonly code: 'GateOff'; readonly path: FieldPath; readonly gate: string }

/**
 * A field that the object does not have.
 *
 * @since 0.2.0
 */
export interface UnknownField {
  readonly code: 'UnknownField'
  readonly path: FieldPath
  /** Where the field belongs, if that is certain: another case, one edit away, another level. */
  readonly suggestion?: FieldPath
  /** The first release that has it, of an older one: `1.30`. */
  readonly since?: string
  /** The last release that had it: `1.25`. */
  readonly until?: string
  /** What cannot be seen in its name: `U+00A0`. */
  readonly hidden?: readonly string[]
  /** Servers of that release do not look: kubectl refuses it, and what gets past kubectl is dropped without a word. */
  readonly lenient?: true
}

/**
 * A key that stands in a map of a YAML text more than once: the last one counts.
 *
 * @since 0.2.0
 */
export interface DuplicateKey {
  readonly code: 'DuplicateKey'
  readonly path: FieldPath
  readonly key: string
  /** That the key is no text but a number, `true`, `false` or null, here as text. */
  readonly plain?: true
  /** The line of the value, from 1. */
  readonly line: number
}
