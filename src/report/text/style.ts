/**
 * How words are set off: nothing in a pipe, colour on a terminal.
 *
 * @since 0.1.0
 */
export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly warn: (text: string) => string
}

const same = (text: string): string => text

/**
 * No colour.
 *
 * @example
 * import { plainStyle } from 'podfit/report'
 *
 * plainStyle.bold('agent') // => 'agent'
 *
 * @since 0.1.0
 */
export const plainStyle: Style = { bold: same, dim: same, good: same, bad: same, warn: same }

const ansi =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`

/**
 * Colour for terminals.
 *
 * @example
 * import { colourStyle, findingLines } from 'podfit/report'
 *
 * const finding = { code: 'A', severity: 'note', subject: 'DaemonSet a/b', path: [], message: 'm', details: [] } as const
 * findingLines(finding, colourStyle) // => ['\u001b[2mnote\u001b[22m \u001b[1mDaemonSet a/b\u001b[22m: m \u001b[2m[A]\u001b[22m']
 *
 * @since 0.1.0
 */
export const colourStyle: Style = {
  bold: /* @__PURE__ */ ansi(1, 22),
  dim: /* @__PURE__ */ ansi(2, 22),
  good: /* @__PURE__ */ ansi(32, 39),
  bad: /* @__PURE__ */ ansi(31, 39),
  warn: /* @__PURE__ */ ansi(33, 39),
}
