import { compareText } from './compareText.js'
import { isJsonObject } from './own.js'

/**
 * JSON text of a value with every digit of its 64-bit integers: what is printed to be read again, manifests,
 * snapshots and patches, goes through here.
 *
 * - **Rules**
 *   1. A bigint is written as a string behind a mark that no string or key of the value begins with, and the quotes and
 *      the mark are taken away again.
 *
 * - **Cost** Twice that of `JSON.stringify`, and only once where there is no bigint.
 *
 * @example
 * import { exactJson } from 'podfit/report'
 *
 * exactJson({ tolerationSeconds: 9007199254740993n }) // => '{"tolerationSeconds":9007199254740993}'
 *
 * @since 0.2.0
 */
export const exactJson = (value: unknown, indent?: number): string => {
  try {
    return nativeJson(value, indent)
  } catch (error) {
    if (error instanceof RangeError) return deepJson(value)
    throw error
  }
}

/** What is nested too deeply for the engine's own writer, on one line. */
const deepJson = (root: unknown): string =>
  shownJson(
    deepText(root, (object) => Object.keys(object).filter((key) => object[key] !== undefined)),
  )

/** JSON text of a value on one line, without recursion: of objects the members that are asked for, in that order. */
export const deepText = (
  root: unknown,
  keysOf: (object: Readonly<Record<string, unknown>>) => readonly string[],
): string => {
  const parts: string[] = []
  // What is still to be written, the next one last.
  const left: (readonly [written: string] | readonly [undefined, value: unknown])[] = []
  left.push([undefined, root])
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [written, value] = next
    if (written !== undefined) parts.push(written)
    else if (Array.isArray(value)) {
      left.push([']'])
      value.forEach((_item, i) => {
        const item: unknown = value[value.length - 1 - i]
        left.push([undefined, item ?? null], [i === value.length - 1 ? '' : ','])
      })
      parts.push('[')
    } else if (isJsonObject(value)) {
      const keys = keysOf(value)
      left.push(['}'])
      for (const [i, key] of keys.toReversed().entries()) {
        const comma = i === keys.length - 1 ? '' : ','
        left.push([undefined, value[key]], [`${comma}${JSON.stringify(key)}:`])
      }
      parts.push('{')
    } else parts.push(typeof value === 'bigint' ? String(value) : JSON.stringify(value ?? null))
  }
  return parts.join('')
}

/** JSON text on one line in which equal values are the same text: keys sorted, whole numbers alike as number and bigint. */
export const orderedJson = (root: unknown): string =>
  deepText(root, (object) => Object.keys(object).sort(compareText))

/**
 * JSON text in pieces, of which each is short where the value is long: no text of the whole is made, which could be
 * longer than the engine allows.
 */
export function* jsonPieces(
  value: unknown,
  write: (part: unknown) => string,
  { levels = 4, indent = '' }: { readonly levels?: number; readonly indent?: string } = {},
): Generator<string> {
  const inside = { levels: levels - 1, indent: `${indent}  ` }
  const isList = Array.isArray(value)
  const members: readonly (readonly [head: string, member: unknown])[] = isList
    ? value.map((item: unknown) => ['', item ?? null])
    : isJsonObject(value)
      ? Object.entries(value)
          .filter(([, member]) => member !== undefined && typeof member !== 'function')
          .map(([key, member]) => [`${shownJson(JSON.stringify(key))}: `, member])
      : []
  if (levels === 0 || members.length === 0) {
    yield write(value).replaceAll('\n', `\n${indent}`)
    return
  }
  let before = isList ? '[' : '{'
  for (const [head, member] of members) {
    yield `${before}\n${inside.indent}${head}`
    yield* jsonPieces(member, write, inside)
    before = ','
  }
  yield `\n${indent}${isList ? ']' : '}'}`
}

const nativeJson = (value: unknown, indent?: number): string => {
  const colons = [0]
  const bigints: string[] = []
  const plain = textOf(
    value,
    (key, member) => {
      colons.push(colonsOf(key), typeof member === 'string' ? colonsOf(member) : 0)
      if (typeof member !== 'bigint') return member
      bigints.push(String(member))
      return 0
    },
    indent,
  )
  if (bigints.length === 0) return shownJson(plain)
  const mark = ':'.repeat(colons.reduce((most, each) => Math.max(most, each), 0) + 1)
  const marked = textOf(
    value,
    (_key, member) => (typeof member === 'bigint' ? `${mark}${member}` : member),
    indent,
  )
  return shownJson(marked.replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1'))
}

/**
 * JSON text of the same value, in which what a terminal could take for more than text is escaped: JSON itself leaves
 * DEL, the control characters behind it, marks of direction and invisible characters as they are.
 */
export const shownJson = (json: string): string =>
  json.replace(UNSEEN, (character) =>
    character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )

/** What JSON and YAML may hold, and a terminal takes for more than text. */
export const UNSEEN: RegExp = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu

type Replacer = (key: string, member: unknown) => unknown

const textOf = (value: unknown, replacer: Replacer, indent?: number): string =>
  JSON.stringify(value ?? null, replacer, indent)

/** How many colons a text begins with. */
const colonsOf = (text: string): number => text.search(/[^:]|$/)
