import { equivalent, type Proof } from '../analysis/proofs.js'
import { needlessTolerations, simplify } from '../analysis/simplify.js'
import type { FieldPath } from '../data/fieldPath.js'
import { applyPatch, withoutEmptied, type PatchOperation } from '../data/patch.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import { POD_SPEC } from '../kube/podTemplate.js'
import { newestSemantics } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compile.js'
import type { Policy } from '../placement/policy.js'
import { canBeLeftOut, daemonTolerations } from '../taint/automaticTolerations.js'
import type { SuggestOptions } from './suggestion.js'

/**
 * How much a template says about where its pods run.
 *
 * @since 0.2.0
 */
export interface TemplateSize {
  /** Terms of the required node affinity, their requirements, and the values that these list. */
  readonly terms: number
  readonly requirements: number
  readonly values: number
  /** Tolerations that the template has itself. */
  readonly tolerations: number
}

/**
 * The smallest edit of a DaemonSet after which it says shorter where its pods run. Nothing is applied.
 *
 * - `Simplified`: what `patch` makes of it; `proof` is that of `equivalent` for the DaemonSet before and after. `exact` says that no shorter
 *   list of terms exists; it is false where there was too much to try.
 * - `Simple`: nothing shorter was found.
 * - `Unsatisfiable`: it selects no node that can exist, which `satisfiable` explains.
 *
 * @since 0.2.0
 */
export type DaemonSetSimplification =
  | {
      readonly code: 'Simplified'
      /** The change as a patch of the DaemonSet. */
      readonly patch: readonly PatchOperation[]
      readonly before: TemplateSize
      readonly after: TemplateSize
      /** Tolerations that others, or those that every daemon pod gets, make needless. */
      readonly needless: readonly FieldPath[]
      readonly exact: boolean
      readonly proof: Proof
    }
  | { readonly code: 'Simple'; readonly exact: boolean }
  | { readonly code: 'Unsatisfiable' }

/**
 * Says a DaemonSet's node affinity and tolerations shorter, so that its pods run, stay and leave on the same nodes, whatever nodes there
 * are.
 *
 * - **Rules**
 *   1. `simplify` says what can go; here it is the smallest edit of the object: what stays keeps its place and order.
 *   2. A toleration that the controller puts there anyway goes, where it may stand behind all others.
 *   3. Lists and members that are left with nothing in them go, too.
 *
 * - **Laws** Applied, the patch gives a DaemonSet that is `equivalent`, and of which nothing is left to simplify.
 * - **Cost** That of `simplify` and of one proof.
 * - **Errors** Never throws. Applying the patch rolls out: it changes the template, and so makes a new revision.
 *
 * @example
 * import { simplifyDaemonSet } from 'podfit/suggest'
 *
 * const zone = (value: string) => ({ matchExpressions: [{ key: 'zone', operator: 'In', values: [value] }] })
 * const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [zone('a'), zone('b')] } }
 * const daemonSet = { spec: { template: { spec: { affinity: { nodeAffinity } } } } }
 * const simpler = simplifyDaemonSet(daemonSet)
 * simpler.code === 'Simplified' && simpler.patch.map(({ op, path }) => `${op} ${path.slice(7).join('.')}`) // => ['remove 1', 'add 0.matchExpressions.0.values.1']
 * simpler.code === 'Simplified' && simpler.proof.code // => 'Proved'
 *
 * @since 0.2.0
 */
export const simplifyDaemonSet = <const K extends string>(
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  { semantics = newestSemantics }: SuggestOptions = {},
): DaemonSetSimplification => {
  const policy = compileDaemonSet(daemonSet, semantics)
  const places = (daemonSet.spec?.template?.spec?.tolerations ?? []).map((_, i) => i)
  let left: readonly number[] = places
  let before: number
  // What goes with one of them may have been in the way of another.
  do {
    before = left.length
    const replaced = new Set(replacedTolerations(withTolerations(daemonSet, left)))
    left = left.filter((_, i) => !replaced.has(i))
    const rest = compileDaemonSet(withTolerations(daemonSet, left), semantics)
    const taken = new Set(needlessTolerations(rest).map((path) => Number(path.at(-1))))
    left = left.filter((_, i) => !taken.has(i))
  } while (left.length < before)
  const simplified = simplify(compileDaemonSet(withTolerations(daemonSet, left), semantics))
  if (simplified.code === 'Unsatisfiable') return simplified
  const { exact } = simplified
  const kept = new Set(left)
  const needless = places.filter((i) => !kept.has(i)).map(tolerationPath)
  const found = simplified.code === 'Simplified' ? simplified.patch : []
  const patch = withoutEmptied(
    [
      ...found.filter(({ path }) => path[POD_SPEC.length] !== 'tolerations'),
      ...needless.toReversed().map((path) => ({ op: 'remove', path }) as const),
    ],
    daemonSet,
  )
  if (patch.length === 0) return { code: 'Simple', exact }
  const after = compileDaemonSet(applyPatch(daemonSet, patch) as DaemonSet, semantics)
  return {
    code: 'Simplified',
    patch,
    before: sizeOf(daemonSet, policy),
    after: sizeOf(applyPatch(daemonSet, patch) as DaemonSet, after),
    needless,
    exact,
    proof: equivalent(policy, after),
  }
}

/** Rule 2: the places of tolerations that automatic ones replace. */
const replacedTolerations = (daemonSet: DaemonSet): readonly number[] => {
  const spec = daemonSet.spec?.template?.spec
  const tolerations = spec?.tolerations ?? []
  const after = daemonTolerations(spec)
  return tolerations.flatMap((_, i) =>
    after[i]?.automatic === true && canBeLeftOut(tolerations, i) ? [i] : [],
  )
}

const tolerationPath = (index: number): FieldPath => [...POD_SPEC, 'tolerations', index]

const withTolerations = (daemonSet: DaemonSet, places: readonly number[]): DaemonSet => {
  const { tolerations } = daemonSet.spec?.template?.spec ?? {}
  if (tolerations === undefined || tolerations === null) return daemonSet
  const value = tolerations.filter((_, i) => places.includes(i))
  const path = [...POD_SPEC, 'tolerations']
  return applyPatch(daemonSet, [{ op: 'replace', path, value }]) as DaemonSet
}

const sizeOf = (daemonSet: DaemonSet, { affinity }: Policy): TemplateSize => {
  const terms = affinity?.terms ?? []
  const requirements = terms.flatMap(({ expressions, fields }) => [...expressions, ...fields])
  return {
    terms: terms.length,
    requirements: requirements.length,
    values: requirements.reduce((sum, { values }) => sum + values.length, 0),
    tolerations: daemonSet.spec?.template?.spec?.tolerations?.length ?? 0,
  }
}
