import type { FieldPath } from '../../data/fieldPath.js'
import type { ReadPiece } from './pieceReader.js'

/** A document of an input, by its number in it: what it holds, or why nothing of it could be read. */
export type ReadDocument =
  | ({ readonly index: number } & ReadPiece)
  | {
      readonly index: number
      readonly message: string
      readonly line?: number
      /** The part of the document that could not be read. */
      readonly path?: FieldPath
    }
