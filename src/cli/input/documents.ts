import { byteWindow, type ByteWindow } from './byteWindow.js'
import { jsonDocuments } from './json/jsonDocuments.js'
import { BYTE, isSpace } from './json/jsonScan.js'
import type { ReadDocument, PieceReader } from './pieceReader.js'

/**
 * The documents of a text: JSON, one JSON value a line, or YAML. The name's ending decides; without one
 * the text does, which is JSON if it begins with a brace or a bracket.
 */
export async function* readDocuments(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  read: PieceReader,
): AsyncGenerator<ReadDocument> {
  const window = byteWindow(chunks)
  await passByteOrderMark(window)
  if (await isJson(name, window)) yield* jsonDocuments(window, read)
  else yield* (await import('./yaml/yamlDocuments.js')).yamlDocuments(window, read)
}

const BYTE_ORDER_MARK = Buffer.from('\uFEFF')

const passByteOrderMark = async (window: ByteWindow): Promise<void> => {
  const { length } = BYTE_ORDER_MARK
  while (window.end < length && (await window.more()));
  if (!window.bytes.subarray(0, Math.min(window.end, length)).equals(BYTE_ORDER_MARK)) return
  window.at = length
  window.mark = length
}

/** Whether a file's name says that it is JSON, or YAML; undefined where it says neither. */
export const saysJson = (name: string): boolean | undefined => {
  if (/\.(?:json|ndjson)$/.test(name)) return true
  return /\.ya?ml$/.test(name) ? false : undefined
}

const isJson = async (name: string, window: ByteWindow): Promise<boolean> => {
  const said = saysJson(name)
  if (said !== undefined) return said
  const first = await firstByte(window)
  return first === BYTE.openBrace || first === BYTE.openBracket
}

/** The first byte that is no white space; the window stays where it is. */
const firstByte = async (window: ByteWindow): Promise<number | undefined> => {
  let at = window.at
  do {
    for (; at < window.end; at++) {
      const byte = window.bytes[at]
      if (byte !== undefined && !isSpace(byte)) return byte
    }
  } while (await window.more())
  return undefined
}
