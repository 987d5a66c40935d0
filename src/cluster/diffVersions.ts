import { equalJson } from '../data/equalJson.js'
import { grouped } from '../data/grouped.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OfKind } from '../kube/kind.js'
import type { Semantics } from '../kube/semantics.js'
import { SWITCHES } from '../kube/switches.js'
import type { Plan } from '../sync/plan.js'
import { diffPlans, type PlanDifference } from '../sync/diffPlans.js'
import type { Cluster } from './cluster.js'
import { plan, type PlanOptions } from './plan.js'

/**
 * What the rules of another version change for a DaemonSet as it is now.
 *
 * @since 0.2.0
 */
export interface VersionDiff {
  readonly before: Plan
  readonly after: Plan
  readonly differences: readonly PlanDifference[]
  /**
   * The switches that the differences depend on: turned back on their own, the plan afterwards would be
   * another one; or turned first, they alone make a difference that is listed. Empty without differences (or
   * where nothing but three at once would do).
   */
  readonly because: readonly (keyof Semantics)[]
}

/**
 * What the plans under two versions depend on besides the objects: the rules that apply now, and those that
 * are to apply.
 *
 * @since 0.2.0
 */
export interface DiffVersionsOptions extends Omit<PlanOptions, 'semantics'> {
  readonly from: Semantics
  readonly to: Semantics
}

/**
 * In what do the plans for this DaemonSet under two versions of Kubernetes differ, and because of which
 * rules? Both are made for the same instant and the same objects; the change may go up or down.
 *
 * - **Laws** the same semantics change nothing; what does not differ between the two is never a cause
 * - **Cost** two plans, and where they differ up to two more for each switch that differs and that the first two asked
 *
 * @example
 * import { cluster, semanticsFor } from 'podfit'
 * import { diffVersions } from 'podfit/impact'
 *
 * const semanticsOf = (kubernetes: string) => {
 *   const found = semanticsFor({ kubernetes })
 *   if (found._tag === 'Left') throw new Error(found.left.code)
 *   return found.right.semantics
 * }
 * const daemonSet = {
 *   metadata: { namespace: 'default', name: 'agent', uid: 'u1' },
 *   spec: { selector: { matchLabels: { app: 'agent' } }, template: { metadata: { labels: { app: 'agent' } } } },
 * }
 * const done = {
 *   metadata: {
 *     namespace: 'default',
 *     name: 'agent-x',
 *     labels: { app: 'agent' },
 *     ownerReferences: [{ kind: 'DaemonSet', name: 'agent', uid: 'u1', controller: true }],
 *   },
 *   spec: { nodeName: 'n1' },
 *   status: { phase: 'Succeeded' },
 * }
 * const snapshot = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [done], revisions: [] })
 * diffVersions(snapshot, daemonSet, { now: new Date(0), from: semanticsOf('1.26.4'), to: semanticsOf('1.26.5') }).because // => ['succeededDeleted']
 *
 * @since 0.2.0
 */
export const diffVersions = <const K extends string>(
  snapshot: Cluster,
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  { from, to, ...options }: DiffVersionsOptions,
): VersionDiff => {
  const planned = (semantics: Semantics): Plan =>
    plan<string>(snapshot, daemonSet, { ...options, semantics })
  const [watchedFrom, watchedTo] = [watched(from), watched(to)]
  const before = planned(watchedFrom.semantics)
  const after = planned(watchedTo.semantics)
  const differences = diffPlans(before, after)
  if (differences.length === 0) return { before, after, differences, because: [] }
  const listed = grouped(differences, aboutOf)
  const isListed = (difference: PlanDifference): boolean =>
    (listed.get(aboutOf(difference)) ?? []).some((each) => equalJson(each, difference))
  // A plan that did not ask for a switch is the same with it and without it.
  const because = diffSemantics(from, to).filter(
    (name) =>
      (watchedTo.asked.has(name) &&
        diffPlans(planned({ ...to, [name]: from[name] }), after).length > 0) ||
      (watchedFrom.asked.has(name) &&
        diffPlans(before, planned({ ...from, [name]: to[name] })).some(isListed)),
  )
  return { before, after, differences, because }
}

/** What a difference is about: equal ones are about the same. */
const aboutOf = (difference: PlanDifference): string => {
  if ('name' in difference) return `${difference.code} ${difference.name}`
  if (difference.code !== 'Event') return difference.code
  return `Event ${JSON.stringify(difference.before ?? difference.after)}`
}

/** The same switches, and which of them have been asked for. */
const watched = (
  semantics: Semantics,
): { readonly semantics: Semantics; readonly asked: ReadonlySet<keyof Semantics> } => {
  const asked = new Set<keyof Semantics>()
  const watching = { ...semantics }
  for (const { name } of SWITCHES) {
    const get = (): boolean => {
      asked.add(name)
      return semantics[name]
    }
    Object.defineProperty(watching, name, { get, enumerable: true })
  }
  return { semantics: watching, asked }
}

/**
 * In which switches do the rules of two versions differ? In the order in which Kubernetes got them.
 *
 * @example
 * import { newestSemantics } from 'podfit'
 * import { diffSemantics } from 'podfit/impact'
 *
 * diffSemantics({ ...newestSemantics, surge: false }, newestSemantics) // => ['surge']
 *
 * @since 0.2.0
 */
export const diffSemantics = (from: Semantics, to: Semantics): readonly (keyof Semantics)[] =>
  SWITCHES.map(({ name }) => name).filter((name) => from[name] !== to[name])
