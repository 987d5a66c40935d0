import { compareText } from '../../data/compareText.js'
import { isJsonObject } from '../../data/own.js'
import type { LabelSelector, LabelSelectorRequirement } from '../../kube/labelSelector.js'

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
}

const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u

/** A string as Go's `%q` prints it. */
export const goQuote = (text: string): string => {
  let quoted = ''
  for (const character of text.toWellFormed()) {
    quoted +=
      SHORT_ESCAPES[character] ?? (PRINTABLE.test(character) ? character : escaped(character))
  }
  return `"${quoted}"`
}

const escaped = (character: string): string => {
  const point = character.codePointAt(0) ?? 0
  const hex = point.toString(16)
  if (point < 0x80) return `\\x${hex.padStart(2, '0')}`
  return point < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

/**
 * A value as Go's `encoding/json` prints it, with HTML characters escaped.
 *
 * - **Rules** 1. Members stand in the order they have, which is that of a struct's fields; an object with
 *   whole numbers among its keys, which JavaScript puts first, is a map, in the order of its keys
 */
export const goJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (typeof value === 'bigint') return value.toString()
  if (!isJsonObject(value)) return escapedMarkup(JSON.stringify(value ?? null))
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  if (members.some(([key]) => WHOLE.test(key))) members.sort(([a], [b]) => compareText(a, b))
  return `{${members.map(([key, member]) => `${goJson(key)}:${goJson(member)}`).join(',')}}`
}

const WHOLE = /^[0-9]+$/

const escapedMarkup = (json: string): string =>
  json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/**
 * A label selector as Go's `encoding/json` prints it: members in the order of its type and without the
 * empty ones, labels in the order of their keys.
 */
export const goLabelSelector = ({ matchLabels, matchExpressions }: LabelSelector): string => {
  const labels = Object.entries(matchLabels ?? {}).sort(([a], [b]) => compareText(a, b))
  const requirements = (matchExpressions ?? []).map(requirement)
  return goJson({
    ...(labels.length > 0 && { matchLabels: Object.fromEntries(labels) }),
    ...(requirements.length > 0 && { matchExpressions: requirements }),
  })
}

const requirement = ({ key, operator, values }: LabelSelectorRequirement): object => ({
  key: key ?? '',
  operator: operator ?? '',
  ...((values ?? []).length > 0 && { values }),
})
