import * as E from 'fp-ts/Either'
import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  visit,
  type Document,
  type Pair,
} from 'yaml'
import { diffArrays } from 'diff'
import { addAll } from '../../../data/appended.js'
import { equalJson } from '../../../data/equalJson.js'
import { exactJson } from '../../../data/exactJson.js'
import type { FieldPath } from '../../../data/fieldPath.js'
import { applyPatch, type PatchOperation } from '../../../data/patch.js'
import { parseJson } from '../../../decode/json.js'
import { composeYaml, parseYaml } from '../../../decode/yaml.js'
import { saysJson } from '../../input/documents.js'
import type { Problem } from '../../input/problem.js'
import type { Snapshot } from '../../input/snapshot.js'
import { contentsText, editDocument, keepLast, withLineEndsOf } from '../convertYaml.js'

/** A text under the name of its file. */
export interface NamedText {
  readonly name: string
  readonly text: string
}

/** A text after changes: what was done, and what stands where it cannot be changed alone. */
export interface EditedText extends NamedText {
  readonly notes: readonly string[]
  readonly problems: readonly Problem[]
}

/** The change of one object, and what is said of it where it is made. */
export interface Change {
  /** Where the object stands. */
  readonly at: ReturnType<Snapshot['originOf']>
  readonly patch: readonly PatchOperation[]
  readonly notes: readonly string[]
}

/** The same from the root of its document. */
interface RootChange extends Omit<Change, 'at'> {
  readonly document: number
}

/**
 * A text with the objects in it changed. Comments, order and style stay, and so does everything else; `what` says in a problem what was
 * not done.
 */
export const editedText = (
  { name, text }: NamedText,
  all: readonly Change[],
  what: string,
): EditedText => {
  const changes = all.map(({ at, patch, notes }): RootChange => ({
    document: at?.document ?? 1,
    patch: patch.map((operation) => ({
      ...operation,
      path: [...(at?.path ?? []), ...operation.path],
    })),
    notes,
  }))
  if (changes.length === 0) return { name, text, notes: [], problems: [] }
  const hasBraces = /^\s*[[{]/.test(text)
  const parsed = hasBraces ? parseJson(text) : undefined
  if (parsed !== undefined && E.isRight(parsed))
    return editedJson({ name, text }, parsed.right, changes)
  // YAML may be in braces, too.
  return (saysJson(name) ?? hasBraces)
    ? { name, text, notes: [], problems: [inTheWay(name, what, 'several values')] }
    : editedYaml({ name, text }, changes, what)
}

const editedJson = (
  { name, text }: NamedText,
  value: unknown,
  changes: readonly RootChange[],
): EditedText => {
  const fixed = changes.reduce((now, { patch }) => applyPatch(now, patch), value)
  const [, indent = ''] = /^[^\n]*\n([ \t]+)/.exec(text) ?? []
  const isTabbed = indent.startsWith('\t')
  const writtenOf = (whole: unknown): string => {
    const plain = exactJson(whole, isTabbed ? 1 : indent.length)
    const written = isTabbed
      ? plain.replaceAll(/^ +/gm, (spaces) => '\t'.repeat(spaces.length))
      : plain
    return text.endsWith('\n') ? `${written}\n` : written
  }
  return {
    name,
    text: withLineEndsOf(
      text,
      inLettersOf(text, writtenOf(value), writtenOf(fixed), (written) => parseJson(written)),
    ),
    notes: changes.flatMap(({ notes }) => notes),
    problems: [],
  }
}

const inTheWay = (file: string, what: string, why: string, document?: number): Problem => ({
  file,
  ...(document !== undefined && { document }),
  message: `not ${what}: ${why}`,
})

const editedYaml = (
  { name, text }: NamedText,
  changes: readonly RootChange[],
  what: string,
): EditedText => {
  // As convert does: what stands there is text, and is written again as it stood.
  const options = { schema: 'failsafe', uniqueKeys: false, logLevel: 'error' } as const
  const documents = composeYaml(text, options)?.documents ?? []
  const notes: string[] = []
  const problems: Problem[] = []
  let fixed = ''
  let written = 0
  for (const [i, document] of documents.entries()) {
    const { contents } = document
    const here = changes.filter((change) => change.document === i + 1)
    if (here.length === 0 || !isMap(contents)) continue
    const shared = sharedNodes(document)
    const free = here.filter(({ patch }) =>
      patch.every(({ path }) => isAlone(document, path, shared)),
    )
    if (free.length < here.length) {
      problems.push(inTheWay(name, what, 'it is shared by an alias (&, *) or merged (<<)', i + 1))
    }
    if (free.length === 0) continue
    const [start, end] = contents.range
    const source = text.slice(start, end)
    keepLast(contents)
    const before = contentsText(contents, source)
    for (const { patch, notes: done } of free) {
      editAll(document, patch)
      addAll(notes, done)
    }
    fixed +=
      text.slice(written, start) +
      inLettersOf(source, before, contentsText(contents, source), parseYaml)
    written = end
  }
  return { name, text: withLineEndsOf(text, fixed + text.slice(written)), notes, problems }
}

/** A member that is taken out where another one is put in has got another name, and keeps its place. */
const editAll = (document: Document.Parsed, patch: readonly PatchOperation[]): void => {
  const left = [...patch]
  for (let edit = left.shift(); edit !== undefined; edit = left.shift()) {
    const [next] = left
    if (edit.op === 'remove' && next?.op === 'add' && isRenaming(edit.path, next.path)) {
      const map: unknown = document.getIn(edit.path.slice(0, -1), true)
      const old = edit.path.at(-1)
      const pair = isMap(map) ? map.items.find(({ key }) => keyOf(key) === old) : undefined
      const isSame = pair !== undefined && isScalar(pair.value) && pair.value.value === next.value
      if (isMap(map) && isSame && !map.has(next.path.at(-1))) {
        rename(pair, String(next.path.at(-1)))
        left.shift()
        continue
      }
    }
    if (edit.op === 'add' && insert(document, edit.path, edit.value)) continue
    editDocument(document, edit)
  }
}

const isRenaming = (a: FieldPath, b: FieldPath): boolean =>
  a.length === b.length &&
  typeof a.at(-1) === 'string' &&
  a.slice(0, -1).every((segment, i) => segment === b[i])

const rename = ({ key }: Pair, name: string): void => {
  if (isScalar(key)) key.value = name
}

const keyOf = (key: unknown): unknown => (isScalar(key) ? key.value : key)

/** What is put into a list moves what is behind it. */
const insert = (document: Document.Parsed, path: FieldPath, value: unknown): boolean => {
  const list: unknown = document.getIn(path.slice(0, -1), true)
  const index = path.at(-1)
  if (!isSeq(list) || typeof index !== 'number') return false
  list.items.splice(index, 0, undefined)
  editDocument(document, { op: 'replace', path, value })
  return true
}

/** The nodes of a document that an alias repeats. */
const sharedNodes = (document: Document.Parsed): ReadonlySet<unknown> => {
  const anchors = new Map<string, unknown>()
  const shared = new Set<unknown>()
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) shared.add(anchors.get(node.source))
      else if (node.anchor !== undefined) anchors.set(node.anchor, node)
    },
  })
  return shared
}

/** Whether a change at a path changes nothing else: no alias stands on the way, and none repeats what is there. */
const isAlone = (
  document: Document.Parsed,
  path: FieldPath,
  shared: ReadonlySet<unknown>,
): boolean => {
  let node: unknown = document.contents
  for (const segment of path) {
    if (isAlias(node) || shared.has(node)) return false
    if (!isCollection(node)) return true
    if (isMap(node) && node.items.some(({ key }) => keyOf(key) === '<<')) return false
    node = node.get(segment, true)
  }
  return !isAlias(node) && !holdsShared(node, shared)
}

const holdsShared = (node: unknown, shared: ReadonlySet<unknown>): boolean => {
  if (!isCollection(node) && !isScalar(node)) return false
  let found = false
  visit(node, {
    Node: (_key, each) => {
      if (shared.has(each)) found = true
    },
  })
  return found
}

/**
 * A text as it is after some edits, with every line that they leave alone as it stands in the source.
 *
 * - **Rules**
 *   1. `before` is the source as it is written without the edits. Lines that differ in no more than spaces stand for each
 *      other; between them, so many lines of the one stand for so many of the other, as where a text is folded.
 *   2. Where the edits touch one of several lines that only together stand for something, all of these are written anew.
 *   3. Where the outcome would not mean the same, the whole text is as it is written.
 */
const inLettersOf = (
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
  const pieces = piecesOf(given, old)
  const lines: string[] = []
  let k = 0
  for (const range of rangesOf(old, now, pieces)) {
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
const piecesOf = (given: readonly string[], old: readonly string[]): readonly Piece[] => {
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  for (const { gone, come, same } of hunksOf(given.map(bare), old.map(bare))) {
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
const rangesOf = (
  old: readonly string[],
  now: readonly string[],
  pieces: readonly Piece[],
): readonly Range[] => {
  const pieceAt = pieces.flatMap((piece) =>
    Array.from({ length: piece.end - piece.start }, () => piece),
  )
  const ranges: Range[] = []
  let [i, j] = [0, 0]
  for (const { gone, come, same } of hunksOf(old, now)) {
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

/** What is different between two lists of lines, and how many lines are the same after each difference. */
const hunksOf = (before: readonly string[], after: readonly string[]): readonly Hunk[] => {
  const hunks: Hunk[] = []
  let [gone, come] = [0, 0]
  for (const { added, removed, count } of diffArrays([...before], [...after])) {
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
  const near = [...pieces.slice(at, at + 1), ...pieces.slice(0, at).reverse(), ...pieces.slice(at)]
  const told = near.flatMap(({ given: [first = '', ...more], start, end }) => {
    const written = old[start] ?? ''
    const isTold = more.length === 0 && end - start === 1 && bare(first) === bare(written)
    return isTold && first.trim() !== ''
      ? [{ like: startOf(written), shift: depthOf(first) - depthOf(written) }]
      : []
  })
  return (told.find(({ like }) => like === startOf(line)) ?? told[0])?.shift ?? 0
}

/** How deep a line is, and whether it is a member, an item or a comment. */
const startOf = (line: string): string => /^ *[-#]?/.exec(line)?.[0] ?? ''

/** A line with lists as tight as those of the source, which may have braces that are not. */
const inBracketsOf = (source: string, line: string): string =>
  /\[[^\s\]]/.test(source) && !/\[ /.test(source)
    ? line.replaceAll(/\[ ([^[\]{}"'#]*) \]/g, '[$1]')
    : line

const bare = (line: string): string => line.replaceAll(/\s/g, '')

const depthOf = (line: string): number => line.length - line.trimStart().length

const shifted = (line: string, by: number): string =>
  line.trim() === '' ? line : ' '.repeat(Math.max(0, depthOf(line) + by)) + line.trimStart()
