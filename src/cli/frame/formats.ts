import { jsonPieces, shownJson } from '../../data/exactJson.js'
import { own } from '../../data/own.js'
import type { ReportedCase } from '../../report/formats/findingReport.js'
import { githubAnnotations } from '../../report/formats/githubAnnotations.js'
import { junit } from '../../report/formats/junit.js'
import { casesMarkdown, fittingMarkdown } from '../../report/formats/markdown.js'
import { sarif, type SarifDescription } from '../../report/formats/sarif.js'
import { colourStyle, plainStyle, type Style } from '../../report/text/style.js'
import { withoutStyle } from '../../report/text/terminalText.js'
import { cutText, shownWidth, WIDEST } from '../../report/text/table.js'
import { UsageError } from '../exitCode.js'
import { incompleteJson, type Problem } from '../input/problem.js'
import { VERSION } from '../version.js'
import { yamlText } from './yamlText.js'
import type { World } from '../world.js'
import type { Flag, Given } from './flag.js'
import { hintLines, type HintOptions } from './hintLines.js'
import {
  isIncomplete,
  saidJson,
  inputCases,
  afterLines,
  droppedLines,
  refusedLines,
  type SaidOfInput,
} from './saidOfInput.js'
import { linesText } from './write.js'

/** Bumped when the shape of JSON output changes in a way that breaks a reader. */
export const FORMAT_VERSION = 1

/** JSON as people and programs read it; bigints that may be left are decimal text. */
export const jsonText = (value: unknown): string => [...jsonOutput(value)].join('')

/** The same in pieces: all of it may be longer than a text can be. */
function* jsonOutput(value: unknown): Generator<string> {
  yield* jsonPieces(value, jsonPart)
  yield '\n'
}

const jsonPart = (part: unknown): string =>
  shownJson(
    JSON.stringify(
      part,
      (_key, member: unknown) => (typeof member === 'bigint' ? String(member) : member),
      2,
    ),
  )

/** The same data as YAML, lists of the answer item by item. */
const yamlOutput = async (body: object): Promise<Iterable<string>> => {
  const pieces: string[] = []
  for (const [key, value] of Object.entries(body)) {
    if (value === undefined) continue
    const items: readonly unknown[] = Array.isArray(value) ? value : []
    if (items.length === 0) pieces.push(await yamlText({ [key]: plainJson(value) }))
    else pieces.push(await yamlText({ [key]: null }).then((text) => text.replace(/ null\n$/, '\n')))
    for (const item of items) pieces.push(await yamlText([plainJson(item)]))
  }
  return pieces.length === 0 ? ['{}\n'] : pieces
}

const plainJson = (value: unknown): unknown => JSON.parse(jsonText(value))

/** What a verb puts its answer into, for each format that there is. */
interface Bodies {
  readonly text: readonly string[]
  readonly json: object
  /** The same data as JSON. */
  readonly yaml: object
  readonly markdown: readonly string[]
  readonly junit: string
  readonly sarif: object
  readonly github: readonly string[]
}

/** A name that `--output` takes. */
export type Format = keyof Bodies

/** A line that nobody could read is cut; its style is then left away, too. */
const cutLine = (line: string): string =>
  line.length <= WIDEST || shownWidth(withoutStyle(line)) <= WIDEST
    ? line
    : cutText(withoutStyle(line), WIDEST)

/** How each format is written. */
const WRITERS: {
  readonly [F in Format]: (
    body: Bodies[F],
    style: Style,
  ) => Iterable<string> | Promise<Iterable<string>>
} = {
  text: (lines, style) => linesText(lines.map(cutLine), style),
  json: jsonOutput,
  yaml: async (body) => await yamlOutput(body),
  markdown: (lines) => linesText(fittingMarkdown(lines)),
  junit: (xml) => xml,
  sarif: jsonOutput,
  // These lines are commands on purpose; nothing in them is another one.
  github: (lines) => lines.map((line) => `::${linesText([line.replace(/^::/, '')])}`).join(''),
}

/** What an answer has to be read with: words, and the members that it puts into JSON. */
export interface Caveat {
  readonly text: string
  readonly json: object
}

const jsonWithCaveats = (body: object, caveats: readonly Caveat[]): object =>
  Object.assign({}, body, ...caveats.map(({ json }) => json)) as object

/** How a caveat stands in the answer itself, in the formats that have a place for it. */
const CAVEATS: {
  readonly [F in Format]?: (body: Bodies[F], caveats: readonly Caveat[]) => Bodies[F]
} = {
  text: (lines, caveats) => [...lines, ...caveats.map(({ text }) => text)],
  markdown: (lines, caveats) => [...lines, ...caveats.flatMap(({ text }) => ['', text])],
  json: jsonWithCaveats,
  yaml: jsonWithCaveats,
  github: (lines, caveats) => [...lines, ...caveats.map(({ text }) => `::notice::${text}`)],
}

/** Whether a format has a place for what an answer has to be read with. */
export const saysCaveats = (format: Format): boolean => CAVEATS[format] !== undefined

/** What else a rendering may need. */
export interface Rendering {
  readonly style: Style
  /** How many characters a line of text may have. */
  readonly width: number
  /** What of the input could not be read. */
  readonly problems: readonly Problem[]
  /** Said by the frame, with the answer. */
  readonly caveats: readonly Caveat[]
  /** What there is to say of the input. */
  readonly said: SaidOfInput
  /** What the verb takes that would make the answer another one. */
  readonly hints: HintOptions
}

type Renderer<F extends Format, A> = (
  answer: A,
  rendering: Rendering,
) => Bodies[F] | Promise<Bodies[F]>

/** How an answer is put into each format that a verb has. */
export type Formats<A> = { readonly [F in Format]?: Renderer<F, A> }

/** The formats of a verb, and YAML where an answer can be told as text and as JSON. */
export const withYaml = <A>(formats: Formats<A>): Formats<A> => {
  const { text, json } = formats
  if (text === undefined || json === undefined) return formats
  const yaml: Renderer<'yaml', A> = (...given) => json(...given)
  return Object.fromEntries(
    Object.entries(formats).flatMap((format) =>
      format[0] === 'json' ? [format, ['yaml', yaml] as const] : [format],
    ),
  ) as Formats<A>
}

/** The formats of CI, for a verb whose answer is a list of cases. */
export const caseFormats = <A>(
  casesOf: (answer: A) => readonly ReportedCase[],
): Required<Pick<Formats<A>, 'markdown' | 'junit' | 'sarif' | 'github'>> => {
  const all = (answer: A, { said }: Rendering): readonly ReportedCase[] => [
    ...inputCases(said),
    ...casesOf(answer),
  ]
  const findingsOf = (answer: A, rendering: Rendering) =>
    all(answer, rendering).flatMap(({ findings }) => findings)
  return {
    markdown: (...given) => casesMarkdown(all(...given)),
    junit: (...given) => junit(all(...given)),
    sarif: async (...given) => {
      const { auditRules } = await import('../../audit/auditRules.js')
      const rules: Readonly<Record<string, { readonly doc: SarifDescription }>> = auditRules
      const describe = (code: string) => own(rules, code)?.doc
      return sarif(findingsOf(...given), { version: VERSION, describe })
    },
    github: (...given) => githubAnnotations(findingsOf(...given)),
  }
}

/** An answer in a format, with what there is to say of the input; without an answer that alone. */
export const render = async <A>(
  format: Format,
  formats: Formats<A>,
  answer: A | undefined,
  rendering: Rendering,
): Promise<Iterable<string>> => await written(format, formats, answer, rendering)

const written = async <F extends Format, A>(
  format: F,
  formats: { readonly [G in F]?: Renderer<G, A> },
  answer: A | undefined,
  rendering: Rendering,
): Promise<Iterable<string>> => {
  const renderer = formats[format]
  if (renderer === undefined) return ''
  const body =
    answer === undefined
      ? await NOTHING[format](undefined, rendering)
      : await renderer(answer, rendering)
  const { caveats, style } = rendering
  const said = WITH_INPUT[format](body, rendering)
  const whole = caveats.length === 0 ? said : (CAVEATS[format]?.(said, caveats) ?? said)
  return await WRITERS[format](whole, style)
}

const emptyJson = (_answer: undefined, { problems }: Rendering) => ({
  formatVersion: FORMAT_VERSION,
  ...incompleteJson(problems),
})

/** What is written where there is no answer. */
const NOTHING: { readonly [F in Format]: Renderer<F, undefined> } = {
  text: () => [],
  json: emptyJson,
  yaml: emptyJson,
  ...caseFormats<undefined>(() => []),
}

const jsonWithInput = (body: object, { said }: Rendering): object => ({
  ...body,
  ...(said.taken && saidJson(said)),
  ...(isIncomplete(said) && { incomplete: true }),
})

/** An answer with what there is to say of the input; formats of cases have it as cases. */
const WITH_INPUT: {
  readonly [F in Format]: (body: Bodies[F], rendering: Rendering) => Bodies[F]
} = {
  text: (lines, { said, style, hints }) => {
    const first = [...refusedLines(said, style), ...droppedLines(said, style)]
    const all = [
      ...first,
      ...(first.length > 0 && lines.length > 0 ? [''] : []),
      ...lines,
      ...afterLines(said, style),
    ]
    return [...all, ...hintLines(all, hints).map(style.dim)]
  },
  json: jsonWithInput,
  yaml: jsonWithInput,
  markdown: (lines) => lines,
  junit: (xml) => xml,
  sarif: (log) => log,
  github: (lines) => lines,
}

/** The flags of a verb with these formats; none where there is no choice. */
export const outputFlags = (formats: readonly Format[]): readonly Flag[] =>
  formats.length < 2
    ? []
    : [
        {
          name: 'output',
          short: 'o',
          value: 'FORMAT',
          choices: formats,
          text: `${formats.join(', ')} (${formats[0]} unless given)`,
        },
        {
          name: 'no-color',
          text: 'no colour (also NO_COLOR); there is none unless standard output is a terminal (or FORCE_COLOR)',
        },
      ]

/** The format that is asked for. */
export const formatOf = (given: Given, formats: readonly Format[]): Format => {
  const asked = given('output').at(-1)
  const found = formats.find((format) => asked === undefined || format === asked)
  if (found !== undefined) return found
  if (asked === undefined) return 'text'
  throw new UsageError(`-o ${asked}: expected one of ${formats.join(', ')}`)
}

/**
 * Colour on a terminal that can show it, or where it is wanted (`FORCE_COLOR`), unless it is unwanted (`--no-color`,
 * `NO_COLOR`).
 */
export const styleFor = (given: Given, { stdoutIsTerminal, env }: World): Style => {
  if (given('no-color').length > 0 || (env['NO_COLOR'] ?? '') !== '') return plainStyle
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return FORCED_OFF.has(forced) ? plainStyle : colourStyle
  return stdoutIsTerminal && env['TERM'] !== 'dumb' ? colourStyle : plainStyle
}

const FORCED_OFF: ReadonlySet<string> = new Set(['0', 'false'])

/** The fewest characters of a line that leave room for words. */
const NARROWEST = 40

/** How long a line may be: as `COLUMNS` says, or as wide as the terminal is. */
export const widthFor = ({ env, columns, stdoutIsTerminal }: World): number => {
  const said = Number(env['COLUMNS'] ?? '')
  const wide = Number.isInteger(said) && said > 0 ? said : stdoutIsTerminal ? columns : undefined
  return wide === undefined ? WIDEST : Math.min(WIDEST, Math.max(NARROWEST, wide))
}
