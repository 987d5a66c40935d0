import type { FieldPath } from '../data/fieldPath.js'
import { foundText } from '../data/foundText.js'
import { parseInstant } from '../data/instant.js'
import { isJsonObject } from '../data/own.js'
import { canonicalQuantity } from '../data/quantity.js'
import type { FieldIssue, UnknownField } from '../reason/fieldIssue.js'
import type { FieldType, FieldTypes } from './fieldTypes.js'
import type { GatedPlace } from './gatedFields.js'
import { JsonMembers, JsonNumber, membersOf } from './jsonTree.js'

/** A struct on the way to a value, and where it is. */
export interface Enclosing {
  readonly type: FieldType
  readonly path: FieldPath
}

/** What a value is checked as. */
export interface ValueCheck {
  readonly type: FieldType
  readonly types: FieldTypes
  readonly path?: FieldPath
  /** The structs around it, outermost first. */
  readonly around?: readonly Enclosing[]
  /** What there is to say of an unknown field, besides that it is one; nothing unless given. */
  readonly hint?: (name: string, value: unknown, check: ValueCheck) => FieldHint
  /** The gate that is off, of a field that is dropped; none unless given. */
  readonly gateOff?: (place: GatedPlace) => string | undefined
}

/** What there is to say of an unknown field. */
export type FieldHint = Omit<UnknownField, 'code' | 'path'>

/**
 * What Go's decoder, being strict, says of a value for a type.
 *
 * - **Rules**
 *   1. null is the zero value of every type. Names are compared by case.
 *   2. A list or map is looked into, and so is a struct; an unknown field and what may be any JSON are not, but for
 *      numbers that JSON cannot hold.
 *   3. An integer is written without a point or an exponent, and is as large as its type; a quantity is a text or a
 *      number, bytes are base64, a time is RFC 3339.
 *   4. A member that stands there more than once is said once, and each of its values is looked at; a field is not
 *      looked for among those of another case.
 *
 * - **Upstream** apimachinery `pkg/runtime/serializer/json/json.go` Serializer.Decode
 */
export const checkValue = (value: unknown, check: ValueCheck): readonly FieldIssue[] => {
  if (value === null || value === undefined) return []
  const { type, types, path: at = [], around = [] } = check
  const inner = type.slice(1)
  if (type.startsWith('[')) {
    return Array.isArray(value)
      ? value.flatMap((item: unknown, i) =>
          checkValue(item, { ...check, type: inner, path: [...at, i] }),
        )
      : [wrongType(at, type, value)]
  }
  if (type.startsWith('{')) {
    return isMembers(value)
      ? checkMembers(value, at, (name) => ({ ...check, type: inner, path: [...at, name] }))
      : [wrongType(at, type, value)]
  }
  const leaf = LEAVES.get(type)
  if (leaf !== undefined) {
    if (!leaf.accepts(value)) return [wrongType(at, type, value)]
    return type === 'r' ? notFinite(value, at) : []
  }
  if (!isMembers(value)) return [wrongType(at, type, value)]
  const fields = types.fieldsOf(type)
  const within = { ...check, around: [...around, { type, path: at }] }
  const unknown = membersOf(value).flatMap(([name, member]) =>
    fields.has(name)
      ? []
      : [
          {
            code: 'UnknownField' as const,
            path: [...at, name],
            ...check.hint?.(name, member, within),
          },
          ...notFinite(member, [...at, name]),
        ],
  )
  return [
    ...unknown,
    ...gatedFields(value, type, at, check),
    ...checkMembers(value, at, (name) => {
      const of = fields.get(name)
      return of === undefined ? undefined : { ...within, type: of, path: [...at, name] }
    }),
  ]
}

/** What is dropped without a word. */
const gatedFields = (
  value: object,
  type: FieldType,
  at: FieldPath,
  { gateOff }: ValueCheck,
): readonly FieldIssue[] =>
  gateOff === undefined
    ? []
    : membersOf(value).flatMap(([name, member]): readonly FieldIssue[] => {
        const of = [...at, name]
        const gate =
          member === null || member === undefined
            ? undefined
            : gateOff({ type, name, value: member, path: of })
        return gate === undefined ? [] : [{ code: 'GateOff', path: of, gate }]
      })

const isMembers = (value: unknown): value is object =>
  isJsonObject(value) && !(value instanceof JsonNumber) && !(value instanceof Date)

/** Rule 4. */
const checkMembers = (
  value: object,
  at: FieldPath,
  checkOf: (name: string) => ValueCheck | undefined,
): readonly FieldIssue[] => {
  const seen = new Set<string>()
  return membersOf(value).flatMap(([name, member]): readonly FieldIssue[] => {
    const check = checkOf(name)
    if (check === undefined) return []
    const again = seen.has(name)
    seen.add(name)
    return [
      ...(again ? [{ code: 'DuplicateField' as const, path: [...at, name] }] : []),
      ...checkValue(member, check),
    ]
  })
}

const wrongType = (at: FieldPath, type: FieldType, value: unknown): FieldIssue => ({
  code: 'WrongType',
  path: at,
  expected: expectedOf(type),
  found:
    value instanceof JsonNumber
      ? `the number ${value.text}`
      : foundText(value instanceof JsonMembers ? {} : value),
})

const expectedOf = (type: FieldType): string => {
  if (type.startsWith('[')) return 'list'
  if (type.startsWith('{')) return type === '{s' ? 'map of strings' : 'map'
  return LEAVES.get(type)?.expected ?? 'object'
}

/** Rule 2: what YAML can write and JSON cannot. However deep it lies, it is found without recursion. */
const notFinite = (value: unknown, at: FieldPath): readonly FieldIssue[] => {
  const issues: FieldIssue[] = []
  const open: Within[] = [{ value, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const within = next
    if (typeof within.value === 'number' && !Number.isFinite(within.value)) {
      issues.push({
        code: 'WrongType',
        path: [...at, ...stepsTo(within)],
        expected: 'a number that JSON can hold',
        found: foundText(within.value),
      })
    }
    const members: readonly (readonly [string | number, unknown])[] = Array.isArray(within.value)
      ? within.value.map((item: unknown, i) => [i, item] as const)
      : isMembers(within.value)
        ? membersOf(within.value)
        : []
    if (holdsItself(within)) continue
    for (const [step, member] of members.toReversed()) {
      open.push({ value: member, step, outer: within, depth: within.depth + 1 })
    }
  }
  return issues
}

/** A value, and by which step it is reached from the one that holds it. */
interface Within {
  readonly value: unknown
  readonly step?: string | number
  readonly outer?: Within
  readonly depth: number
}

/** Whether a value is one of those around it; no honest one is looked at twice for it. */
const holdsItself = ({ value, outer, depth }: Within): boolean => {
  if (depth < 1000 || typeof value !== 'object') return false
  for (let around = outer; around !== undefined; around = around.outer) {
    if (around.value === value) return true
  }
  return false
}

const stepsTo = (within: Within): FieldPath => {
  const steps: (string | number)[] = []
  for (let here: Within | undefined = within; here?.step !== undefined; here = here.outer) {
    steps.push(here.step)
  }
  return steps.reverse()
}

/** A type that is no struct, list or map. */
interface Leaf {
  readonly expected: string
  readonly accepts: (value: unknown) => boolean
}

const isWhole = (value: unknown, bits: number): boolean => {
  if (typeof value !== 'bigint' && !Number.isInteger(value)) return false
  const size = BigInt(value as number | bigint)
  return -(2n ** BigInt(bits - 1)) <= size && size < 2n ** BigInt(bits - 1)
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** White space that Go cuts off and JSON writes as it is. */
const SPACE =
  /^[ \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+|[ \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+$/g

const isQuantity = (value: unknown): boolean => {
  const text =
    value instanceof JsonNumber
      ? value.text
      : typeof value === 'number' || typeof value === 'bigint'
        ? String(value)
        : value
  return isText(text) && canonicalQuantity(text.replace(SPACE, '')) !== undefined
}

const isFloat = (value: unknown): boolean =>
  typeof value === 'bigint' ||
  Number.isFinite(value instanceof JsonNumber ? Number(value.text) : value)

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

const isBytes = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.every((item) => item === null || (isWhole(item, 9) && (item as number) >= 0))
    : isText(value) && BASE64.test(value.replace(/[\r\n]/g, ''))

const isTime = (value: unknown): boolean =>
  isText(value)
    ? parseInstant(value) !== undefined
    : value instanceof Date && !Number.isNaN(value.getTime())

/** Six digits, no more and no less. */
const MICROSECONDS = /[.,]\d{6}(?!\d)/

/** Rule 3. */
const LEAVES: ReadonlyMap<FieldType, Leaf> = new Map<FieldType, Leaf>([
  ['s', { expected: 'string', accepts: isText }],
  ['b', { expected: 'boolean', accepts: (value) => typeof value === 'boolean' }],
  ['i', { expected: '32-bit integer', accepts: (value) => isWhole(value, 32) }],
  ['l', { expected: '64-bit integer', accepts: (value) => isWhole(value, 64) }],
  ['f', { expected: 'number', accepts: isFloat }],
  ['y', { expected: 'base64 bytes', accepts: isBytes }],
  ['t', { expected: 'RFC 3339 time', accepts: isTime }],
  [
    'm',
    {
      expected: 'RFC 3339 time with microseconds',
      accepts: (value) => isTime(value) && (!isText(value) || MICROSECONDS.test(value)),
    },
  ],
  ['q', { expected: 'quantity', accepts: isQuantity }],
  [
    'o',
    {
      expected: '32-bit integer or string',
      accepts: (value) => isText(value) || isWhole(value, 32),
    },
  ],
  ['r', { expected: 'anything', accepts: () => true }],
])
