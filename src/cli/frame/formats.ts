import { shownJson } from '../../data/exactJson.js'
import type { ReportedCase } from '../../report/formats/findingReport.js'
import { githubAnnotations } from '../../report/formats/githubAnnotations.js'
import { junit } from '../../report/formats/junit.js'
import { casesMarkdown } from '../../report/formats/markdown.js'
import { sarif } from '../../report/formats/sarif.js'
import { colourStyle, plainStyle, type Style } from '../../report/text/style.js'
import { UsageError } from '../exitCode.js'
import type { Problem } from '../input/problem.js'
import { VERSION } from '../version.js'
import type { World } from '../world.js'
import type { Flag, Given } from './flag.js'
import { linesText } from './write.js'

/** Bumped when the shape of JSON output changes in a way that breaks a reader. */
export const FORMAT_VERSION = 1

/** JSON as people and programs read it; bigints that may be left are decimal text. */
export const jsonText = (value: unknown): string =>
  `${shownJson(JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? String(member) : member), 2))}\n`

/** What a verb puts its answer into, for each format that there is. */
interface Bodies {
  readonly text: readonly string[]
  readonly json: object
  readonly markdown: readonly string[]
  readonly junit: string
  readonly sarif: object
  readonly github: readonly string[]
}

/** A name that `--output` takes. */
export type Format = keyof Bodies

/** How each format is written. */
const WRITERS: { readonly [F in Format]: (body: Bodies[F], style: Style) => string } = {
  text: linesText,
  json: jsonText,
  markdown: (lines) => linesText(lines),
  junit: (xml) => xml,
  sarif: jsonText,
  // These lines are commands on purpose; nothing in them is another one.
  github: (lines) => lines.map((line) => `::${linesText([line.replace(/^::/, '')])}`).join(''),
}

/** What an answer has to be read with: words, and the members that it puts into JSON. */
export interface Caveat {
  readonly text: string
  readonly json: object
}

/** How a caveat stands in the answer itself, in the formats that have a place for it. */
const CAVEATS: {
  readonly [F in Format]?: (body: Bodies[F], caveats: readonly Caveat[]) => Bodies[F]
} = {
  text: (lines, caveats) => [...lines, ...caveats.map(({ text }) => text)],
  markdown: (lines, caveats) => [...lines, ...caveats.flatMap(({ text }) => ['', text])],
  json: (body, caveats) => Object.assign({}, body, ...caveats.map(({ json }) => json)) as object,
  github: (lines, caveats) => [...lines, ...caveats.map(({ text }) => `::notice::${text}`)],
}

/** Whether a format has a place for what an answer has to be read with. */
export const saysCaveats = (format: Format): boolean => CAVEATS[format] !== undefined

/** What else a rendering may need. */
export interface Rendering {
  readonly style: Style
  /** What of the input could not be read. */
  readonly problems: readonly Problem[]
  /** Said by the frame, with the answer. */
  readonly caveats: readonly Caveat[]
}

type Renderer<F extends Format, A> = (
  answer: A,
  rendering: Rendering,
) => Bodies[F] | Promise<Bodies[F]>

/** How an answer is put into each format that a verb has. */
export type Formats<A> = { readonly [F in Format]?: Renderer<F, A> }

/** An answer in a format. */
export const render = async <A>(
  format: Format,
  formats: Formats<A>,
  answer: A,
  rendering: Rendering,
): Promise<string> => await written(format, formats[format], answer, rendering)

const written = async <F extends Format, A>(
  format: F,
  renderer: Renderer<F, A> | undefined,
  answer: A,
  rendering: Rendering,
): Promise<string> => {
  if (renderer === undefined) return ''
  const body = await renderer(answer, rendering)
  const { caveats, style } = rendering
  const said = caveats.length === 0 ? body : (CAVEATS[format]?.(body, caveats) ?? body)
  return WRITERS[format](said, style)
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
          text: 'no colour (also NO_COLOR); there is none unless standard output is a terminal',
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

/** Colour on a terminal, unless it is unwanted (`--no-color`, `NO_COLOR`). */
export const styleFor = (given: Given, { stdoutIsTerminal, env }: World): Style =>
  given('no-color').length > 0 || !stdoutIsTerminal || (env['NO_COLOR'] ?? '') !== ''
    ? plainStyle
    : colourStyle

/** The formats of CI, for a verb whose answer is a list of cases. */
export const caseFormats = <A>(
  casesOf: (answer: A) => readonly ReportedCase[],
): Required<Pick<Formats<A>, 'markdown' | 'junit' | 'sarif' | 'github'>> => {
  const findingsOf = (answer: A) => casesOf(answer).flatMap(({ findings }) => findings)
  return {
    markdown: (answer) => casesMarkdown(casesOf(answer)),
    junit: (answer) => junit(casesOf(answer)),
    sarif: (answer) => sarif(findingsOf(answer), { version: VERSION }),
    github: (answer) => githubAnnotations(findingsOf(answer)),
  }
}
