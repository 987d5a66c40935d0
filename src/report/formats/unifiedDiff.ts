/** So many lines around a change are shown. */
const CONTEXT = 3

/** Above so many pairs of lines to compare, what lies between the first and the last change is one change. */
const MOST_PAIRS = 4_000_000

/** A line that stays, goes or comes. */
interface DiffLine {
  readonly sign: ' ' | '-' | '+'
  readonly line: string
}

/**
 * What is different between two texts, line by line, as `diff -u` prints it and `patch` takes it; nothing where they are the same.
 *
 * - **Rules**
 *   1. Each change stands between three lines of what stays; changes that lie nearer together are one piece.
 *   2. A last line without an end is followed by one that says so.
 */
export const unifiedDiff = (
  before: string,
  after: string,
  { from, to }: { readonly from: string; readonly to: string },
): readonly string[] => {
  if (before === after) return []
  const lines = diffLines(linesOf(before), linesOf(after))
  return [`--- ${from}`, `+++ ${to}`, ...hunks(lines).flatMap((hunk) => hunkText(lines, hunk))]
}

/** Lines with their ends, so that a last line without one is another line. */
const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

const diffLines = (old: readonly string[], now: readonly string[]): readonly DiffLine[] => {
  let head = 0
  while (head < old.length && head < now.length && old[head] === now[head]) head++
  let tail = 0
  const most = Math.min(old.length, now.length) - head
  while (tail < most && old.at(-1 - tail) === now.at(-1 - tail)) tail++
  const same = (lines: readonly string[]): readonly DiffLine[] =>
    lines.map((line) => ({ sign: ' ', line }))
  return [
    ...same(old.slice(0, head)),
    ...changedLines(old.slice(head, old.length - tail), now.slice(head, now.length - tail)),
    ...same(old.slice(old.length - tail)),
  ]
}

/** The longest list of lines that both have stays. */
const changedLines = (old: readonly string[], now: readonly string[]): readonly DiffLine[] => {
  const gone = (line: string): DiffLine => ({ sign: '-', line })
  const come = (line: string): DiffLine => ({ sign: '+', line })
  if (old.length * now.length > MOST_PAIRS) return [...old.map(gone), ...now.map(come)]
  const width = now.length + 1
  const longest = new Uint32Array((old.length + 1) * width)
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    const [was, is] = [old[i], now[j]]
    if (was !== undefined && was === is) {
      lines.push({ sign: ' ', line: was })
      i++
      j++
    } else if (was !== undefined && (is === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(gone(was))
      i++
    } else if (is !== undefined) {
      lines.push(come(is))
      j++
    }
  }
  return lines
}

/** From which line to which one a piece goes; the last one is not in it. */
type Hunk = readonly [from: number, to: number]

const hunks = (lines: readonly DiffLine[]): readonly Hunk[] => {
  const found: Hunk[] = []
  for (const [i, { sign }] of lines.entries()) {
    if (sign === ' ') continue
    const [from, to] = [Math.max(0, i - CONTEXT), Math.min(lines.length, i + 1 + CONTEXT)]
    const last = found.at(-1)
    if (last !== undefined && from <= last[1]) found.splice(-1, 1, [last[0], to])
    else found.push([from, to])
  }
  return found
}

const NO_END = '\\ No newline at end of file'

const hunkText = (lines: readonly DiffLine[], [from, to]: Hunk): readonly string[] => {
  const count = (without: '-' | '+', of: readonly DiffLine[]): number =>
    of.filter(({ sign }) => sign !== without).length
  const [before, inside] = [lines.slice(0, from), lines.slice(from, to)]
  const range = (without: '-' | '+'): string => {
    const length = count(without, inside)
    const start = count(without, before) + (length === 0 ? 0 : 1)
    return length === 1 ? String(start) : `${start},${length}`
  }
  return [
    `@@ -${range('+')} +${range('-')} @@`,
    ...inside.flatMap(({ sign, line }) =>
      line.endsWith('\n') ? [`${sign}${line.slice(0, -1)}`] : [`${sign}${line}`, NO_END],
    ),
  ]
}
