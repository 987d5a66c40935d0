/** What `colourStyle` writes around words, and nothing else. */
const STYLE_CODES: ReadonlySet<string> = new Set(
  [1, 2, 22, 31, 32, 33, 39].map((code) => `\u001b[${code}m`),
)

/** A sequence that may set a style, or a character that changes how others are shown. */
const SPECIAL = /\p{Cc}\[\d+m|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

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
 *   2. The codes of podfit's own styles stay if `coloured`; other escape sequences never.
 *   3. `::` at the beginning, and `##[` or `##vso[` anywhere, are broken up by an escape: GitHub Actions, Azure
 *      Pipelines and TeamCity take them for commands.
 */
export const terminalText = (
  line: string,
  { coloured = false }: { readonly coloured?: boolean | undefined } = {},
): string =>
  line
    .replace(SPECIAL, (found) =>
      coloured && STYLE_CODES.has(found) ? found : found.replace(HIDDEN, escaped),
    )
    .replace(COMMAND_AT_START, '$1\\u003a')
    .replace(COMMAND_ANYWHERE, '#\\u0023')

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

const escaped = (character: string): string => {
  const code = (character.codePointAt(0) ?? 0).toString(16)
  return SHORT[character] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`)
}
