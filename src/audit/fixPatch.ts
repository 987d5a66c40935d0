import { addAll } from '../data/appended.js'
import type { FieldPath } from '../data/fieldPath.js'
import { touches, withoutEmptied, type PatchOperation } from '../data/patch.js'
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
  return withoutEmptied(patch, object).toSorted((a, b) => -comparePaths(a.path, b.path))
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
