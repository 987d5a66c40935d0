import type { FieldPath } from './fieldPath.js'
import { isJsonObject, member } from './own.js'

/**
 * One change to an object, as JSON Patch has them: a member put in, replaced or taken out.
 *
 * @since 0.2.0
 */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: FieldPath; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: FieldPath }

/**
 * An object with changes made to it; the given one stays as it is. Members on the way that are missing are
 * made; removing what is not there changes nothing, nor does naming a member of a list.
 *
 * @example
 * import { applyPatch } from 'podfit/suggest'
 *
 * applyPatch({ spec: { replicas: 1 } }, [{ op: 'remove', path: ['spec', 'replicas'] }]) // => { spec: {} }
 *
 * @since 0.2.0
 */
export const applyPatch = (object: unknown, patch: readonly PatchOperation[]): unknown =>
  patch.reduce((current, operation) => applyAt(current, operation.path, operation), object)

const applyAt = (value: unknown, path: FieldPath, operation: PatchOperation): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return operation.op === 'remove' ? undefined : operation.value
  if (Array.isArray(value)) {
    return typeof key === 'number' ? inList(value, key, rest, operation) : value
  }
  const members = isJsonObject(value) ? Object.entries(value) : []
  const index = members.findIndex(([name]) => name === String(key))
  if (operation.op === 'remove') {
    if (index < 0) return value
    if (rest.length === 0) return Object.fromEntries(members.filter((_member, i) => i !== index))
  }
  const changed: [string, unknown] = [String(key), applyAt(members[index]?.[1], rest, operation)]
  return Object.fromEntries([...members, changed])
}

const inList = (
  list: readonly unknown[],
  index: number,
  rest: FieldPath,
  operation: PatchOperation,
): readonly unknown[] => {
  if (rest.length > 0)
    return list.map((item, i) => (i === index ? applyAt(item, rest, operation) : item))
  if (operation.op === 'remove') return list.filter((_item, i) => i !== index)
  return operation.op === 'add'
    ? list.toSpliced(index, 0, operation.value)
    : list.map((item, i) => (i === index ? operation.value : item))
}

/**
 * The operation that gives a member a value. Members on the way that are missing or null come with it, so that a
 * JSON Patch, which makes no parents, can be applied.
 */
export const setMember = (object: unknown, path: FieldPath, value: unknown): PatchOperation => {
  let parent = object
  for (const [i, key] of path.slice(0, -1).entries()) {
    const child = member(parent, String(key))
    if (!isJsonObject(child))
      return operationOn(parent, path.slice(0, i + 1), path.slice(i + 1), value)
    parent = child
  }
  return operationOn(parent, path, [], value)
}

/** Sets the last member of a path of an object, its parent, to a value that lies deeper still. */
const operationOn = (
  parent: unknown,
  path: FieldPath,
  deeper: FieldPath,
  value: unknown,
): PatchOperation => ({
  op: member(parent, String(path.at(-1))) === undefined ? 'add' : 'replace',
  path,
  value: deeper.reduceRight((inner, key) => Object.fromEntries([[String(key), inner]]), value),
})

/** Whether one path leads to the other, or to a place in the same list at which something is put in. */
export const touches = (a: FieldPath, b: FieldPath): boolean => {
  const shorter = Math.min(a.length, b.length)
  return a.slice(0, shorter).every((segment, i) => segment === b[i])
}

/**
 * A patch that leaves nothing behind with nothing in it: where all of what is in something is taken out, it goes itself; never an item of
 * a list, and never the pod spec.
 */
export const withoutEmptied = (
  patch: readonly PatchOperation[],
  object: unknown,
): readonly PatchOperation[] => {
  const parents = new Map<string, { readonly path: FieldPath; count: number }>()
  for (const { op, path } of patch) {
    const parent = path.slice(0, -1)
    const key = JSON.stringify(parent)
    const at = parents.get(key) ?? { path: parent, count: 0 }
    at.count += op === 'remove' ? 1 : Number.NEGATIVE_INFINITY
    parents.set(key, at)
  }
  const gone = [...parents.values()].filter(
    ({ path, count }) =>
      path.length > SPEC_DEPTH &&
      typeof path.at(-1) === 'string' &&
      count === sizeOf(valueAt(object, path)),
  )
  if (gone.length === 0) return patch
  const left = patch.filter(({ path }) => !gone.some((each) => touches(each.path, path)))
  return withoutEmptied(
    [...left, ...gone.map(({ path }) => ({ op: 'remove', path }) as const)],
    object,
  )
}

/** How deep the pod spec of a template lies. */
const SPEC_DEPTH = 3

const sizeOf = (value: unknown): number =>
  Array.isArray(value) ? value.length : isJsonObject(value) ? Object.keys(value).length : -1

const valueAt = (object: unknown, path: FieldPath): unknown =>
  path.reduce<unknown>(
    (value, segment) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, segment)
        ? (value as Readonly<Record<string | number, unknown>>)[segment]
        : undefined,
    object,
  )
