import { isJsonObject, own } from '../data/own.js'
import { writtenQuantity } from '../data/quantity.js'
import type { Maybe } from '../data/maybe.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import type { Semantics } from '../kube/semantics.js'
import { WRITTEN_TYPES } from './writtenTypes.js'

type Json = Readonly<Record<string, unknown>>

/** How a field is written: its mark, and the type of the struct or of the items that it holds. */
interface Field {
  readonly mark: string
  readonly type: string
}

type Fields = Readonly<Record<string, Field>>

const FIELD = /^(\w+)(\W)(\w*)$/

const fieldsOf = (line: string): readonly [string, Fields] => {
  const [type = '', ...fields] = line.split(/:? /)
  return [
    type,
    Object.fromEntries(
      fields.map((field) => {
        const [, name = '', mark = '', inner = ''] = FIELD.exec(field) ?? []
        return [name, { mark, type: inner }]
      }),
    ),
  ]
}

const TYPES: Readonly<Record<string, Fields>> = /* @__PURE__ */ Object.fromEntries(
  /* @__PURE__ */ WRITTEN_TYPES.trim().split('\n').map(fieldsOf),
)

const isZero = (value: unknown): boolean =>
  value === '' || value === 0 || value === 0n || value === false

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0

/** What every object's metadata holds, whatever is set. */
type Metadata = Json

/** What stands for a field that is not set; undefined where it is left out. */
const unset = ({ mark, type }: Field, metadata: Metadata): unknown => {
  switch (mark) {
    case '=':
      return ''
    case '#':
      return 0
    case '/':
      return '0'
    case '!':
    case '[':
      return null
    case '.':
      return struct({}, type, metadata)
    default:
      return undefined
  }
}

const mapOf = (value: unknown, zero: string, of: (item: unknown) => unknown): unknown =>
  isJsonObject(value)
    ? Object.fromEntries(Object.keys(value).map((key) => [key, of(value[key] ?? zero)]))
    : value

/** A field that is set; undefined where it is left out. */
const member = (value: unknown, { mark, type }: Field, metadata: Metadata): unknown => {
  switch (mark) {
    case '?':
      return isZero(value) ? undefined : value
    case '/':
    case '^':
      return writtenQuantity(value)
    case '{':
      return isEmpty(value) ? undefined : mapOf(value, '', (item) => item)
    case '%':
      return isEmpty(value) ? undefined : mapOf(value, '0', (item) => writtenQuantity(item))
    case '*':
      return isEmpty(value) ? undefined : items(value, type, metadata)
    case '[':
      return items(value, type, metadata)
    default:
      return type === '' || !isJsonObject(value) ? value : struct(value, type, metadata)
  }
}

const items = (value: unknown, type: string, metadata: Metadata): unknown => {
  if (!Array.isArray(value)) return value
  return value.map((item) =>
    type !== '' && (item === null || isJsonObject(item))
      ? struct(item ?? {}, type, metadata)
      : item,
  )
}

const struct = (given: Json, type: string, metadata: Metadata): Json => {
  const fields = own(TYPES, type) ?? {}
  const set = Object.keys(given).flatMap((key) => {
    const value = given[key] ?? null
    if (value === null) return []
    const field = own(fields, key)
    const written = field === undefined ? value : member(value, field, metadata)
    return written === undefined ? [] : [[key, written] as const]
  })
  const always = Object.entries(fields).flatMap(([key, field]) => {
    const zero = unset(field, metadata)
    return zero === undefined ? [] : [[key, zero] as const]
  })
  return Object.fromEntries([
    ...(type === 'ObjectMeta' ? Object.entries(metadata) : []),
    ...always,
    ...set,
  ])
}

/**
 * A pod template as the API server writes it into a revision: without the members that are at their zero
 * value and may be left out, with those that may not.
 *
 * - **Differs** members that no release knows stay
 * - **Upstream** api `core/v1/types.go` PodTemplateSpec; kubernetes `pkg/controller/daemon/update.go` getPatch
 */
export const submittedTemplate = (template: Maybe<PodTemplate>, semantics: Semantics): Json =>
  struct(
    (template ?? {}) as Json,
    'PodTemplateSpec',
    semantics.creationTimestampOmitted ? {} : { creationTimestamp: null },
  )
