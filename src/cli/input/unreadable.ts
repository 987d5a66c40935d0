import type { FieldPath } from '../../data/fieldPath.js'

/** A document that cannot be read: nothing of it counts. */
export class Unreadable extends Error {
  readonly line: number
  /** The part of the document that cannot be read. */
  readonly at: FieldPath

  constructor(message: string, line: number, at: FieldPath = []) {
    super(message)
    this.line = line
    this.at = at
  }
}
