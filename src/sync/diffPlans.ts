import { equalJson } from '../data/equalJson.js'
import type { Decision } from '../reason/verdict.js'
import type { Choice } from './choose.js'
import { nodesWithoutReasons } from './nodesWithoutReasons.js'
import type {
  Outcome,
  Create,
  Plan,
  PlannedEvent,
  PodPlan,
  RevisionStep,
  RollingUpdateStep,
  StatusNumbers,
  StatusStep,
} from './plan.js'

/** What one side has and the other has otherwise; a side without it is absent. @since 0.1.0 */
export interface BeforeAfter<A> {
  readonly before?: A
  readonly after?: A
}

/**
 * Something in which two plans for the same objects differ.
 *
 * @since 0.1.0
 */
export type PlanDifference =
  | ({ readonly code: 'Outcome' } & BeforeAfter<Outcome>)
  | ({ readonly code: 'Node'; readonly name: string } & BeforeAfter<Decision>)
  | ({ readonly code: 'Create'; readonly name: string } & BeforeAfter<Create>)
  | ({ readonly code: 'Pod'; readonly name: string } & BeforeAfter<PodPlan>)
  | ({ readonly code: 'Choice'; readonly name: string } & BeforeAfter<Choice>)
  | ({ readonly code: 'RollingUpdate' } & BeforeAfter<RollingUpdateStep>)
  | ({ readonly code: 'Revision' } & BeforeAfter<RevisionStep>)
  /** A number that the DaemonSet's status has once the pass is over. */
  | ({ readonly code: 'Status'; readonly name: keyof StatusNumbers } & BeforeAfter<number | string>)
  | ({ readonly code: 'Event' } & BeforeAfter<PlannedEvent>)

/**
 * In what do two plans for the same objects differ, say under the rules of two versions?
 *
 * - **Shapes** What follows from something that is listed is not: labels of created pods follow from the
 *   revision, the backoff from the events.
 * - **Laws** no plan differs from itself; the other way round, before and after change places
 *
 * @example
 * import { plan } from 'podfit'
 * import { diffPlans } from 'podfit/impact'
 *
 * const metadata = { namespace: 'default', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const planOn = (name: string) => plan({ daemonSet, nodes: [{ metadata: { name } }], pods: [], revisions: [], now: new Date(0) })
 * diffPlans(planOn('n1'), planOn('n1')) // => []
 * diffPlans(planOn('n1'), planOn('n2')).length // => 4
 *
 * @since 0.2.0
 */
export const diffPlans = (before: Plan, after: Plan): readonly PlanDifference[] => {
  const step = <Code extends string, A>(code: Code, a: A, b: A) =>
    equalJson(a, b) ? [] : [{ code, before: a, after: b }]
  const each = <Code extends string, A>(code: Code, pairs: readonly Pair<A>[]) =>
    pairs.map(({ name, sides }) => ({ code, name, ...sides }))
  return [
    ...step('Outcome' as const, before.outcome, after.outcome),
    ...each('Node' as const, pairsOf(decisionsOf(before), decisionsOf(after))),
    ...each(
      'Create' as const,
      pairsOf(byName(before.creates, nodeOf), byName(after.creates, nodeOf)),
    ),
    ...each('Pod' as const, pairsOf(byName(before.pods, podName), byName(after.pods, podName))),
    ...each('Choice' as const, pairsOf(byName(before.choices, idOf), byName(after.choices, idOf))),
    ...step('RollingUpdate' as const, before.rollingUpdate, after.rollingUpdate),
    ...step('Revision' as const, before.revision, after.revision),
    ...statusPairs(before, after),
    ...pairsOf(byName(before.events, textOf), byName(after.events, textOf)).map(({ sides }) => ({
      code: 'Event' as const,
      ...sides,
    })),
  ]
}

const nodeOf = ({ node }: Create): string => node
const podName = ({ name }: PodPlan): string => name
const idOf = ({ id }: Choice): string => id
const textOf = (event: PlannedEvent): string => JSON.stringify(event)

const byName = <A>(items: readonly A[], name: (item: A) => string): ReadonlyMap<string, A> =>
  new Map(items.map((item) => [name(item), item]))

const decisionsOf = (plan: Plan): ReadonlyMap<string, Decision> =>
  new Map(nodesWithoutReasons(plan).map(({ name, decision }) => [name, decision]))

interface Pair<A> {
  readonly name: string
  readonly sides: BeforeAfter<A>
}

/** What is not the same on both sides, in the order of the first side, then of the second. */
const pairsOf = <A>(
  before: ReadonlyMap<string, A>,
  after: ReadonlyMap<string, A>,
): readonly Pair<A>[] => {
  const pairs: Pair<A>[] = []
  for (const [name, a] of before) {
    const b = after.get(name)
    if (equalJson(a, b)) continue
    const sides = { ...(a !== undefined && { before: a }), ...(b !== undefined && { after: b }) }
    pairs.push({ name, sides })
  }
  for (const [name, b] of after) if (!before.has(name)) pairs.push({ name, sides: { after: b } })
  return pairs
}

/** The numbers as they are once the pass is over. */
const shown = ({ written, computed, recorded }: StatusStep): StatusNumbers =>
  written === false ? recorded : computed

const statusPairs = (before: Plan, after: Plan): readonly PlanDifference[] => {
  const numbers = ({ status }: Plan): ReadonlyMap<string, number | string> =>
    new Map(Object.entries(shown(status)))
  return pairsOf(numbers(before), numbers(after)).map(({ name, sides }) => ({
    code: 'Status',
    name: name as keyof StatusNumbers,
    ...sides,
  }))
}
