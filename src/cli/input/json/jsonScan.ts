/** How far the end of a JSON value has been looked for, so that the search can go on in the next bytes. */
export interface JsonScan {
  depth: number
  inString: boolean
  escaped: boolean
  /** The line breaks that were passed. */
  lines: number
}

export const jsonScan = (): JsonScan => ({ depth: 0, inString: false, escaped: false, lines: 0 })

/** The bytes that JSON is built of. */
export const BYTE = {
  lineFeed: 0x0a,
  space: 0x20,
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const

/** Whether a byte is white space to JSON. */
export const isSpace = (byte: number): boolean =>
  byte === BYTE.space || byte === BYTE.lineFeed || byte === 0x0d || byte === 0x09

/** Brackets and braces differ in this bit alone. */
const BRACE_BIT = 0x20

/**
 * Where a list, object or string ends that begins at `from`: the place behind it, or -1 when it goes on
 * behind `to`. Only brackets are counted; whether it is JSON is left to the parser.
 */
export const endOfValue = (scan: JsonScan, bytes: Uint8Array, from: number, to: number): number => {
  let at = from
  if (scan.inString) {
    at = endOfString(scan, bytes, from, to)
    if (at === -1 || scan.depth === 0) return at
  }
  let { depth, lines } = scan
  let end = -1
  while (at < to) {
    const byte = bytes[at++] as number
    if (byte <= BYTE.space) {
      if (byte === BYTE.lineFeed) lines++
    } else if (byte === BYTE.quote) {
      at = endOfString(scan, bytes, at, to)
      if (at === -1) break
      if (depth === 0) {
        end = at
        break
      }
    } else if ((byte | BRACE_BIT) === BYTE.openBrace) depth++
    else if ((byte | BRACE_BIT) === BYTE.closeBrace && --depth <= 0) {
      end = at
      break
    }
  }
  scan.depth = depth
  scan.lines = lines
  return end
}

/** The place behind the closing quote, or -1. */
const endOfString = (scan: JsonScan, bytes: Uint8Array, from: number, to: number): number => {
  let at = scan.escaped ? from + 1 : from
  while (at < to) {
    const byte = bytes[at++]
    if (byte === BYTE.quote) {
      scan.inString = false
      scan.escaped = false
      return at
    }
    if (byte === BYTE.backslash) at++
  }
  scan.inString = true
  scan.escaped = at > to
  return -1
}

const DELIMITERS = new Set<number>([
  BYTE.quote,
  BYTE.comma,
  BYTE.colon,
  BYTE.openBracket,
  BYTE.closeBracket,
  BYTE.openBrace,
  BYTE.closeBrace,
])

/** Where a number or a word ends that begins at `from`, or -1 when it may go on behind `to`. */
export const endOfScalar = (bytes: Uint8Array, from: number, to: number): number => {
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number
    if (byte <= BYTE.space || DELIMITERS.has(byte)) return at
  }
  return -1
}
