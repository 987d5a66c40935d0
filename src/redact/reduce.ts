import { isJsonObject } from '../data/own.js'
import type { Renamer } from './renamer.js'

/**
 * Reads a JSON value and answers with what may be shown of it; undefined leaves it out. What is null stays
 * null, and a value of an unexpected type is left out.
 */
export type Reducer = (value: unknown, renamer: Renamer) => unknown

/** The value as it is. */
export const kept: Reducer = (value) => value

/** A text, renamed. */
export const text =
  (rename: (text: string, renamer: Renamer) => string): Reducer =>
  (value, renamer) => {
    if (value === null) return null
    return typeof value === 'string' ? rename(value, renamer) : undefined
  }

/** A name of some kind. */
export const renamed = (kind: Parameters<Renamer['name']>[0]): Reducer =>
  text((name, renamer) => renamer.name(kind, name))

/** Whatever is there becomes this; what holds nothing stays as it is. */
export const shownAs =
  (placeholder: unknown): Reducer =>
  (value) =>
    isHollow(value) ? value : placeholder

const isHollow = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  Object.values(value).every((member) => isJsonList(member) && member.length === 0)

const isJsonList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** A list of such values. */
export const listOf =
  (item: Reducer): Reducer =>
  (value, renamer) => {
    if (value === null) return null
    return Array.isArray(value) ? value.map((each) => item(each, renamer) ?? null) : undefined
  }

/** An object of which only these members are shown. */
export const objectOf =
  (members: Readonly<Record<string, Reducer>>): Reducer =>
  (value, renamer) => {
    if (!isJsonObject(value)) return value === null ? null : undefined
    return Object.fromEntries(
      Object.entries(members).flatMap(([key, member]) => {
        const shown = Object.hasOwn(value, key) ? member(value[key], renamer) : undefined
        return shown === undefined ? [] : [[key, shown] as const]
      }),
    )
  }

/** A map of which only the members that are named here are shown. */
export const onlyKnown = (values: Readonly<Record<string, Reducer>>): Reducer => {
  const known = objectOf(values)
  return (value, renamer) => {
    const shown = known(value, renamer)
    return isJsonObject(shown) && Object.keys(shown).length === 0 ? undefined : shown
  }
}

const mapOf =
  (member: (key: string, value: unknown, renamer: Renamer) => unknown): Reducer =>
  (value, renamer) => {
    if (!isJsonObject(value)) return value === null ? null : undefined
    return Object.fromEntries(
      Object.entries(value).map(([key, of]) => [renamer.key(key), member(key, of, renamer)]),
    )
  }

/** A map of labels. */
export const labels: Reducer = mapOf((key, value, renamer) =>
  typeof value === 'string' ? renamer.value(key, value) : null,
)

/** A map of amounts, whose keys are named as those of labels. */
export const quantities: Reducer = mapOf((_key, value) => value)

/** An object with a `key` and, under other members, what belongs to it. */
export const keyed =
  (members: Readonly<Record<string, (key: string) => Reducer>>): Reducer =>
  (value, renamer) => {
    const given = isJsonObject(value) && Object.hasOwn(value, 'key') ? value['key'] : undefined
    const key = typeof given === 'string' ? given : ''
    const own = Object.entries(members).map(([name, member]) => [name, member(key)] as const)
    return objectOf({ key: text((of) => renamer.key(of)), ...Object.fromEntries(own) })(
      value,
      renamer,
    )
  }
