import * as E from 'fp-ts/Either'
import type { FieldPath } from '../data/fieldPath.js'
import { foundText } from '../data/foundText.js'
import { labelKeyFaults, labelValueFaults } from '../data/labelSyntax.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Taint } from '../kube/taint.js'
import { parseTaints } from '../kubectl/parseTaints.js'
import type { InputIssue } from '../reason/inputIssue.js'

type Read<A> = E.Either<readonly InputIssue[], A>

/** The parts of what is written with commas between them. */
export const listed = (text: string | undefined): readonly string[] =>
  (text ?? '').split(',').filter((item) => item.trim() !== '')

/** Labels as `key=value`, each with an issue at this place where it cannot be read. */
export const readLabels = (items: readonly string[], path: FieldPath): Read<StringMap> => {
  const wrong = items.filter((item) => labelOf(item) === undefined)
  return wrong.length > 0
    ? E.left(wrong.map((item) => issueOf(path, 'labels as key=value,…', item)))
    : E.right(Object.fromEntries(items.flatMap((item) => [labelOf(item) ?? ['', '']])))
}

/** Taints as `key=value:Effect`, each with an issue at this place where it cannot be read. */
export const readTaints = (items: readonly string[], path: FieldPath): Read<readonly Taint[]> => {
  const wrong = items.filter((item) => taintOf(item) === undefined)
  return wrong.length > 0
    ? E.left(wrong.map((item) => issueOf(path, 'taints as key=value:Effect,…', item)))
    : E.right(items.flatMap((item) => taintOf(item) ?? []))
}

/** The issues of both. */
export const issuesOf = (...reads: readonly Read<unknown>[]): readonly InputIssue[] =>
  reads.flatMap((read) => (E.isLeft(read) ? read.left : []))

const issueOf = (path: FieldPath, expected: string, item: string): InputIssue => ({
  code: 'WrongType',
  path,
  expected,
  found: foundText(item),
})

const labelOf = (item: string): readonly [string, string] | undefined => {
  const [key = '', value, ...more] = item.trim().split('=')
  if (value === undefined || more.length > 0) return undefined
  return labelKeyFaults(key).length + labelValueFaults(value).length > 0 ? undefined : [key, value]
}

const taintOf = (item: string): Taint | undefined => {
  const read = parseTaints([item.trim()])
  return E.isRight(read) ? read.right.add[0] : undefined
}
