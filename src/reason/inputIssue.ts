import type { FieldPath } from '../data/fieldPath.js'

/**
 * What is wrong with a piece of input, and where: the path, what should stand there, what does.
 *
 * @since 0.1.0
 */
export interface InputIssue {
  readonly code:
    /** Another JSON type, a number out of range, or text that is no time. */
    | 'WrongType'
    /** A whole number that JavaScript's `JSON.parse` has rounded; read the text again without loss. */
    | 'UnsafeInteger'
    /** An object that does not say what it is. */
    | 'MissingKind'
    /** An object of another kind than the one that is read. */
    | 'WrongKind'
    /** A field that an object of podfit's own does not have. */
    | 'UnknownField'
  readonly path: FieldPath
  readonly expected: string
  readonly found: string
}
