import { formatFieldPath } from '../data/fieldPath.js'
import type { FieldIssue } from '../reason/fieldIssue.js'
import { checkValue, type FieldHint, type UnknownPlace } from './checkValue.js'
import { fieldTypes } from './fieldTypes.js'

/** What a release does not know, or does not decode, in objects of one kind that servers have handed out. */
export interface OddFields {
  readonly code: 'UnknownField' | 'WrongType'
  readonly kind: string
  /** In how many objects. */
  readonly objects: number
  /** The name of the first of these. */
  readonly first: string
  /** The fields that are in most of them come first. */
  readonly fields: readonly OddField[]
}

/** A field, with `[*]` for any place in a list. */
export interface OddField {
  readonly path: string
  readonly objects: number
  readonly since?: string
  readonly until?: string
}

/** The objects that are facts: they are read as they are, whatever they hold. */
const FACTS: Readonly<Record<string, string>> = {
  Node: 'v1/Node',
  Pod: 'v1/Pod',
  Namespace: 'v1/Namespace',
  Event: 'v1/Event',
  ControllerRevision: 'apps/v1/ControllerRevision',
}

/** Looks through objects of a kind for what a minor release does not know in them. */
export const factsCheck = (
  minor: number,
): ((kind: string, object: object) => readonly FieldIssue[]) => {
  const types = fieldTypes(minor)
  const known = new Map<string, FieldHint>()
  const hint = (name: string, _value: unknown, { around }: UnknownPlace): FieldHint => {
    const type = around.at(-1)?.type ?? ''
    const found = known.get(`${type}.${name}`) ?? releasesHint(type, name)
    known.set(`${type}.${name}`, found)
    return found
  }
  const releasesHint = (type: string, name: string): FieldHint => {
    const releases = types.releasesOf(type, name)
    if (releases === undefined) return {}
    return minor < releases.since
      ? { since: `1.${releases.since}` }
      : { until: `1.${releases.until}` }
  }
  return (kind, object) => {
    const type = types.objects.get(FACTS[kind] ?? '')
    return type === undefined ? [] : checkValue(object, { type, types, hint, isJson: true })
  }
}

/** Sums up what has been found, however many objects it is in. */
export interface OddFieldsTally {
  readonly add: (kind: string, name: string, issues: readonly FieldIssue[]) => void
  readonly found: () => readonly OddFields[]
}

/** So many different fields are told apart; more than that nobody reads. */
const MOST_FIELDS = 1000

interface Counted {
  readonly code: OddFields['code']
  readonly kind: string
  readonly first: string
  objects: number
  readonly fields: Map<string, { -readonly [K in keyof OddField]: OddField[K] }>
}

export const oddFieldsTally = (): OddFieldsTally => {
  const all = new Map<string, Counted>()
  return {
    add: (kind, name, issues) => {
      const here = new Set<unknown>()
      for (const issue of issues) {
        if (issue.code !== 'UnknownField' && issue.code !== 'WrongType') continue
        const key = `${kind} ${issue.code}`
        const counted = all.get(key) ?? {
          code: issue.code,
          kind,
          first: name,
          objects: 0,
          fields: new Map(),
        }
        all.set(key, counted)
        if (!here.has(counted)) counted.objects++
        here.add(counted)
        const path = formatFieldPath(issue.path).replace(/\[\d+\]/g, '[*]')
        const field = counted.fields.get(path)
        if (field === undefined) {
          if (counted.fields.size >= MOST_FIELDS) continue
          const { since, until } = issue.code === 'UnknownField' ? issue : {}
          counted.fields.set(path, {
            path,
            objects: 1,
            ...(since !== undefined && { since }),
            ...(until !== undefined && { until }),
          })
          here.add(path)
        } else if (!here.has(path)) {
          field.objects++
          here.add(path)
        }
      }
    },
    found: () =>
      [...all.values()].map(({ fields, ...counted }) => ({
        ...counted,
        fields: [...fields.values()].sort((a, b) => b.objects - a.objects),
      })),
  }
}
