import type { FieldPath } from './fieldPath.js'
import { isJsonObject } from './member.js'

/**
 * One change to an object, as JSON Patch has them: a member put in, replaced or taken out.
 *
 * @since 0.1.0
 */
export type Edit =
  | { readonly op: 'add' | 'replace'; readonly path: FieldPath; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: FieldPath }

/**
 * An object with changes made to it; the given one stays as it is. Members on the way that are missing are
 * made; removing what is not there changes nothing, nor does naming a member of a list.
 *
 * @example
 * import { applyEdits } from 'podfit/suggest'
 *
 * applyEdits({ spec: { replicas: 1 } }, [{ op: 'remove', path: ['spec', 'replicas'] }]) // => { spec: {} }
 *
 * @since 0.1.0
 */
export const applyEdits = (object: unknown, edits: readonly Edit[]): unknown =>
  edits.reduce((current, edit) => applyAt(current, edit.path, edit), object)

const applyAt = (value: unknown, path: FieldPath, edit: Edit): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return edit.op === 'remove' ? undefined : edit.value
  if (Array.isArray(value)) {
    return typeof key === 'number' ? editList(value, key, rest, edit) : value
  }
  const members = isJsonObject(value) ? Object.entries(value) : []
  const index = members.findIndex(([name]) => name === String(key))
  if (edit.op === 'remove') {
    if (index < 0) return value
    if (rest.length === 0) return Object.fromEntries(members.filter((_member, i) => i !== index))
  }
  const member: [string, unknown] = [String(key), applyAt(members[index]?.[1], rest, edit)]
  return Object.fromEntries([...members, member])
}

const editList = (
  list: readonly unknown[],
  index: number,
  rest: FieldPath,
  edit: Edit,
): readonly unknown[] => {
  if (rest.length > 0)
    return list.map((item, i) => (i === index ? applyAt(item, rest, edit) : item))
  if (edit.op === 'remove') return list.filter((_item, i) => i !== index)
  return edit.op === 'add'
    ? list.toSpliced(index, 0, edit.value)
    : list.map((item, i) => (i === index ? edit.value : item))
}
