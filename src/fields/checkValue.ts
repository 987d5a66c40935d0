import { addAll } from '../data/appended.js'
import type { FieldPath } from '../data/fieldPath.js'
import { foundText } from '../data/foundText.js'
import { isInstantText } from '../data/instant.js'
import { isJsonObject } from '../data/own.js'
import { spelledQuantity } from '../data/quantity.js'
import type { FieldIssue, UnknownField } from '../reason/fieldIssue.js'
import type { FieldType, FieldTypes } from './fieldTypes.js'
import type { GatedPlace } from './gatedFields.js'
import { JsonMembers, JsonNumber, membersOf, type Member } from './jsonTree.js'

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
  /** What there is to say of an unknown field, besides that it is one; nothing unless given. */
  readonly hint?: (name: string, value: unknown, place: UnknownPlace) => FieldHint
  /** The gate that is off, of a field that is dropped; none unless given. */
  readonly gateOff?: (place: GatedPlace) => string | undefined
  /** Whether it is JSON, which has no number that JSON cannot hold; false unless given. */
  readonly isJson?: boolean
}

/** Where an unknown field stands: the structs around it, outermost first. */
export interface UnknownPlace {
  readonly types: FieldTypes
  readonly around: readonly Enclosing[]
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
 * - **Cost** Of an object without a fault every value is looked at once, and nothing is kept.
 * - **Upstream** apimachinery `pkg/runtime/serializer/json/json.go` Serializer.Decode
 */
export const checkValue = (value: unknown, check: ValueCheck): readonly FieldIssue[] => {
  const shape = shapeOf(check.type, check.types)
  if (check.isJson === true && check.gateOff === undefined && isFaultless(value, shape)) return []
  const walk: Walk = { ...check, at: [...(check.path ?? [])], around: [], issues: [] }
  look(value, shape, walk)
  return walk.issues
}

/** Whether JSON has no fault, which nearly all that servers hand out has not: nothing is noted on the way. */
const isFaultless = (value: unknown, shape: Shape): boolean => {
  if (value === null || value === undefined) return true
  const { leaf, inner, fields } = shape
  if (leaf !== undefined) return leaf === TEXT ? typeof value === 'string' : leaf.accepts(value)
  if (inner !== undefined && shape.isList === true) {
    if (!Array.isArray(value)) return false
    for (let i = 0; i < value.length; i++) if (!isFaultless(value[i], inner)) return false
    return true
  }
  if (!isMembers(value) || value instanceof JsonMembers) return false
  const members = value as Readonly<Record<string, unknown>>
  for (const name in members) {
    const of = fields === undefined ? inner : fields.get(name)
    if (of === undefined || !isFaultless(members[name], of)) return false
  }
  return true
}

/** How far a check has come. */
interface Walk extends Omit<ValueCheck, 'type' | 'path'> {
  /** Where it stands. */
  readonly at: (string | number)[]
  /** The structs around it, each with how many steps there are to it. */
  readonly around: (readonly [type: FieldType, steps: number])[]
  readonly issues: FieldIssue[]
}

const look = (value: unknown, shape: Shape, walk: Walk): void => {
  if (value === null || value === undefined) return
  const { leaf, inner, fields } = shape
  if (leaf !== undefined) {
    if (!leaf.accepts(value)) refuse(value, shape, walk)
    else if (shape.type === 'r' && walk.isJson !== true) {
      addAll(walk.issues, notFinite(value, walk.at))
    }
  } else if (shape.isList) {
    if (!Array.isArray(value)) refuse(value, shape, walk)
    else for (let i = 0; i < value.length; i++) lookAt(i, value[i], inner, walk)
  } else if (!isMembers(value)) refuse(value, shape, walk)
  else {
    const { at, around } = walk
    if (fields !== undefined) around.push([shape.type, at.length])
    if (value instanceof JsonMembers) lookAtMembers(value.members, shape, walk)
    else {
      const members = value as Readonly<Record<string, unknown>>
      for (const name of Object.keys(members)) lookAtMember(name, members[name], shape, walk)
    }
    if (fields !== undefined) around.pop()
  }
}

/** Rule 4. */
const lookAtMembers = (members: readonly Member[], shape: Shape, walk: Walk): void => {
  const seen = new Set<string>()
  for (const [name, value] of members) {
    if (seen.has(name) && (shape.fields?.has(name) ?? true)) {
      walk.issues.push({ code: 'DuplicateField', path: [...walk.at, name] })
    }
    seen.add(name)
    lookAtMember(name, value, shape, walk)
  }
}

const lookAtMember = (name: string, value: unknown, shape: Shape, walk: Walk): void => {
  const of = shape.fields === undefined ? shape.inner : shape.fields.get(name)
  if (of === undefined) return unknownField(name, value, walk)
  if (walk.gateOff !== undefined && value !== null && value !== undefined) {
    const path = [...walk.at, name]
    const gate = walk.gateOff({ type: shape.type, name, value, path })
    if (gate !== undefined) walk.issues.push({ code: 'GateOff', path, gate })
  }
  lookAt(name, value, of, walk)
}

/** Looks at what stands a step further. */
const lookAt = (
  to: string | number,
  value: unknown,
  shape: Shape | undefined,
  walk: Walk,
): void => {
  if (shape === undefined) return
  walk.at.push(to)
  look(value, shape, walk)
  walk.at.pop()
}

const refuse = (value: unknown, { type }: Shape, { at, issues }: Walk): void =>
  void issues.push(wrongType([...at], type, value))

/** A type, taken apart once. */
interface Shape {
  readonly type: FieldType
  readonly leaf?: Leaf
  readonly isList?: boolean
  /** Of a list or a map: the type of what is in it. */
  readonly inner?: Shape
  /** Of a struct. */
  readonly fields?: ReadonlyMap<string, Shape>
}

const shapes = new WeakMap<FieldTypes, Map<FieldType, Shape>>()

const shapeOf = (type: FieldType, types: FieldTypes): Shape => {
  const known = shapes.get(types) ?? new Map<FieldType, Shape>()
  shapes.set(types, known)
  const before = known.get(type)
  if (before !== undefined) return before
  const leaf = LEAVES.get(type)
  if (leaf !== undefined) return kept(known, { type, leaf })
  if (/^[[{]/.test(type)) {
    const inner = shapeOf(type.slice(1), types)
    return kept(known, { type, isList: type.startsWith('['), inner })
  }
  // A struct may hold itself.
  const fields = new Map<string, Shape>()
  const shape = kept(known, { type, fields })
  for (const [name, of] of types.fieldsOf(type)) fields.set(name, shapeOf(of, types))
  return shape
}

const kept = (known: Map<FieldType, Shape>, shape: Shape): Shape => {
  known.set(shape.type, shape)
  return shape
}

const unknownField = (name: string, value: unknown, { at, issues, ...walk }: Walk): void => {
  const around = walk.around.map(([type, steps]) => ({ type, path: at.slice(0, steps) }))
  const path = [...at, name]
  issues.push({
    code: 'UnknownField',
    path,
    ...walk.hint?.(name, value, { types: walk.types, around }),
  })
  if (walk.isJson !== true) addAll(issues, notFinite(value, path))
}

const isMembers = (value: unknown): value is object =>
  isJsonObject(value) && !(value instanceof JsonNumber) && !(value instanceof Date)

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
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return false
    if (Math.abs(value) < 2 ** (bits - 1)) return true
  } else if (typeof value !== 'bigint') return false
  const size = BigInt(value)
  return -(2n ** BigInt(bits - 1)) <= size && size < 2n ** BigInt(bits - 1)
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** White space that Go cuts off and JSON writes as it is. */
const SPACE =
  /^[ \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+|[ \u0085\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+$/g

/** What most quantities look like. */
const PLAIN_QUANTITY = /^\d{1,15}(?:m|k|[MGT]i?|Ki)?$/

const isQuantity = (value: unknown): boolean => {
  const text =
    value instanceof JsonNumber
      ? value.text
      : typeof value === 'number' || typeof value === 'bigint'
        ? String(value)
        : value
  return (
    isText(text) &&
    (PLAIN_QUANTITY.test(text) || spelledQuantity(text.replace(SPACE, '')) !== undefined)
  )
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
  isText(value) ? isInstantText(value) : value instanceof Date && !Number.isNaN(value.getTime())

/** Six digits, no more and no less. */
const MICROSECONDS = /[.,]\d{6}(?!\d)/

const TEXT: Leaf = { expected: 'string', accepts: isText }

/** Rule 3. */
const LEAVES: ReadonlyMap<FieldType, Leaf> = new Map<FieldType, Leaf>([
  ['s', TEXT],
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
