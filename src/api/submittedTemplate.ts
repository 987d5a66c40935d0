import { isJsonObject, type Json } from '../data/own.js'
import { writtenQuantity } from '../data/quantity.js'
import type { Maybe } from '../data/maybe.js'
import type { PodTemplate } from '../kube/podTemplate.js'
import type { Semantics } from '../kube/semantics.js'
import { WRITTEN_TYPES } from './writtenTypes.js'

/** How a field is written: its mark, and the type of the struct or of the items that it holds. */
interface Field {
  readonly mark: string
  readonly type: string
}

/** The fields of a struct, and those that are written even if they are not set. */
interface Struct {
  readonly fields: ReadonlyMap<string, Field>
  readonly always: readonly (readonly [string, Field])[]
}

/** Marks of fields that are written although nothing is set. */
const ALWAYS: ReadonlySet<string> = /* @__PURE__ */ new Set(['=', '#', '/', '!', '[', '.'])

const FIELD = /^(\w+)(\W)(\w*)$/

const structOf = (line: string): readonly [string, Struct] => {
  const [type = '', ...parts] = line.split(/:? /)
  const fields = parts.map((part): readonly [string, Field] => {
    const [, name = '', mark = '', inner = ''] = FIELD.exec(part) ?? []
    return [name, { mark, type: inner }]
  })
  return [
    type,
    { fields: new Map(fields), always: fields.filter(([, { mark }]) => ALWAYS.has(mark)) },
  ]
}

const TYPES: ReadonlyMap<string, Struct> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ WRITTEN_TYPES.trim().split('\n').map(structOf),
)

const isZero = (value: unknown): boolean =>
  value === '' || value === 0 || value === 0n || value === false

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0

/** What every object's metadata holds, whatever is set. */
type Metadata = Json

/** What stands for a field that is not set. */
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
  const known = TYPES.get(type)
  const entries: (readonly [string, unknown])[] =
    type === 'ObjectMeta' ? Object.entries(metadata) : []
  for (const [key, field] of known?.always ?? []) entries.push([key, unset(field, metadata)])
  for (const key of Object.keys(given)) {
    const value = given[key] ?? null
    if (value === null) continue
    const field = known?.fields.get(key)
    const written = field === undefined ? value : member(value, field, metadata)
    if (written !== undefined) entries.push([key, written])
  }
  return Object.fromEntries(entries)
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
