import type { Edit } from './edit.js'
import type { FieldPath } from './fieldPath.js'
import { isJsonObject, member } from './member.js'

/**
 * The edit that gives a member a value. Members on the way that are missing or null come with it, so that a
 * JSON Patch, which makes no parents, can be applied.
 */
export const setMember = (object: unknown, path: FieldPath, value: unknown): Edit => {
  let parent = object
  for (const [i, key] of path.slice(0, -1).entries()) {
    const child = member(parent, String(key))
    if (!isJsonObject(child)) return edit(parent, path.slice(0, i + 1), path.slice(i + 1), value)
    parent = child
  }
  return edit(parent, path, [], value)
}

/** Sets the last member of a path of an object, its parent, to a value that lies deeper still. */
const edit = (parent: unknown, path: FieldPath, deeper: FieldPath, value: unknown): Edit => ({
  op: member(parent, String(path.at(-1))) === undefined ? 'add' : 'replace',
  path,
  value: deeper.reduceRight((inner, key) => Object.fromEntries([[String(key), inner]]), value),
})
