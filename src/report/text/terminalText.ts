import { plainStyle, type Style } from './style.js'

/** A sequence that sets a style. */
const SETS_STYLE = /\p{Cc}\[[\d;]*m/gu

/** The same, or a character that changes how others are shown. */
const SPECIAL = /\p{Cc}\[[\d;]*m|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/** What a style writes around words, and nothing else. */
const codesOf = ({ bold, dim, good, bad, warn }: Style): ReadonlySet<string> =>
  new Set([bold, dim, good, bad, warn].flatMap((set) => set('').match(SETS_STYLE) ?? []))

/** A line without what styles write into it. */
export const withoutStyle = (line: string): string => line.replace(SETS_STYLE, '')

const NONE: ReadonlySet<string> = new Set()

/** Two marks by which a line becomes a command to the CI system that shows it. */
const COMMAND_AT_START = /^(\s*):(?=:)/
const COMMAND_ANYWHERE = /##(?=\w*\[)/g

/**
 * A line as it can be shown on a terminal and in a CI log: no name or message in it can move the cursor, begin
 * another line, reorder what stands around it or give a command to the CI system.
 *
 * - **Rules**
 *   1. Control characters, line breaks, marks of direction and invisible characters are written as escapes, such
 *      as `\u001b` or `\n`.
 *   2. The codes that the style itself writes stay; other escape sequences never.
 *   3. `::` at the beginning, and `##[` or `##vso[` anywhere, are broken up by an escape: GitHub Actions, Azure
 *      Pipelines and TeamCity take them for commands.
 *
 * - **Laws** What has been through it is not changed again.
 */
export const terminalText = (line: string, style: Style = plainStyle): string =>
  escapedLine(line, style === plainStyle ? NONE : codesOf(style))

/** Lines, as `terminalText` shows each. */
export const terminalLines = (
  lines: readonly string[],
  style: Style = plainStyle,
): readonly string[] => {
  const codes = style === plainStyle ? NONE : codesOf(style)
  return lines.map((line) => escapedLine(line, codes))
}

const escapedLine = (line: string, codes: ReadonlySet<string>): string =>
  line
    .replace(SPECIAL, (found) => (codes.has(found) ? found : found.replace(HIDDEN, escaped)))
    .replace(COMMAND_AT_START, '$1\\u003a')
    .replace(COMMAND_ANYWHERE, '#\\u0023')

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

const escaped = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16)
  return SHORT[character] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`)
}
