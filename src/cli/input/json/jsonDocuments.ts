import type { ByteWindow } from '../byteWindow.js'
import type { PieceReader, ReadPiece, ReadDocument } from '../pieceReader.js'
import { jsonCursor, type JsonContext, type JsonCursor, Unreadable } from './jsonCursor.js'
import { pieceOf, readJson } from './readJson.js'

/**
 * The documents of a JSON text: one value or several, one behind the other.
 *
 * - **Rules**
 *   1. Where the first value stands on a line of its own and more lines follow, each line is a document, and
 *      one that is no JSON does not lose the others.
 *   2. Otherwise nothing can be read behind a document that is no JSON.
 */
export async function* jsonDocuments(
  window: ByteWindow,
  read: PieceReader,
): AsyncGenerator<ReadDocument> {
  const cursor = jsonCursor(window)
  let byLine = false
  for (let index = 1; (await cursor.peek()) !== undefined || index === 1; index++) {
    const line = cursor.line()
    const document = await attempt(index, byLine ? readLine(cursor, read) : readJson(cursor, read))
    yield document
    if ('message' in document && !byLine) return
    if (index === 1 && cursor.line() === line && (await cursor.peek()) !== undefined) {
      byLine = cursor.line() > line
    }
  }
}

const attempt = async (index: number, reading: Promise<ReadPiece>): Promise<ReadDocument> => {
  try {
    return { index, ...(await reading) }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const { message, line, path } = error
    return { index, message, line, ...(path.length > 0 && { path }) }
  }
}

const LINE: JsonContext = { open: [], expects: 'value', endsHere: true }

const readLine = async (cursor: JsonCursor, read: PieceReader): Promise<ReadPiece> => {
  cursor.mark()
  await cursor.passLine(LINE)
  return read(await pieceOf(cursor, LINE, []))
}
