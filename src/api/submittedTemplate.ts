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

type Types = ReadonlyMap<string, Struct>

const TYPES: Types = /* @__PURE__ */ new Map(
  /* @__PURE__ */ WRITTEN_TYPES.trim().split('\n').map(structOf),
)

/** Those up to 1.29. */
const olderTypes = (): Types => new Map([...TYPES, structOf('HostAlias: ip? hostnames*')])

const isZero = (value: unknown): boolean =>
  value === '' || value === 0 || value === 0n || value === false

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isJsonObject(value) && Object.keys(value).length === 0

/** How a release writes: its structs, and what every object's metadata holds, whatever is set. */
interface Writing {
  readonly types: Types
  readonly metadata: Json
}

/** What stands for a field that is not set. */
const unset = ({ mark, type }: Field, writing: Writing): unknown => {
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
      return struct({}, type, writing)
    default:
      return undefined
  }
}

const mapOf = (value: unknown, zero: string, of: (item: unknown) => unknown): unknown =>
  isJsonObject(value)
    ? Object.fromEntries(Object.keys(value).map((key) => [key, of(value[key] ?? zero)]))
    : value

/** A field that is set; undefined where it is left out. */
const member = (value: unknown, { mark, type }: Field, writing: Writing): unknown => {
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
      return isEmpty(value) ? undefined : items(value, type, writing)
    case '[':
      return items(value, type, writing)
    default:
      return type === '' || !isJsonObject(value) ? value : struct(value, type, writing)
  }
}

const items = (value: unknown, type: string, writing: Writing): unknown => {
  if (!Array.isArray(value)) return value
  return value.map((item) =>
    type !== '' && (item === null || isJsonObject(item)) ? struct(item ?? {}, type, writing) : item,
  )
}

const struct = (given: Json, type: string, writing: Writing): Json => {
  const known = writing.types.get(type)
  const entries: (readonly [string, unknown])[] =
    type === 'ObjectMeta' ? Object.entries(writing.metadata) : []
  for (const [key, field] of known?.always ?? []) entries.push([key, unset(field, writing)])
  for (const key of Object.keys(given)) {
    const value = given[key] ?? null
    if (value === null) continue
    const field = known?.fields.get(key)
    const written = field === undefined ? value : member(value, field, writing)
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
  struct((template ?? {}) as Json, 'PodTemplateSpec', {
    types: semantics.hostAliasAddressWritten ? TYPES : olderTypes(),
    metadata: semantics.creationTimestampOmitted ? {} : { creationTimestamp: null },
  })
