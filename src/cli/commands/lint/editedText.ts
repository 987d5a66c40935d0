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
import { addAll } from '../../../data/appended.js'
import { equalJson } from '../../../data/equalJson.js'
import { exactJson } from '../../../data/exactJson.js'
import type { FieldPath } from '../../../data/fieldPath.js'
import { applyPatch, type PatchOperation } from '../../../data/patch.js'
import { parseJson } from '../../../decode/json.js'
import { composeYaml, readYaml } from '../../../decode/yaml.js'
import { saysJson } from '../../input/documents.js'
import type { Problem } from '../../input/problem.js'
import type { Snapshot } from '../../input/snapshot.js'
import { contentsText, editDocument, keepLast, withLineEndsOf } from '../convertYaml.js'
import { inLettersOf } from './inLettersOf.js'

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
    for (const { patch } of free) editAll(document, patch)
    const after = inLettersOf(source, before, contentsText(contents, source), meaningOf)
    if (!isEdited(source, after, free)) {
      problems.push(inTheWay(name, what, 'it is written in a way that cannot be kept', i + 1))
      continue
    }
    addAll(
      notes,
      free.flatMap(({ notes: done }) => done),
    )
    fixed += text.slice(written, start) + after
    written = end
  }
  return { name, text: withLineEndsOf(text, fixed + text.slice(written)), notes, problems }
}

/** What a text says, and which keys stand there twice: of these the last counts, whatever stands before it. */
const meaningOf = (text: string): unknown =>
  readYaml(text).map(({ value, repeated }) => ({ value, repeated: repeated() }))

/** Whether a text says what another one does after some changes, and nothing twice. */
const isEdited = (source: string, after: string, changes: readonly RootChange[]): boolean => {
  const [was] = readYaml(source)
  if (was === undefined || E.isLeft(was.value)) return false
  const value = changes.reduce((now, { patch }) => applyPatch(now, patch), was.value.right)
  return equalJson(meaningOf(after), [{ value: E.right(value), repeated: [] }])
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
