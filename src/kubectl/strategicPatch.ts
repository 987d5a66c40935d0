import { orderedJson } from '../data/exactJson.js'
import type { FieldPath } from '../data/fieldPath.js'
import { isJsonObject, type Json, member, own } from '../data/own.js'
import { LIST_KEYS } from '../kube/podTemplate.js'
import type { PatchFault } from '../reason/kubectlFault.js'

type JsonList = readonly unknown[]

/** What is found wrong with a patch on the way. */
type Tell = (fault: PatchFault) => void

const DIRECTIVE = '$patch'
const RETAIN_KEYS = '$retainKeys'
const DELETE_FROM = '$deleteFromPrimitiveList/'
const ORDER_OF = '$setElementOrder/'

/**
 * An object with a strategic merge patch applied to it.
 *
 * - **Rules**
 *   1. Members that are objects on both sides are merged, a null takes a member out, and everything else replaces
 *      what is there.
 *   2. A list with a merge key is merged item by item, and a list of texts that is merged gets what it lacks.
 *      Items of the patch that are new come before those that it does not name; `$setElementOrder` says the order.
 *   3. `$patch: replace` puts the patch in place of an object or a list, `$patch: delete` takes an item out or
 *      empties an object, `$retainKeys` drops the members that it does not name, `$deleteFromPrimitiveList` takes
 *      texts out.
 *
 * - **Upstream** apimachinery `pkg/util/strategicpatch/patch.go` StrategicMergeMapPatch, mergeMap, mergeSlice
 */
export const strategicPatch = (original: unknown, patch: Json, tell: Tell): unknown =>
  mergeObjects(isJsonObject(original) ? original : {}, patch, [], tell)

const mergeObjects = (original: Json, patch: Json, at: FieldPath, tell: Tell): Json => {
  const directive = own(patch, DIRECTIVE)
  if (directive !== undefined) return directed(directive, patch, at, tell)
  const { retained, rest } = withRetainedKeys(original, patch, at, tell)
  const { ordered, left } = withOrders(retained, rest, at, tell)
  const merged = new Map(ordered)
  for (const [key, value] of Object.entries(left)) {
    const isDeletion = key.startsWith(DELETE_FROM)
    const name = isDeletion ? key.slice(DELETE_FROM.length) : key
    const before = merged.get(name)
    if (value === null) merged.delete(name)
    else if (kindOf(before) !== kindOf(value)) {
      if (!isDeletion) put(merged, name, withoutDirectives(withoutNulls(value)))
    } else if (isJsonObject(before) && isJsonObject(value)) {
      merged.set(name, mergeObjects(before, value, [...at, name], tell))
    } else if (Array.isArray(before) && Array.isArray(value)) {
      const lists = { original: before as JsonList, patch: value as JsonList }
      merged.set(name, mergeNamed(name, lists, isDeletion, [...at, name], tell))
    } else put(merged, name, withoutDirectives(value))
  }
  return Object.fromEntries(merged)
}

const put = (merged: Map<string, unknown>, name: string, value: unknown): void => {
  if (value === undefined) merged.delete(name)
  else merged.set(name, value)
}

const directed = (directive: unknown, patch: Json, at: FieldPath, tell: Tell): Json => {
  const { [DIRECTIVE]: _directive, ...rest } = patch
  if (directive === 'replace') return rest
  if (directive !== 'delete') tell({ code: 'UnknownDirective', path: [...at, DIRECTIVE] })
  return {}
}

/** `$retainKeys`: members that it does not name go; the patch names no others. */
const withRetainedKeys = (original: Json, patch: Json, at: FieldPath, tell: Tell) => {
  const { [RETAIN_KEYS]: keys, ...rest } = patch
  if (keys === undefined) return { retained: original, rest }
  const fault = (): void => tell({ code: 'BadRetainKeys', path: [...at, RETAIN_KEYS] })
  if (!Array.isArray(keys)) {
    fault()
    return { retained: original, rest }
  }
  const named = new Set<unknown>(keys)
  const isOther = ([key, value]: readonly [string, unknown]): boolean =>
    value !== null && !key.startsWith(DELETE_FROM) && !key.startsWith(ORDER_OF) && !named.has(key)
  if (Object.entries(rest).some(isOther)) fault()
  const kept = Object.entries(original).filter(([key]) => named.has(key))
  return { retained: Object.fromEntries(kept), rest }
}

/** `$setElementOrder`: the lists that it orders are merged here, and are done then. */
const withOrders = (original: Json, patch: Json, at: FieldPath, tell: Tell) => {
  const ordered = new Map(Object.entries(original))
  const left = new Map(Object.entries(patch))
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith(ORDER_OF)) continue
    const name = key.slice(ORDER_OF.length)
    const change = left.get(name)
    const before = ordered.get(name)
    left.delete(key)
    const path = [...at, key]
    if (!Array.isArray(order) || !isListOrAbsent(before) || !isListOrAbsent(change)) {
      tell({ code: 'BadOrder', path })
      continue
    }
    const by = mergeKeyOf(name)
    if (!followsOrder(change ?? [], order, by)) tell({ code: 'BadOrder', path })
    if (before === undefined && change === undefined) continue
    if ((before ?? []).length + (change ?? []).length === 0) tell({ code: 'BadOrder', path })
    left.delete(name)
    const merged =
      change === undefined
        ? (before ?? [])
        : before === undefined
          ? (withoutDirectives(change) as JsonList)
          : mergeNamed(name, { original: before, patch: change }, false, [...at, name], tell)
    ordered.set(name, inOrder(merged, order, before ?? [], by))
  }
  return { ordered, left: Object.fromEntries(left) }
}

const isListOrAbsent = (value: unknown): value is JsonList | undefined =>
  value === undefined || Array.isArray(value)

/** Whether the items of a patch come in an order in which all of them are. */
const followsOrder = (patch: JsonList, order: JsonList, by: string | undefined): boolean => {
  if (patch.length === 0 || order.length === 0) return true
  const items = patch.filter((item) => member(item, DIRECTIVE) !== 'delete')
  let [i, j] = [0, 0]
  while (i < items.length && j < order.length) {
    const isDirective = member(items[i], DIRECTIVE) !== undefined
    if (isDirective || keyOf(items[i], by) === keyOf(order[j], by)) i++
    if (!isDirective) j++
  }
  return i === items.length
}

interface Lists {
  readonly original: JsonList
  readonly patch: JsonList
}

/** The list of that name: merged if it is one that is, otherwise replaced. */
const mergeNamed = (
  name: string,
  lists: Lists,
  isDeletion: boolean,
  at: FieldPath,
  tell: Tell,
): JsonList => {
  if (own(LIST_KEYS, name) === undefined && !isDeletion) return lists.patch
  return mergeLists(lists, mergeKeyOf(name), isDeletion, at, tell)
}

const mergeKeyOf = (name: string): string | undefined => own(LIST_KEYS, name)?.[0]

const mergeLists = (
  { original, patch }: Lists,
  by: string | undefined,
  isDeletion: boolean,
  at: FieldPath,
  tell: Tell,
): JsonList => {
  if (original.length + patch.length === 0) return original
  const kinds = new Set([...original, ...patch].map(kindOf))
  if (kinds.size > 1 || kinds.has('list') || kinds.has('null')) {
    tell({ code: 'MixedList', path: at })
    return original
  }
  if (!kinds.has('object') && by !== undefined && !isDeletion) {
    tell({ code: 'MixedList', path: at })
    return original
  }
  if (!kinds.has('object')) {
    const texts = new Set(patch)
    if (isDeletion) return original.filter((item) => !texts.has(item))
    return inOrder([...new Set([...original, ...patch])], patch, original, undefined)
  }
  if (by === undefined || [...original, ...patch].some((item) => !hasKey(item, by))) {
    tell({ code: 'NoMergeKey', path: at, ...(by !== undefined && { key: by }) })
    return original
  }
  const plainLists = withoutSpecial({ original, patch }, by, at, tell)
  const merged = [...plainLists.original]
  const places = placesIn(merged, by)
  for (const item of plainLists.patch as readonly Json[]) {
    const key = keyOf(item, by)
    const index = places.get(key)
    if (index === undefined) places.set(key, merged.push(item) - 1)
    else merged[index] = mergeObjects(merged[index] as Json, item, [...at, index], tell)
  }
  if (merged.some((item) => !hasKey(item, by))) tell({ code: 'NoMergeKey', path: at, key: by })
  return inOrder(merged, plainLists.patch, plainLists.original, by)
}

/** An item that replaces the list needs no key. */
const hasKey = (item: unknown, by: string): boolean =>
  member(item, by) !== undefined || member(item, DIRECTIVE) === 'replace'

/** Items of a patch that say what becomes of others are carried out. */
const withoutSpecial = (
  { original, patch }: Lists,
  by: string,
  at: FieldPath,
  tell: Tell,
): Lists => {
  const plain = patch.filter((item) => member(item, DIRECTIVE) === undefined)
  const special = patch.filter((item) => member(item, DIRECTIVE) !== undefined)
  const isDirective = (item: unknown, directive: string): boolean =>
    member(item, DIRECTIVE) === directive
  if (special.some((item) => !isDirective(item, 'delete') && !isDirective(item, 'replace'))) {
    tell({ code: 'UnknownDirective', path: at })
  }
  if (special.some((item) => isDirective(item, 'replace'))) return { original: plain, patch: [] }
  const gone = new Set(special.map((item) => keyOf(item, by)))
  return {
    original: original.filter((item) => !gone.has(keyOf(item, by))),
    patch: plain,
  }
}

/** What tells an item from others, its merge key, or of texts the text: the same for values that are equal JSON. */
const keyOf = (item: unknown, by: string | undefined): string => {
  const value = by === undefined ? item : member(item, by)
  if (value === undefined) return ''
  if (typeof value === 'number' && Number.isInteger(value)) return String(BigInt(value))
  return orderedJson(value)
}

/** Where the first item of each key stands in a list. */
const placesIn = (list: JsonList, by: string | undefined): Map<string, number> => {
  const places = new Map<string, number>()
  for (const [i, item] of list.entries()) {
    const key = keyOf(item, by)
    if (!places.has(key)) places.set(key, i)
  }
  return places
}

/**
 * Rule 2, the order: items that the order names in its order, the others in that of the server, and of two that meet
 * the server's comes first only where both stood on the server, in this order.
 */
const inOrder = (
  merged: JsonList,
  order: JsonList,
  server: JsonList,
  by: string | undefined,
): JsonList => {
  const [inList, onServer] = [placesIn(order, by), placesIn(server, by)]
  const placed = merged.map((item) => {
    const key = keyOf(item, by)
    return { item, place: inList.get(key), before: onServer.get(key) ?? -1 }
  })
  const right = placed
    .flatMap(({ place, ...rest }) => (place === undefined ? [] : [{ ...rest, place }]))
    .sort((a, b) => a.place - b.place)
  const left = asServer(placed.filter(({ place }) => place === undefined))
  const all: unknown[] = []
  let [i, j] = [0, 0]
  while (i < left.length || j < right.length) {
    const [l, r] = [left[i], right[j]]
    if (r === undefined || (l !== undefined && l.before >= 0 && l.before < r.before)) {
      all.push(l?.item)
      i++
    } else {
      all.push(r.item)
      j++
    }
  }
  return all
}

/**
 * In the order of the server. Go asks of any two whether one comes first, and is told so where one of them is not on the
 * server; its sort of up to twenty items, which is this one, then moves the later of the two to the front.
 */
const asServer = <A extends { readonly before: number }>(items: readonly A[]): readonly A[] => {
  const sorted: A[] = []
  for (const item of items) {
    let at = sorted.length
    for (; at > 0; at--) {
      const other = sorted[at - 1]?.before ?? -1
      if (item.before >= 0 && other >= 0 && item.before >= other) break
    }
    sorted.splice(at, 0, item)
  }
  return sorted
}

const kindOf = (value: unknown): string => {
  if (value === undefined || value === null) return value === null ? 'null' : 'absent'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'bigint') return 'number'
  return typeof value
}

export const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).filter(([, each]) => each !== null)
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutNulls(each)]))
}

/** A value without the objects that are directives; undefined where it is one. */
const withoutDirectives = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map(withoutDirectives).filter((item) => item !== undefined)
  }
  if (!isJsonObject(value)) return value
  if (own(value, DIRECTIVE) !== undefined) return undefined
  const kept = Object.entries(value).map(([key, each]) => [key, withoutDirectives(each)] as const)
  return Object.fromEntries(kept.filter(([, each]) => each !== undefined))
}
