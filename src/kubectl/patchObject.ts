import * as E from 'fp-ts/Either'
import { equalJson } from '../data/equalJson.js'
import type { FieldPath } from '../data/fieldPath.js'
import type { Faults } from '../data/orThrow.js'
import { isJsonObject, member } from '../data/own.js'
import { applyPatch, type PatchOperation } from '../data/patch.js'
import type { PatchFault } from '../reason/kubectlFault.js'
import { strategicPatch, withoutNulls } from './strategicPatch.js'

/**
 * How a patch is written, as `kubectl patch --type` names it: a strategic merge patch, which knows the lists of a
 * DaemonSet, a JSON merge patch (RFC 7386), or a JSON patch (RFC 6902).
 *
 * @since 0.2.0
 */
export type PatchType = 'strategic' | 'merge' | 'json'

/**
 * An object with a patch applied to it as the API server applies it. Nothing is validated.
 *
 * - **Errors** `Left` with the first fault, or of a strategic merge patch with all of them. Never throws.
 * - **Upstream** apiserver `pkg/endpoints/handlers/patch.go` jsonPatcher.applyJSPatch, smpPatcher.applyPatchToCurrentObject
 *
 * @example
 * import { patchObject } from 'podfit/kubectl'
 *
 * const object = { spec: { containers: [{ name: 'a', image: 'a:1' }, { name: 'b', image: 'b:1' }] } }
 * const patch = { spec: { containers: [{ name: 'b', image: 'b:2' }] } }
 * patchObject(object, patch, 'strategic') // => { _tag: 'Right', right: { spec: { containers: [{ name: 'a', image: 'a:1' }, { name: 'b', image: 'b:2' }] } } }
 *
 * @since 0.2.0
 */
export const patchObject = (
  object: unknown,
  patch: unknown,
  type: PatchType = 'strategic',
): E.Either<Faults<PatchFault>, unknown> => {
  if (type === 'json') return jsonPatched(object, patch)
  if (!isJsonObject(patch)) {
    return E.left([{ code: 'NotAPatch', path: [], expected: 'an object' }])
  }
  if (type === 'merge') return E.right(merged(object, patch))
  const faults: PatchFault[] = []
  const patched = strategicPatch(object, patch, (fault) => void faults.push(fault))
  const [first, ...more] = faults
  return first === undefined ? E.right(patched) : E.left([first, ...more])
}

/**
 * RFC 7386: members that are null go, objects are merged, everything else is replaced. Of what takes the place of no
 * object, upstream also takes the nulls out of objects in lists; not of a list that takes the place of an object.
 */
const merged = (object: unknown, patch: unknown): unknown => {
  if (!isJsonObject(object)) return withoutNulls(patch)
  if (!isJsonObject(patch)) return patch
  const result = new Map(Object.entries(object))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key)
    else result.set(key, merged(result.get(key), value))
  }
  return Object.fromEntries(result)
}

type Patched = E.Either<Faults<PatchFault>, unknown>

/** RFC 6902, operation after operation; an index below zero counts from the end, as upstream takes it. */
const jsonPatched = (object: unknown, patch: unknown): Patched => {
  if (!Array.isArray(patch)) {
    return E.left([{ code: 'NotAPatch', path: [], expected: 'a list of operations' }])
  }
  return patch.reduce<Patched>(
    (current, operation, i) =>
      E.isLeft(current) ? current : operated(current.right, operation, [i]),
    E.right(object),
  )
}

const operated = (object: unknown, operation: unknown, path: FieldPath): Patched => {
  const op = member(operation, 'op')
  const pointer = member(operation, 'path')
  const value = member(operation, 'value') ?? null
  const from = member(operation, 'from')
  const invalid = E.left<Faults<PatchFault>>([{ code: 'InvalidOperation', path }])
  const lost = (at: string) =>
    E.left<Faults<PatchFault>>([{ code: 'NoSuchMember', path, pointer: at }])
  if (typeof pointer !== 'string') return invalid
  const there = located(object, pointer)
  const done = (at: FieldPath | undefined, change: (at: FieldPath) => PatchOperation): Patched =>
    at === undefined ? lost(pointer) : E.right(applyPatch(object, [change(at)]))
  switch (op) {
    case 'add':
      return done(located(object, pointer, true), (at) => ({ op: 'add', path: at, value }))
    case 'replace':
      if (pointer === '')
        return Array.isArray(value) || isJsonObject(value) ? E.right(value) : invalid
      return done(replaceable(object, pointer), (at) => ({ op: 'replace', path: at, value }))
    case 'remove':
      return done(there, (at) => ({ op: 'remove', path: at }))
    case 'test': {
      const found = pointer === '' ? object : there === undefined ? null : valueAt(object, there)
      return equalJson(found, value)
        ? E.right(object)
        : E.left([{ code: 'TestFailed', path, pointer }])
    }
    case 'move':
    case 'copy': {
      if (typeof from !== 'string') return invalid
      const source = op === 'copy' ? replaceable(object, from) : located(object, from)
      if (source === undefined) return lost(from)
      const moved = valueAt(object, source) ?? null
      const without = op === 'move' ? applyPatch(object, [{ op: 'remove', path: source }]) : object
      const target = located(without, pointer, true)
      return target === undefined
        ? lost(pointer)
        : E.right(applyPatch(without, [{ op: 'add', path: target, value: moved }]))
    }
    default:
      return invalid
  }
}

/** Upstream replaces, and copies as null, a member of an object that is not there; not an item of a list. */
const replaceable = (object: unknown, pointer: string): FieldPath | undefined => {
  const toAdd = located(object, pointer, true)
  return Array.isArray(toAdd && valueAt(object, toAdd.slice(0, -1)))
    ? located(object, pointer)
    : toAdd
}

const valueAt = (object: unknown, path: FieldPath): unknown =>
  path.reduce<unknown>((value, key) => member(value, String(key)), object)

/**
 * The path that a JSON pointer names: of a member that is there or, to be added, one whose parent is. Upstream takes
 * it from the first `/` on; the whole object has none.
 */
const located = (object: unknown, pointer: string, toAdd = false): FieldPath | undefined => {
  if (!pointer.includes('/')) return undefined
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const path: (string | number)[] = []
  let parent = object
  for (const [i, part] of parts.entries()) {
    const isNew = toAdd && i === parts.length - 1
    const key = Array.isArray(parent) ? indexIn(parent, part, isNew) : part
    if (key === undefined || (!Array.isArray(parent) && !isJsonObject(parent))) return undefined
    if (!isNew && member(parent, String(key)) === undefined) return undefined
    path.push(key)
    parent = member(parent, String(key))
  }
  return path
}

const indexIn = (list: readonly unknown[], part: string, isNew: boolean): number | undefined => {
  if (isNew && part === '-') return list.length
  if (!/^-?\d{1,9}$/.test(part)) return undefined
  const size = isNew ? list.length + 1 : list.length
  const index = Number(part) < 0 ? size + Number(part) : Number(part)
  return index >= 0 && index < size ? index : undefined
}
