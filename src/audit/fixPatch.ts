import { addAll } from '../data/appended.js'
import type { FieldPath } from '../data/fieldPath.js'
import { isJsonObject } from '../data/own.js'
import type { PatchOperation } from '../data/patch.js'
import type { AuditFinding } from './auditRules.js'
import type { Fixable } from './rule.js'

/**
 * The fixes of findings about one object as one patch of it.
 *
 * - **Rules**
 *   1. A fix that touches what an earlier one touches is left for the next time: lint what comes of this patch once more, until
 *      there are no fixes.
 *   2. What lies further behind is changed first, so that the places of what is before it stay.
 *   3. Lists and members that are left with nothing in them go, too.
 *
 * - **Shapes** The paths are those of the object that the findings are about; the patch is for `applyPatch`.
 * - **Errors** Never throws.
 *
 * @example
 * import { audit, fixPatch } from 'podfit/audit'
 *
 * const tolerations = [{ key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' }]
 * const daemonSet = { metadata: { name: 'agent' }, spec: { template: { spec: { tolerations } } } }
 * const { findings } = audit({ daemonSets: [daemonSet] })
 * fixPatch(findings, daemonSet) // => [{ op: 'remove', path: ['spec', 'template', 'spec', 'tolerations'] }]
 *
 * @since 0.2.0
 */
export const fixPatch = (
  findings: readonly AuditFinding[],
  object: unknown,
): readonly PatchOperation[] => {
  const patch = chosenFixes(findings).flatMap(({ fix = [] }: Fixable) => fix)
  return emptied(patch, object).toSorted((a, b) => -comparePaths(a.path, b.path))
}

/** Rule 1: the findings whose fixes are in the patch. */
export const chosenFixes = (findings: readonly AuditFinding[]): readonly AuditFinding[] => {
  const taken: PatchOperation[] = []
  return findings.toSorted(outermostFirst).filter(({ fix = [] }: Fixable) => {
    const isFree = fix.every(({ path }) => taken.every((other) => !touches(path, other.path)))
    if (isFree) addAll(taken, fix)
    return isFree && fix.length > 0
  })
}

/** What takes out something whole makes fixes of what is in it needless. */
const outermostFirst = (a: Fixable, b: Fixable): number => depthOf(a) - depthOf(b)

const depthOf = ({ fix = [] }: Fixable): number =>
  fix.reduce((least, { path }) => Math.min(least, path.length), Number.MAX_SAFE_INTEGER)

/** Whether one path leads to the other, or to a place in the same list at which something is put in. */
const touches = (a: FieldPath, b: FieldPath): boolean => {
  const shorter = Math.min(a.length, b.length)
  return a.slice(0, shorter).every((segment, i) => segment === b[i])
}

/** Rule 2. Of members of one object the order does not matter. */
const comparePaths = (a: FieldPath, b: FieldPath): number => {
  for (const [i, segment] of a.entries()) {
    const other = b[i]
    if (other === undefined) return 1
    if (segment === other) continue
    return typeof segment === 'number' && typeof other === 'number' ? segment - other : 0
  }
  return a.length - b.length
}

/** Rule 3: where all of what is in something is taken out, it goes itself; never an item of a list. */
const emptied = (patch: readonly PatchOperation[], object: unknown): readonly PatchOperation[] => {
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
  return emptied([...left, ...gone.map(({ path }) => ({ op: 'remove', path }) as const)], object)
}

/** The pod spec stays, whatever is in it. */
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
