import * as E from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'
import type { FieldPath } from '../../../data/fieldPath.js'
import { member } from '../../../data/own.js'
import { itemsOf } from '../../../decode/items.js'
import { parseJson } from '../../../decode/json.js'
import { readJsonTree } from '../../../fields/jsonTree.js'
import { listReader, type ListReader } from '../listReader.js'
import {
  partOf,
  type Piece,
  type PieceReader,
  type ReadPiece,
  type Written,
} from '../pieceReader.js'
import type { JsonContext, JsonCursor, Unreadable } from './jsonCursor.js'
import { BYTE } from './jsonScan.js'

const DOCUMENT: JsonContext = { open: [], expects: 'value' }

/**
 * Reads the JSON value on which the cursor stands, a list item by item: of its text no more is kept than
 * one item.
 */
export const readJson = async (cursor: JsonCursor, read: PieceReader): Promise<ReadPiece> => {
  cursor.mark()
  switch (await cursor.peek()) {
    case BYTE.openBracket: {
      const list = listReader(read, { known: true })
      await readElements(cursor, list, [], ['['])
      return list.close(undefined)
    }
    case BYTE.openBrace:
      return await readObject(cursor, read)
    default:
      await cursor.passValue(DOCUMENT)
      return read(await pieceOf(cursor, DOCUMENT, []))
  }
}

/** What the cursor has passed since the mark, parsed. */
export const pieceOf = async (
  cursor: JsonCursor,
  context: JsonContext,
  at: FieldPath,
): Promise<Piece> => {
  const text = cursor.text()
  const value = parsed(text)
  if (E.isLeft(value)) throw await cursor.fault(context)
  return {
    value: value.right,
    exact: () => pipe(parseJson(text), E.toUnion),
    path: at,
    written: () => writtenJson(text),
  }
}

/** How a text that is JSON is written. */
const writtenJson = (text: string): Written => ({
  tree: pipe(readJsonTree(text), E.toUnion),
  repeated: [],
})

const parsed = (text: string): E.Either<unknown, unknown> =>
  E.tryCatch(() => JSON.parse(text) as unknown, String)

/**
 * Reads the elements of the list on whose bracket the cursor stands: one by one, or, where they stand on lines
 * of their own, as many at once as are in memory. Where those end is guessed by how the first two are set
 * apart; that they are JSON proves it.
 */
const readElements = async (
  cursor: JsonCursor,
  list: ListReader,
  path: FieldPath,
  open: JsonContext['open'],
): Promise<void> => {
  cursor.step()
  if ((await cursor.peek()) === BYTE.closeBracket) return cursor.step()
  let count = 0
  let border: string | undefined
  for (;;) {
    await cursor.peek()
    cursor.mark()
    if (border !== undefined && cursor.passToBorder(border)) {
      const pieces = piecesOf(cursor.text(), path, count)
      if (pieces === undefined) {
        cursor.back()
        border = undefined
        continue
      }
      for (const piece of pieces) list.add(piece)
      count += pieces.length
    } else {
      const at = [...path, count]
      const expects = count === 0 ? 'firstElement' : 'element'
      const context: JsonContext = { open, expects, path: at }
      await cursor.passValue(context)
      list.add(await pieceOf(cursor, context, at))
      count++
    }
    cursor.mark()
    const next = await cursor.peek()
    if (next !== BYTE.comma && next !== BYTE.closeBracket) {
      throw await cursor.fault({ open, expects: 'afterValue', path: [...path, count - 1] })
    }
    cursor.step()
    if (next === BYTE.closeBracket) return
    if (count === 1) border = borderOf(await cursor.peek(), cursor.text())
  }
}

/** How elements that are objects are set apart, if by a line at least: no text holds a line break. */
const borderOf = (next: number | undefined, between: string): string | undefined =>
  next === BYTE.openBrace && between.includes('\n') ? `}${between}{` : undefined

/** Elements of a list from one on; undefined if the text is not that. */
const piecesOf = (text: string, path: FieldPath, from: number): readonly Piece[] | undefined => {
  const list = `[${text}]`
  const values = parsed(list)
  if (E.isLeft(values) || !Array.isArray(values.right)) return undefined
  let digits: readonly unknown[] | undefined
  const exact = (): readonly unknown[] =>
    (digits ??= pipe(parseJson(list), E.toUnion) as readonly unknown[])
  let written: Written | undefined
  return values.right.map((value: unknown, i) => ({
    value,
    exact: () => exact()[i],
    path: [...path, from + i],
    written: () => partOf((written ??= writtenJson(list)), [i]),
  }))
}

/** Reads an object; if it turns out to be a list, by its items. */
const readObject = async (cursor: JsonCursor, read: PieceReader): Promise<ReadPiece> => {
  cursor.step()
  for (;;) {
    const key = await passKey(cursor, DOCUMENT)
    if (key === undefined) return read(await pieceOf(cursor, DOCUMENT, []))
    if (key.text === ITEMS && (await cursor.peek()) === BYTE.openBracket) {
      const head = cursor.text().slice(0, key.from)
      const list = listAfter(head, read)
      if (list !== undefined) return await readList(cursor, head, list, read)
    }
    await cursor.passValue(DOCUMENT)
  }
}

const ITEMS = '"items"'

interface Key {
  readonly text: string
  /** How far behind the mark it stands. */
  readonly from: number
}

/** Passes a member's key and the colon, or the brace that ends the object, with the comma before it. */
const passKey = async (cursor: JsonCursor, context: JsonContext): Promise<Key | undefined> => {
  let next = await cursor.peek()
  if (next === BYTE.comma) {
    cursor.step()
    next = await cursor.peek()
  }
  if (next === BYTE.closeBrace) {
    cursor.step()
    return undefined
  }
  const from = cursor.passed()
  await cursor.passValue(context)
  const text = cursor.text(from)
  if ((await cursor.peek()) !== BYTE.colon) throw await cursor.fault(context)
  cursor.step()
  await cursor.peek()
  return { text, from }
}

/** A reader for the items that follow the beginning of an object; undefined if that is no list. */
const listAfter = (head: string, read: PieceReader): ListReader | undefined => {
  const frame = parsed(`${head}${ITEMS}:[]}`)
  if (E.isLeft(frame) || member(frame.right, 'spec') !== undefined) return undefined
  if (member(frame.right, 'kind') === undefined) return listReader(read, { known: false })
  const { items, listed } = itemsOf(frame.right)
  const [implied] = listed
  if (items.length > 0) return undefined
  return listReader(read, { known: true, ...(implied !== undefined && { implied }) })
}

const TAIL: JsonContext = { open: ['{'], expects: 'afterValue' }
const KIND = '"kind"'

/** Reads the items of a list and what stands behind them. */
const readList = async (
  cursor: JsonCursor,
  head: string,
  list: ListReader,
  read: PieceReader,
): Promise<ReadPiece> => {
  await readElements(cursor, list, ['items'], ['{', '['])
  cursor.mark()
  let twice: Unreadable | undefined
  for (;;) {
    const key = await passKey(cursor, TAIL)
    if (key === undefined) break
    if (key.text === ITEMS || (key.text === KIND && list.kindKnown)) {
      twice ??= cursor.unreadable(`a list with two members ${key.text}`)
    }
    await cursor.passValue(TAIL)
  }
  const frame = parsed(`${head}${ITEMS}:[]${cursor.text()}`)
  if (E.isLeft(frame)) throw await cursor.fault(TAIL)
  if (twice !== undefined) throw twice
  const { items, listed } = itemsOf(frame.right)
  if (items.length > 0) {
    const value = frame.right
    const written = { tree: value, repeated: [] }
    return read({ value, exact: () => value, path: [], written: () => written })
  }
  return list.close(listed[0])
}
