import { constants } from 'node:buffer'
import type { FieldPath } from '../../../data/fieldPath.js'
import { findJsonFault, type JsonExpectation, type OpenJson } from '../../../decode/jsonFault.js'
import type { ByteWindow } from '../byteWindow.js'
import { BYTE, endOfScalar, endOfValue, isSpace, jsonScan } from './jsonScan.js'

/** A place in a text that holds some JSON. */
export interface JsonContext {
  readonly open: OpenJson
  readonly expects: JsonExpectation
  /** The value that is being read. */
  readonly path?: FieldPath
  /** Whether the text ends where the cursor stands, as a line does. */
  readonly endsHere?: boolean
}

/** Walks through JSON that need not be in memory as a whole. */
export interface JsonCursor {
  /** The line on which the cursor stands, from 1. */
  readonly line: () => number
  /** Passes white space; the byte that the cursor then stands on, or undefined at the end. */
  readonly peek: () => Promise<number | undefined>
  /** Passes one byte. */
  readonly step: () => void
  /** Keeps the text from here on. */
  readonly mark: () => void
  /** How much of the text has been kept before the cursor. */
  readonly passed: () => number
  /** The text from the mark, or from some bytes behind it, up to the cursor. */
  readonly text: (from?: number) => string
  /** Passes the value that begins here, whether it is JSON or not. */
  readonly passValue: (context: JsonContext) => Promise<void>
  /**
   * Passes what stands before a border of elements that is in memory and not too far off, if there is one: the
   * last such place with `}` that ends one, `{` that begins another, and what is between them.
   */
  readonly passToBorder: (border: string) => boolean
  /** Goes back to the mark. */
  readonly back: () => void
  /** Passes everything up to the end of the line. */
  readonly passLine: (context: JsonContext) => Promise<void>
  /** What is wrong with the text from the mark on, which stands in this context. */
  readonly fault: (context: JsonContext) => Promise<Unreadable>
  /** Something else that is wrong here. */
  readonly unreadable: (message: string) => Unreadable
}

/** More than this no string can hold. */
export const LONGEST: number = constants.MAX_STRING_LENGTH

/** So many bytes are parsed at once: enough to make it worth it, few enough to be forgotten soon. */
const AT_ONCE = 128 * 1024

/** So many bytes a letter takes at most. */
const LONGEST_LETTER = 4

/** What begins a value that does not end at the next delimiter. */
const BEGINNINGS = new Set<number>([BYTE.quote, BYTE.openBrace, BYTE.openBracket])

export const jsonCursor = (window: ByteWindow, longest: number = LONGEST): JsonCursor => {
  let line = 1
  let markedLine = 1

  const fault = async ({ open, expects, path: at, endsHere }: JsonContext): Promise<Unreadable> => {
    while (window.end - window.at < LONGEST_LETTER && (await window.more()));
    const end = Math.min(endsHere === true ? window.at : window.end, window.mark + longest)
    const kept = window.bytes.toString('utf8', window.mark, end)
    const found = findJsonFault(kept, open, expects)
    const message = found?.message ?? `larger than ${longest} bytes in one piece`
    const before = kept.slice(0, found?.offset ?? 0).split('\n').length - 1
    return new Unreadable(message, markedLine + before, at)
  }

  /** Reads more behind all that is there; false at the end of the text. */
  const goOn = async (context: JsonContext): Promise<boolean> => {
    window.at = window.end
    if (window.end - window.mark > longest) throw await fault(context)
    return await window.more()
  }

  const passScalar = async (context: JsonContext): Promise<void> => {
    let end = endOfScalar(window.bytes, window.at, window.end)
    while (end === -1 && (await goOn(context))) {
      end = endOfScalar(window.bytes, window.at, window.end)
    }
    if (end !== -1) window.at = end
  }

  return {
    line: () => line,
    peek: async () => {
      for (;;) {
        while (window.at < window.end) {
          const byte = window.bytes[window.at] as number
          if (!isSpace(byte)) return byte
          if (byte === BYTE.lineFeed) line++
          window.at++
        }
        if (!(await window.more())) return undefined
      }
    },
    step: () => void window.at++,
    mark: () => {
      window.mark = window.at
      markedLine = line
    },
    passed: () => window.at - window.mark,
    text: (from = 0) => window.bytes.toString('utf8', window.mark + from, window.at),
    passValue: async (context) => {
      const first = window.at < window.end ? window.bytes[window.at] : undefined
      if (first === undefined || !BEGINNINGS.has(first)) return await passScalar(context)
      const scan = jsonScan()
      let end = endOfValue(scan, window.bytes, window.at, window.end)
      while (end === -1) {
        if (!(await goOn(context))) throw await fault(context)
        end = endOfValue(scan, window.bytes, window.at, window.end)
      }
      window.at = end
      line += scan.lines
    },
    passToBorder: (border) => {
      const there = window.bytes.subarray(0, window.end)
      const last = there.lastIndexOf(border, window.at + AT_ONCE)
      if (last < window.at) return false
      line += linesIn(there.subarray(window.at, last))
      window.at = last + 1
      return true
    },
    back: () => {
      window.at = window.mark
      line = markedLine
    },
    passLine: async (context) => {
      const endOfLine = (): number =>
        window.bytes.subarray(0, window.end).indexOf(BYTE.lineFeed, window.at)
      let end = endOfLine()
      while (end === -1 && (await goOn(context))) end = endOfLine()
      if (end !== -1) window.at = end
    },
    fault,
    unreadable: (message) => new Unreadable(message, line),
  }
}

const linesIn = (bytes: Buffer): number => {
  let lines = 0
  for (let at = bytes.indexOf(BYTE.lineFeed); at !== -1; lines++) {
    at = bytes.indexOf(BYTE.lineFeed, at + 1)
  }
  return lines
}

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
