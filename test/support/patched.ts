import type { PatchOperation } from '../../src/data/patch.js'
import { isJsonObject, member } from '../../src/data/own.js'

/**
 * An object after a JSON Patch on members, as strictly as RFC 6902 has it: parents are there, what is replaced
 * or removed is there, and what is added is not (the RFC would allow that).
 */
export const jsonPatched = (object: unknown, edits: readonly PatchOperation[]): unknown =>
  edits.reduce((current, edit) => {
    const copy: unknown = structuredClone(current)
    const parent = edit.path
      .slice(0, -1)
      .reduce((at: unknown, key) => member(at, String(key)), copy)
    const key = String(edit.path.at(-1))
    if (!isJsonObject(parent)) throw new Error(`no parent: ${edit.path.join('/')}`)
    if (Object.hasOwn(parent, key) === (edit.op === 'add')) throw new Error(`${edit.op} ${key}`)
    if (edit.op === 'remove') Reflect.deleteProperty(parent, key)
    else Reflect.set(parent, key, edit.value)
    return copy
  }, object)

/** An object after a merge patch: maps are merged, null takes out, all else replaces. */
export const mergePatched = (object: unknown, patch: unknown): unknown => {
  if (!isJsonObject(patch)) return patch
  const members = new Map(Object.entries(isJsonObject(object) ? object : {}))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) members.delete(key)
    else members.set(key, mergePatched(members.get(key), value))
  }
  return Object.fromEntries(members)
}
