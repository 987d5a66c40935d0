import { addAll } from '../data/appended.js'
import type { FieldPath } from '../data/fieldPath.js'
import type { PatchOperation } from '../data/patch.js'
import type { NodeSelectorRequirement, NodeSelectorTerm } from '../kube/affinity.js'
import type { Requirement } from '../requirement/requirement.js'
import type { RequiredAffinity } from '../selector/nodeAffinity.js'
import type { NodeTerm } from '../selector/nodeTerm.js'
import type { Written } from './expressed.js'

/** A term as it is written in a manifest. */
export const termOf = (requirements: readonly Written[]): NodeSelectorTerm => {
  const part = (isField: boolean): readonly NodeSelectorRequirement[] =>
    partOf(requirements, isField).map(plainRequirement)
  const [matchExpressions, matchFields] = [part(false), part(true)]
  return {
    ...(matchExpressions.length > 0 && { matchExpressions }),
    ...(matchFields.length > 0 && { matchFields }),
  }
}

const plainRequirement = ({ key, operator, values }: Written): NodeSelectorRequirement =>
  values === undefined || values.length === 0 ? { key, operator } : { key, operator, values }

/** What a term demands that has been read. */
export const writtenTerm = ({ expressions, fields }: NodeTerm): readonly Written[] => [
  ...expressions,
  ...fields.map((field) => ({ ...field, isField: true })),
]

/** For each new term so many of the old ones are looked at. */
const MOST_LOOKED_AT = 100

/**
 * The smallest edit that makes the terms of a required node affinity mean what others do; null takes the affinity out.
 *
 * - **Rules**
 *   1. A new term is made of the old one that shares most requirements with it: those that are the same stay where they are, lists of
 *      values get and lose single ones, and only the rest is put in or taken out.
 *   2. Terms that no new one is made of go; those that are made of none come behind all.
 *   3. What lies further behind is changed first, so that places before it stay what they are.
 */
export const termEdit = (
  { path, terms: old }: RequiredAffinity,
  terms: readonly (readonly Written[])[] | null,
): readonly PatchOperation[] => {
  if (terms === null) return [{ op: 'remove', path }]
  const left = new Set(old.filter(({ faults }) => faults.length === 0))
  const made = new Map<NodeTerm, readonly Written[]>()
  const edits: PatchOperation[] = []
  for (const term of terms) {
    const nearest = nearestOf([...left].slice(0, MOST_LOOKED_AT), term)
    if (nearest === undefined) {
      const at = [...path, 'nodeSelectorTerms', old.length + edits.length]
      edits.push({ op: 'add', path: at, value: termOf(term) })
      continue
    }
    left.delete(nearest)
    made.set(nearest, term)
  }
  const others = old.toReversed().flatMap((term): readonly PatchOperation[] => {
    const now = made.get(term)
    if (now === undefined) return [{ op: 'remove', path: term.path }]
    return [
      ...partEdit([...term.path, 'matchFields'], term.fields, partOf(now, true)),
      ...partEdit([...term.path, 'matchExpressions'], term.expressions, partOf(now, false)),
    ]
  })
  return [...edits, ...others]
}

const partOf = (term: readonly Written[], isField: boolean): readonly Written[] =>
  term.filter((each) => (each.isField ?? false) === isField)

/** Rule 1. Of several the first. */
const nearestOf = (old: readonly NodeTerm[], term: readonly Written[]): NodeTerm | undefined => {
  const wanted = new Set(term.map(keyOf))
  const keys = new Set(term.map(({ key }) => key))
  let best: NodeTerm | undefined
  let most = Number.NEGATIVE_INFINITY
  for (const each of old) {
    const has = writtenTerm(each)
    const same = new Set(has.map(keyOf).filter((key) => wanted.has(key))).size
    const like = has.filter(({ key }) => keys.has(key)).length
    // What has to be taken out counts against it, less so where something of its label comes.
    const nearness = 2 * same + like / 2 - has.length
    if (nearness > most) [best, most] = [each, nearness]
  }
  return best
}

const keyOf = ({ key, operator, values, isField }: Written): string =>
  JSON.stringify([key, operator, [...new Set(values)].sort(), isField ?? false])

/** The requirements of a list as others: of one label and operator the values change, others come and go. */
const partEdit = (
  path: FieldPath,
  old: readonly Requirement[],
  now: readonly Written[],
): readonly PatchOperation[] => {
  if (now.length === 0) return old.length === 0 ? [] : [{ op: 'remove', path }]
  if (old.length === 0) return [{ op: 'add', path, value: now.map(plainRequirement) }]
  const left = new Set(now)
  const kept = new Map<Requirement, Written>()
  const keep = (isLike: (was: Requirement, is: Written) => boolean): void => {
    for (const was of old) {
      const is = kept.has(was) ? undefined : [...left].find((each) => isLike(was, each))
      if (is === undefined) continue
      left.delete(is)
      kept.set(was, is)
    }
  }
  keep((was, is) => keyOf({ ...is, ...plain(was) }) === keyOf(is))
  keep((was, is) => was.key === is.key && was.operator === is.operator)
  const edits: PatchOperation[] = [...left].map((each, i) => ({
    op: 'add',
    path: [...path, old.length + i],
    value: plainRequirement(each),
  }))
  for (const was of old.toReversed()) {
    const is = kept.get(was)
    if (is === undefined) edits.push({ op: 'remove', path: was.path })
    else addAll(edits, valuesEdit(was, is.values ?? []))
  }
  return edits
}

const plain = ({ key, operator, values }: Requirement) => ({ key, operator, values })

/** Values come behind those that are there; what is there twice goes. */
const valuesEdit = (
  { path, values: old }: Requirement,
  now: readonly string[],
): readonly PatchOperation[] => {
  const at = [...path, 'values']
  const wanted = new Set(now)
  const isKept = old.map((value, i) => wanted.has(value) && old.indexOf(value) === i)
  if (!isKept.includes(true)) {
    return now.length === 0 ? [] : [{ op: 'replace', path: at, value: now }]
  }
  const come = now.filter((value) => !old.includes(value))
  return [
    ...come.map((value, i): PatchOperation => ({
      op: 'add',
      path: [...at, old.length + i],
      value,
    })),
    ...old
      .map((_value, i): PatchOperation => ({ op: 'remove', path: [...at, i] }))
      .filter((_edit, i) => isKept[i] === false)
      .toReversed(),
  ]
}
