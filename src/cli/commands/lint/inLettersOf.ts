import { diffArrays } from 'diff'
import { addAll } from '../../../data/appended.js'
import { equalJson } from '../../../data/equalJson.js'

/**
 * A text as it is after some edits, with every line that they leave alone as it stands in the source.
 *
 * - **Rules**
 *   1. `before` is the source as it is written without the edits. Lines that differ in no more than spaces stand for each
 *      other; between them, so many lines of the one stand for so many of the other, as where a text is folded.
 *   2. Where the edits touch one of several lines that only together stand for something, all of these are written anew.
 *   3. Where the outcome would not mean the same, or the source is laid out otherwise in very many places, the whole text is as it
 *      is written.
 */
export const inLettersOf = (
  source: string,
  before: string,
  after: string,
  meaning: (text: string) => unknown,
): string => {
  const [given, old, now] = [source, before, after].map((text) => text.split('\n')) as [
    string[],
    string[],
    string[],
  ]
  const laidOut = hunksOf(given.map(bare), old.map(bare))
  const edited = hunksOf(old, now)
  if (laidOut === undefined || edited === undefined) return after
  const pieces = piecesOf(given, old, laidOut)
  const lines: string[] = []
  let k = 0
  for (const range of rangesOf(edited, pieces)) {
    for (; isBefore(pieces[k], range); k++) addAll(lines, pieces[k]?.given ?? [])
    const first = k
    while (isWithin(pieces[k], range)) k++
    const by = shiftNear(pieces, first, old, now[range.come[0]] ?? '')
    addAll(
      lines,
      now.slice(...range.come).map((line) => inBracketsOf(source, shifted(line, by))),
    )
  }
  for (const piece of pieces.slice(k)) addAll(lines, piece.given)
  const merged = lines.join('\n')
  return equalJson(meaning(merged), meaning(after)) ? merged : after
}

/** Lines of a source, and which lines of what is written without edits stand for them. */
interface Piece {
  readonly given: readonly string[]
  readonly start: number
  readonly end: number
}

/** Rule 1. */
const piecesOf = (
  given: readonly string[],
  old: readonly string[],
  hunks: readonly Hunk[],
): readonly Piece[] => {
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  for (const { gone, come, same } of hunks) {
    addAll(pieces, spreadPieces(given.slice(i, i + gone), old.slice(j, j + come), j))
    i += gone
    j += come
    for (let each = 0; each < same; each++) {
      pieces.push({ given: given.slice(i, i + 1), start: j, end: j + 1 })
      i++
      j++
    }
  }
  return pieces
}

/** What is spread over other lines, in as small pieces as hold the same letters; blank lines stand for nothing. */
const spreadPieces = (
  given: readonly string[],
  old: readonly string[],
  at: number,
): readonly Piece[] => {
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  let [first, start] = [0, 0]
  let [here, there] = ['', '']
  while (i < given.length || j < old.length) {
    if (j >= old.length || (i < given.length && here.length <= there.length)) {
      here += bare(given[i++] ?? '')
    } else there += bare(old[j++] ?? '')
    const isBlank = here === '' && there === '' && j === start
    if (isBlank || (here !== '' && here.length === there.length && here === there)) {
      pieces.push({ given: given.slice(first, i), start: at + start, end: at + j })
      first = i
      start = j
      here = ''
      there = ''
    }
  }
  return first < i || start < j
    ? [...pieces, { given: given.slice(first), start: at + start, end: at + j }]
    : pieces
}

/** Lines of what is written without edits, and those that come in their place. */
interface Range {
  readonly start: number
  readonly end: number
  readonly come: readonly [from: number, to: number]
}

/** Blank lines and the like, for which nothing stands: before what is replaced, but behind what is put in. */
const isBefore = (piece: Piece | undefined, { start, end }: Range): boolean =>
  piece !== undefined &&
  (piece.start < piece.end
    ? piece.end <= start
    : piece.start < start || (piece.start === start && start < end))

const isWithin = (piece: Piece | undefined, { start, end }: Range): boolean =>
  piece !== undefined &&
  (piece.start < piece.end
    ? piece.start >= start && piece.end <= end
    : piece.start > start && piece.end < end)

/** Rule 2: what is edited, in whole pieces. */
const rangesOf = (hunks: readonly Hunk[], pieces: readonly Piece[]): readonly Range[] => {
  const pieceAt = pieces.flatMap((piece) =>
    Array.from({ length: piece.end - piece.start }, () => piece),
  )
  const ranges: Range[] = []
  let [i, j] = [0, 0]
  for (const { gone, come, same } of hunks) {
    if (gone + come > 0) {
      const isInside = gone > 0 || pieceAt[i - 1] === pieceAt[i]
      const start = isInside ? (pieceAt[i]?.start ?? i) : i
      const end = isInside ? (pieceAt[i + Math.max(gone, 1) - 1]?.end ?? i + gone) : i
      const last = ranges.at(-1)
      const to = j + come + end - (i + gone)
      if (last !== undefined && start < last.end) {
        ranges.pop()
        ranges.push({ start: last.start, end: Math.max(end, last.end), come: [last.come[0], to] })
      } else ranges.push({ start, end, come: [j - (i - start), to] })
    }
    i += gone + same
    j += come + same
  }
  return ranges
}

interface Hunk {
  readonly gone: number
  readonly come: number
  /** How many lines are the same behind it. */
  readonly same: number
}

/** With more lines that differ than that it is not looked which of them stand for which: the time grows with their square. */
const MOST_DIFFERENT = 4000

/** What is different between two lists of lines, and how many lines are the same after each difference; undefined where that is too much. */
const hunksOf = (
  before: readonly string[],
  after: readonly string[],
): readonly Hunk[] | undefined => {
  const parts = diffArrays([...before], [...after], { maxEditLength: MOST_DIFFERENT })
  if (parts === undefined) return undefined
  const hunks: Hunk[] = []
  let [gone, come] = [0, 0]
  for (const { added, removed, count } of parts) {
    if (removed) gone += count
    else if (added) come += count
    else {
      hunks.push({ gone, come, same: count })
      gone = 0
      come = 0
    }
  }
  return gone + come > 0 ? [...hunks, { gone, come, same: 0 }] : hunks
}

/** How much deeper than written without edits the source has the nearest line that is like one; any line where there is none. */
const shiftNear = (
  pieces: readonly Piece[],
  at: number,
  old: readonly string[],
  line: string,
): number => {
  let first: number | undefined
  for (const i of outwards(at, pieces.length)) {
    const {
      given: [given = '', ...more],
      start,
      end,
    } = pieces[i] as Piece
    const written = old[start] ?? ''
    const isTold = more.length === 0 && end - start === 1 && bare(given) === bare(written)
    if (!isTold || given.trim() === '') continue
    const shift = depthOf(given) - depthOf(written)
    if (startOf(written) === startOf(line)) return shift
    first ??= shift
  }
  return first ?? 0
}

/** Places from one on: itself, those before it, those behind it. */
function* outwards(at: number, length: number): Iterable<number> {
  if (at < length) yield at
  for (let i = at - 1; i >= 0; i--) yield i
  for (let i = at + 1; i < length; i++) yield i
}

/** How deep a line is, and whether it is a member, an item or a comment. */
const startOf = (line: string): string => /^\s*[-#]?/.exec(line)?.[0] ?? ''

/** A line with lists as tight as those of the source, which may have braces that are not. */
const inBracketsOf = (source: string, line: string): string =>
  /\[[^\s\]]/.test(source) && !/\[ /.test(source)
    ? line.replaceAll(/\[ ([^[\]{}"'#]*) \]/g, '[$1]')
    : line

const bare = (line: string): string => line.replaceAll(/\s/g, '')

const depthOf = (line: string): number => line.length - line.trimStart().length

/** A line moved to another depth, by tabs where it begins with them. */
const shifted = (line: string, by: number): string => {
  const one = line.startsWith('\t') ? '\t' : ' '
  return line.trim() === '' ? line : one.repeat(Math.max(0, depthOf(line) + by)) + line.trimStart()
}
