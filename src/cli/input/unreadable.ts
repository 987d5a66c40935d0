import type { FieldPath } from '../../data/fieldPath.js'

/** A document that cannot be read: nothing of it counts. */
export class Unreadable extends Error {
  readonly line: number
  /** The part of the document that cannot be read. */
  readonly path: FieldPath

  constructor(message: string, line: number, path: FieldPath = []) {
    super(message)
    this.line = line
    this.path = path
  }
}
