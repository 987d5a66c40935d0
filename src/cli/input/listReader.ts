import * as E from 'fp-ts/Either'
import type { TypeMeta } from '../../intake/whichObject.js'
import type { Pod } from '../../kube/pod.js'
import type { Piece, PieceReader, ReadItem, ReadPiece } from './pieceReader.js'
import { addAll } from '../../data/appended.js'

/** Reads the items of a list as they come. */
export interface ListReader {
  /** Whether the list has said of which kind it is. */
  readonly kindKnown: boolean
  readonly add: (piece: Piece) => void
  /** All that was added, once the list has said which kind it implies. */
  readonly close: (implied: TypeMeta | undefined) => ReadPiece
}

/**
 * A reader for the items of a list. Where the list names its kind after its items, those from the first
 * on that does not name its own have to wait for it.
 */
export const listReader = (
  read: PieceReader,
  kind: { readonly known: boolean; readonly implied?: TypeMeta },
): ListReader => {
  const items: ReadItem[] = []
  const listed: TypeMeta[] = []
  const pods: Pod[] = []
  const waiting: Piece[] = []

  const keep = (piece: ReadPiece): void => {
    addAll(items, piece.items)
    addAll(pods, piece.pods)
    addAll(listed, piece.listed)
  }

  return {
    kindKnown: kind.known,
    add: (piece) => {
      if (waiting.length > 0) return void waiting.push(piece)
      const result = read(piece, kind.implied)
      if (!kind.known && result.items.some(lacksKind)) waiting.push(piece)
      else keep(result)
    },
    close: (implied) => {
      for (const piece of waiting) keep(read(piece, implied))
      return { items, pods, listed: implied === undefined ? listed : [implied, ...listed] }
    },
  }
}

/** Whether an item would be something else if its list said of which kind and version it is. */
const lacksKind = ({ result }: ReadItem): boolean =>
  E.isLeft(result)
    ? result.left.issues.some((issue) => issue.code === 'MissingKind')
    : result.right.kind === 'Other' && result.right.foreign?.fault.code === 'ApiVersionNotSet'
