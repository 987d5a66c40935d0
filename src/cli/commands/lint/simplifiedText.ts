import type { FindingOrigin } from '../../../report/formats/findingReport.js'
import { markdownItems, markdownText } from '../../../report/formats/markdown.js'
import { plainStyle, type Style } from '../../../report/text/style.js'
import { counted, cutText, someOf, WIDEST } from '../../../report/text/table.js'
import { terminalText } from '../../../report/text/terminalText.js'
import type { DaemonSetSimplification, TemplateSize } from '../../../suggest/simplifyDaemonSet.js'
import { markdownList, type SaidOfInput } from '../../frame/saidOfInput.js'

/** What was found for one DaemonSet. */
export type SimplifiedOne = DaemonSetSimplification & {
  readonly daemonSet: string
  /** Which nodes it selects, in words. */
  readonly selects: string
  readonly origin?: FindingOrigin
}

/** What changes in a file, as `diff -u` prints it. */
export interface FileDiff {
  readonly file: string
  readonly lines: readonly string[]
}

const ROLLS_OUT =
  'Applied, each makes a new revision, for its template changes: pods are replaced (with OnDelete once they are deleted), though none changes its node.'

const FOR_READING =
  'Some lines of the diff are cut or escaped, so it is no patch: --fix prints the files as they would be.'

/** Whether a line is not printed letter by letter. */
const isShownOtherwise = (line: string): boolean =>
  line.length > WIDEST || terminalText(line) !== line

/** Each DaemonSet that can be said shorter, the others in a line each, and the diffs. */
export const simplifiedText = (
  all: readonly SimplifiedOne[],
  diffs: readonly FileDiff[],
  style: Style,
): readonly string[] => {
  const lines = [...paragraphs(all, style), ...othersText(all)]
  const isForReading = diffs.some(({ lines: diff }) => diff.some(isShownOtherwise))
  const changes = diffs.flatMap(({ lines: diff }) => [
    '',
    ...diff.map((line) => inColour(line, style)),
  ])
  return changes.length === 0
    ? lines
    : [
        ...lines,
        style.warn(ROLLS_OUT),
        ...(isForReading ? [style.warn(FOR_READING)] : []),
        ...changes,
      ]
}

/** What stands on standard error where the files themselves are printed. */
export const simplifiedNotes = (all: readonly SimplifiedOne[]): readonly string[] => {
  const lines = paragraphs(all, plainStyle)
  return [...lines, ...(lines.length === 0 ? [] : [ROLLS_OUT]), ...othersText(all)]
}

/** A diff that is longer is cut: a comment takes no more. */
const MOST_LINES = 300
const LONGEST_LINE = 160

/** A table, and the diffs below it. */
export const simplifiedMarkdown = (
  all: readonly SimplifiedOne[],
  diffs: readonly FileDiff[],
  said: SaidOfInput,
): readonly string[] => {
  const simpler = all.filter(({ code }) => code === 'Simplified').length
  const diff = diffs.flatMap(({ lines }) => lines.map((line) => cutText(line, LONGEST_LINE)))
  const shown = diff.slice(0, MOST_LINES)
  const most = shown.flatMap(runsOfTicks).reduce((a, b) => Math.max(a, b), 2)
  const fence = '`'.repeat(most + 1)
  return [
    `**${simpler} of ${counted(all.length, 'DaemonSet')} can be said shorter.**`,
    '',
    ...all.flatMap((one) => {
      const [head, ...more] = linesOf(one, plainStyle)
      return head === undefined
        ? []
        : [...markdownItems([head]), ...more.map((line) => `  - ${markdownText(line)}`)]
    }),
    ...markdownItems(othersText(all)),
    ...(shown.length === 0
      ? []
      : [
          '',
          ROLLS_OUT,
          '',
          `${fence}diff`,
          ...shown,
          fence,
          ...(diff.length > shown.length
            ? ['', `${diff.length - shown.length} more lines of diff (-o json).`]
            : []),
          '',
        ]),
    ...markdownList(said),
  ]
}

const runsOfTicks = (line: string): readonly number[] =>
  (line.match(/`+/g) ?? []).map(({ length }) => length)

const inColour = (line: string, { good, bad, dim }: Style): string =>
  line.startsWith('@@')
    ? dim(line)
    : line.startsWith('+')
      ? good(line)
      : line.startsWith('-')
        ? bad(line)
        : line

const paragraphs = (all: readonly SimplifiedOne[], style: Style): readonly string[] =>
  all.flatMap((one) => {
    const [head, ...more] = linesOf(one, style)
    return head === undefined ? [] : [head, ...more.map((line) => `  ${line}`)]
  })

const linesOf = (one: SimplifiedOne, style: Style): readonly string[] => {
  if (one.code !== 'Simplified') return []
  const { before, after, exact, proof, needless } = one
  const place = one.origin === undefined ? '' : ` ${style.dim(`(${placeText(one.origin)})`)}`
  return [
    `${style.bold(one.daemonSet)}: ${sizesText(before, after)}${place}`,
    `for ${one.selects}`,
    proof.code === 'Proved'
      ? `${style.good('=')} its pods run on the same nodes as before, whatever nodes there are: proved`
      : `${style.warn('?')} that its pods run on the same nodes as before follows from how it was made; to prove it once more would take too long`,
    ...(exact ? [] : [NOT_EXACT]),
    ...(needless.length === 0
      ? []
      : [`${counted(needless.length, 'toleration')} less: others tolerate as much, for as long`]),
  ]
}

const NOT_EXACT = 'there may be something shorter still: not every combination was tried'

const placeText = ({ file, line }: FindingOrigin): string =>
  line === undefined ? file : `${file}:${line}`

const SIZES: readonly (readonly [part: keyof TemplateSize, singular: string])[] = [
  ['terms', 'term'],
  ['requirements', 'requirement'],
  ['values', 'value'],
  ['tolerations', 'toleration'],
]

const sizesText = (before: TemplateSize, after: TemplateSize): string =>
  SIZES.filter(([part]) => before[part] !== after[part])
    .map(([part, singular]) => `${counted(after[part], singular)} instead of ${before[part]}`)
    .join(', ')

const othersText = (all: readonly SimplifiedOne[]): readonly string[] => {
  const named = (isOne: (one: SimplifiedOne) => boolean): readonly string[] =>
    all.filter(isOne).map(({ daemonSet }) => daemonSet)
  const line = (text: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : [`${text} ${someOf(names)}.`]
  return [
    ...line(
      'Nothing is simpler for',
      named((one) => one.code === 'Simple' && one.exact),
    ),
    ...line(
      'Nothing simpler was found, and not everything could be tried, for',
      named((one) => one.code === 'Simple' && !one.exact),
    ),
    ...line(
      'No node that can exist is selected (podfit lint says why) by',
      named(({ code }) => code === 'Unsatisfiable'),
    ),
  ]
}
