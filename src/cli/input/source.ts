import type { TypeMeta } from '../../intake/whichObject.js'

/** A text to read objects from, under the name it is reported by. */
export interface Source {
  readonly name: string
  /** How many bytes it has, where that is known. */
  readonly size?: number
  /** What it has listed once it has been read, though there may be none in it. */
  readonly lists?: () => TypeMeta | undefined
  readonly open: () => AsyncIterable<Uint8Array>
}
