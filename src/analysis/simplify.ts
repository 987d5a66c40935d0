import type { FieldPath } from '../data/fieldPath.js'
import type { PatchOperation } from '../data/patch.js'
import type { NodeSelectorTerm } from '../kube/affinity.js'
import { NO_SCHEDULE } from '../kube/wellKnown.js'
import type { Policy } from '../placement/policy.js'
import type { ReadToleration } from '../taint/readToleration.js'
import { expressed, type Written } from './expressed.js'
import { lengthOf, minimal, type Minimal } from './minimal.js'
import { ANY_NODE } from './nodeFacts.js'
import { outside } from './outside.js'
import {
  boxOf,
  demandsOf,
  EVERYTHING,
  intersection,
  type Box,
  type Budget,
  type Region,
  selecting,
} from './region.js'
import { termEdit, termOf, writtenTerm } from './termEdit.js'
import { universeOf, type Universe, type Variable } from './universe.js'

/**
 * A policy said shorter.
 *
 * - `Simplified`: `patch` changes the object that the policy was read from, so that its pods run, stay and leave on the same nodes.
 * - `Simple`: nothing shorter was found.
 * - `Unsatisfiable`: it selects no node that can exist, which `satisfiable` explains.
 *
 * `exact` says that no shorter list of terms exists; it is false where there was too much to try.
 *
 * @since 0.2.0
 */
export type Simplification =
  | {
      readonly code: 'Simplified'
      readonly patch: readonly PatchOperation[]
      /** The terms of the required node affinity afterwards; null when it is not needed. */
      readonly terms: readonly NodeSelectorTerm[] | null
      /** Tolerations that others make needless. */
      readonly needless: readonly FieldPath[]
      readonly exact: boolean
    }
  | { readonly code: 'Simple'; readonly exact: boolean }
  | { readonly code: 'Unsatisfiable' }

/**
 * Says a policy with the fewest terms, then the fewest requirements, and without tolerations that others make needless.
 *
 * - **Rules**
 *   1. `nodeName` and `nodeSelector` stay; terms do not repeat them.
 *   2. Terms that no node matches, or that others imply, go; terms are put together, requirements that others imply go.
 *   3. A toleration goes if another tolerates all that it tolerates, and pods are evicted at the same time without it: the first that
 *      tolerates a taint says for how long.
 *   4. The patch is the smallest edit: terms, requirements and values that are the same stay where they are.
 *
 * - **Laws** Applied, the patch gives a policy that is `equivalent`, and of which nothing is left to simplify.
 * - **Cost** With few labels the fewest terms are searched for among all; with many (more than 4,096 combinations of values that matter) each term
 *   and each requirement is tried without, which is sound, but not always the shortest: `exact` is false.
 * - **Errors** Never throws. A change of a template rolls out: this is for those who write it.
 *
 * @example
 * import { daemonSetPolicy, orThrow } from 'podfit'
 * import { simplify } from 'podfit/analysis'
 *
 * const zone = (value: string) => ({ matchExpressions: [{ key: 'zone', operator: 'In', values: [value] }] })
 * const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [zone('a'), zone('b')] } }
 * const policy = orThrow(daemonSetPolicy({ spec: { template: { spec: { affinity: { nodeAffinity } } } } }))
 * const simpler = simplify(policy)
 * simpler.code === 'Simplified' && simpler.terms // => [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a', 'b'] }] }]
 *
 * @since 0.2.0
 */
export const simplify = (policy: Policy): Simplification => {
  const universe = universeOf([policy], ANY_NODE)
  const demanded = demandsOf(policy, universe)
  const { terms } = demanded
  const within = boxOf(universe, EVERYTHING, selecting(demanded))
  if (within === undefined) return { code: 'Unsatisfiable' }
  const needless = needlessTolerations(policy)
  const removed = needless.toReversed().map((path): PatchOperation => ({ op: 'remove', path }))

  const region = terms?.flatMap(({ demands }) => {
    const inside = demands && boxOf(universe, within, demands)
    const box = demands && boxOf(universe, EVERYTHING, demands)
    return inside === undefined || box === undefined ? [] : [box]
  })
  if (region !== undefined && region.length === 0) return { code: 'Unsatisfiable' }
  const least = region && leastTerms(universe, region, within)
  const given = (policy.affinity?.terms ?? []).map(writtenTerm)
  const shorter =
    least !== undefined && lengthOf(least.terms) < lengthOf(given) ? least.terms : undefined
  const exact = least?.exact ?? true
  if (shorter === undefined && needless.length === 0) return { code: 'Simple', exact }
  const isFree = region === undefined || least?.terms.some((term) => term.length === 0) === true
  const left = isFree ? null : (shorter ?? given).map(termOf)
  const change =
    shorter === undefined || policy.affinity === undefined
      ? []
      : termEdit(policy.affinity, isFree ? null : shorter)
  return { code: 'Simplified', patch: [...change, ...removed], terms: left, needless, exact }
}

/** The fewest terms for the nodes of a region, or where that is too much to try, fewer. */
export const leastTerms = (universe: Universe, region: Region, within: Box): Minimal =>
  minimal(universe, region, within) ?? shortened(universe, region, within)

const STEPS = 2_000_000

/**
 * Fewer terms, as far as trying each of them and each variable of each without finds some: sound, and not always the fewest. What
 * requirements of one term allow of a variable can be said by requirements.
 */
const shortened = (universe: Universe, region: Region, within: Box): Minimal => {
  const budget: Budget = { left: STEPS }
  const implied = (box: Box, by: Region): boolean => {
    const inside = intersection(box, within)
    return inside === undefined || outside(universe, [inside], by, budget).code === 'None'
  }
  const wider = region.map((box) =>
    [...box.keys()].reduce((kept, at) => {
      const without = new Map(kept)
      without.delete(at)
      return implied(without, region) ? without : kept
    }, box),
  )
  const fewer = wider.reduce<Region>((kept, box) => {
    const others = kept.filter((other) => other !== box)
    return implied(box, others) ? others : kept
  }, wider)
  const terms = fewer.map((box) =>
    [...box].flatMap(
      ([at, mask]) => expressed(universe.variables[at] as Variable, mask) as readonly Written[],
    ),
  )
  return { terms, exact: false }
}

/** The paths of tolerations of the template that others make needless. */
export const needlessTolerations = ({ tolerations }: Policy): readonly FieldPath[] => {
  const kept = tolerations.reduce(
    (rest, toleration) =>
      toleration.source !== 'automatic' && isNeedless(toleration, rest)
        ? rest.filter((other) => other !== toleration)
        : rest,
    tolerations,
  )
  return tolerations.flatMap((toleration) =>
    kept.includes(toleration) || toleration.source === 'automatic' ? [] : [toleration.source],
  )
}

/**
 * Whether a toleration can go: one before it tolerates all that it does, so that it is never used, or one behind it, and none up to
 * there lets a pod stay for another time.
 */
const isNeedless = (toleration: ReadToleration, all: readonly ReadToleration[]): boolean => {
  const at = all.indexOf(toleration)
  if (all.slice(0, at).some((other) => includes(other, toleration))) return true
  const behind = all.slice(at + 1)
  const next = behind.findIndex((other) => includes(other, toleration))
  return (
    next >= 0 &&
    behind
      .slice(0, next + 1)
      .every((other) => toleration.effect === NO_SCHEDULE || other.seconds === toleration.seconds)
  )
}

/** Whether the first toleration tolerates all that the second does: what `tolerates` says of each taint, said of all of them. */
const includes = (a: ReadToleration, b: ReadToleration): boolean =>
  (a.key === '' || a.key === b.key) &&
  (a.effect === '' || a.effect === b.effect) &&
  (a.operator === 'Exists' ||
    (a.key === b.key && a.value === b.value && operatorOf(a) === operatorOf(b)))

const operatorOf = ({ operator }: ReadToleration): string => (operator === '' ? 'Equal' : operator)
