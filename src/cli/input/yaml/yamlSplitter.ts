import * as E from 'fp-ts/Either'
import type { FieldPath } from '../../../data/fieldPath.js'
import { itemsOf } from '../../../decode/items.js'
import { firstFault, readYaml } from '../../../decode/yaml.js'
import { listReader } from '../listReader.js'
import { partOf, type PieceReader, type ReadPiece, type Written } from '../pieceReader.js'

/** Why a document could not be read. */
export interface SplitFault {
  readonly message: string
  readonly line: number
  readonly path?: FieldPath
}

/** Reads a YAML document line by line, a list item by item. */
export interface YamlSplitter {
  readonly line: (text: string, number: number) => void
  /** Whether there was nothing but comments. */
  readonly isEmpty: () => boolean
  readonly close: () => ReadPiece | SplitFault
}

interface Line {
  readonly text: string
  readonly number: number
}

/** Lines that are parsed together. */
interface Block {
  readonly lines: Line[]
  length: number
}

const emptyBlock = (): Block => ({ lines: [], length: 0 })

const ITEMS = /^items:\s*(?:#.*)?$/
const NOTHING = /^\s*(?:#.*)?$/

/**
 * - **Rules**
 *   1. The items of a list are lines that begin with a dash below a line `items:`, all at the same indent,
 *      each with the deeper lines that follow it. Within an item no text can begin so far to the left.
 *   2. Everything else is the frame of the list, or the document itself.
 *   3. Neither an item nor the frame may be longer than `longest`.
 */
export const yamlSplitter = (read: PieceReader, longest: number): YamlSplitter => {
  const list = listReader(read, { known: false })
  const frame: Block = emptyBlock()
  let item: Block = emptyBlock()
  let items = 0
  let dash: string | undefined
  let within = false
  let fault: SplitFault | undefined

  const keep = (block: Block, line: Line): void => {
    block.lines.push(line)
    block.length += line.text.length + 1
    if (block.length > longest) fault ??= tooLarge(longest, block.lines)
  }

  const closeItem = (): void => {
    if (item.length === 0) return
    const at = ['items', items++]
    const parsed = parseBlock(item)
    item = emptyBlock()
    if ('message' in parsed) fault ??= { ...parsed, path: at }
    else {
      const [value] = parsed.value as readonly unknown[]
      const { written } = parsed
      list.add({ value, exact: () => value, path: at, written: () => partOf(written(), [0]) })
    }
  }

  const take = (line: Line): void => {
    const start = /^( *-)(?: |$)/.exec(line.text)?.[1]
    if (within && start !== undefined && start === (dash ?? start)) {
      dash = start
      closeItem()
      keep(item, line)
    } else if (
      within &&
      (NOTHING.test(line.text) || line.text.startsWith(' '.repeat(dash?.length ?? 1)))
    ) {
      keep(dash === undefined ? frame : item, line)
    } else {
      closeItem()
      within = ITEMS.test(line.text)
      keep(frame, line)
    }
  }

  return {
    line: (text, number) => {
      if (fault === undefined) take({ text, number })
    },
    isEmpty: () => frame.lines.every(({ text }) => NOTHING.test(text)),
    close: () => {
      if (fault === undefined) closeItem()
      if (fault !== undefined) return fault
      const parsed = parseBlock(frame)
      if ('message' in parsed) return parsed
      if (items === 0) return read({ ...parsed, exact: () => parsed.value, path: [] })
      const value = { ...(parsed.value as object), items: [] }
      const { items: itself, listed } = itemsOf(value)
      const written = (): Written => ({ ...parsed.written(), tree: value })
      return itself.length > 0
        ? read({ value, exact: () => value, path: [], written })
        : list.close(listed[0])
    },
  }
}

/** The one document that some lines are. */
const parseBlock = ({ lines }: Block): Parsed | SplitFault => {
  const [document] = readYaml(lines.map(({ text }) => `${text}\n`).join(''))
  if (document === undefined) {
    return { value: null, written: () => ({ tree: null, repeated: [] }) }
  }
  if (E.isRight(document.value)) {
    const value = document.value.right
    const repeated = () =>
      document.repeated().map((key) => ({ ...key, line: numberOf(lines, key.line) }))
    return { value, written: () => ({ tree: value, repeated: repeated() }) }
  }
  const { message, line } = firstFault(document.value.left)
  return { message, line: numberOf(lines, line) }
}

interface Parsed {
  readonly value: unknown
  readonly written: () => Written
}

const tooLarge = (longest: number, lines: readonly Line[]): SplitFault => ({
  message: `more than ${Math.round(longest / 1e6)} MB of YAML in one piece are not read; write JSON instead (kubectl get -o json)`,
  line: numberOf(lines),
})

/** The number of a block's line; what is missing at the end is said of its last one. */
const numberOf = (lines: readonly Line[], line = 1): number =>
  lines.slice(0, line).at(-1)?.number ?? 1
