import { equalJson } from '../../data/equalJson.js'
import type { Instant } from '../../data/instant.js'
import type { Maybe } from '../../data/maybe.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { controllerOf } from '../../kube/objectFacts.js'
import type { ObjectMeta } from '../../kube/objectMeta.js'
import type { Semantics } from '../../kube/semantics.js'
import type { Decision } from '../../reason/verdict.js'
import type { Plan } from '../../sync/plan.js'
import type { DecisionChange, TableChanges } from './decisionTable.js'
import type { Happened, HeldObjects, Stored, StoredKind, Taken } from './heldObjects.js'

/**
 * A DaemonSet whose plan says something else than before, be it of its pods, revisions or status. `before` is absent
 * for one that is new, `after` for one that is gone.
 *
 * @since 0.2.0
 */
export interface PlanChange {
  /** By namespace and name. */
  readonly daemonSet: string
  readonly before?: Plan
  readonly after?: Plan
}

/** The plan of every DaemonSet, for an instant. */
export interface PlanTable {
  /** The plans that are others after edits, which have changed these decisions. */
  readonly edit: (taken: Taken, changes: TableChanges) => readonly PlanChange[]
  /** The plans that are others at this instant. */
  readonly tick: (now: Instant | undefined) => readonly PlanChange[]
}

/**
 * A table of plans; `planOf` makes one from all that is there.
 *
 * - **Rules**
 *   1. A plan is made anew where a decision that is or was to run or keep a pod changes, where reasons change and pods
 *      of the DaemonSet are on the node, where it, its namespace, or a pod or revision that it may claim changes, and
 *      where something is known of a kind that was unknown.
 *   2. Time alone makes another plan only of one that waits for something.
 *
 * - **Cost** a plan of each DaemonSet that an edit concerns; to find these, of a pod
 *   O(DaemonSets of its namespace), of a revision O(DaemonSets)
 */
export const planTable = (
  held: HeldObjects,
  semantics: Semantics,
  start: Instant | undefined,
  planOf: (daemonSet: string, now: Instant | undefined) => Plan | undefined,
): PlanTable => {
  const plans = new Map<string, Plan>()
  let now = start

  /** The plans of some DaemonSets, made anew, as far as they say something else. */
  const replanned = (daemonSets: Iterable<string>): readonly PlanChange[] => {
    const changes: PlanChange[] = []
    for (const daemonSet of new Set(daemonSets)) {
      const before = plans.get(daemonSet)
      const after = planOf(daemonSet, now)
      if (after === undefined) plans.delete(daemonSet)
      else plans.set(daemonSet, after)
      if (samePlan(before, after)) continue
      changes.push({
        daemonSet,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
      })
    }
    return changes
  }

  const hasPods = ({ daemonSet, node }: DecisionChange): boolean => {
    const { metadata } = held.daemonSet(daemonSet) ?? {}
    for (const pod of held.podsFor(node)) if (mayClaim(metadata, pod, 'Pod')) return true
    return false
  }

  const concernedBy = ({ kind, key, was, is }: Happened): readonly string[] => {
    switch (kind) {
      case 'Node':
        return []
      case 'DaemonSet':
        return [key]
      case 'Namespace':
        return [...held.inNamespace(key).keys()]
      case 'Pod':
        return [...held.inNamespace((is ?? was)?.metadata?.namespace ?? '').keys()].filter(
          claimed(kind, was, is),
        )
      case 'ControllerRevision':
        return [...held.keys('DaemonSet')].filter(claimed(kind, was, is))
    }
  }

  const claimed =
    (kind: StoredKind, ...objects: readonly (Stored | undefined)[]) =>
    (daemonSet: string): boolean =>
      objects.some(
        (object) =>
          object !== undefined && mayClaim(held.daemonSet(daemonSet)?.metadata, object, kind),
      )

  const mayClaim = (daemonSet: Maybe<ObjectMeta>, object: Stored, kind: StoredKind): boolean => {
    const namespace = daemonSet?.namespace ?? ''
    const isNear =
      namespace === (object.metadata?.namespace ?? '') ||
      (kind === 'ControllerRevision' && (namespace === '' || !semantics.revisionsOfNamespace))
    if (!isNear) return false
    const controller = controllerOf(object.metadata)
    return controller === undefined || (controller.uid ?? '') === (daemonSet?.uid ?? '')
  }

  return {
    // Rule 1
    edit: ({ happened, isNewKind }, { decisions, reasons }) =>
      replanned([
        ...(isNewKind ? held.keys('DaemonSet') : []),
        ...decisions.flatMap(({ daemonSet, before, after }) =>
          runs(before) || runs(after) ? daemonSet : [],
        ),
        ...reasons.flatMap((change) => (hasPods(change) ? change.daemonSet : [])),
        ...happened.flatMap(concernedBy),
      ]),
    // Rule 2
    tick: (instant) => {
      const isOther = (now === undefined) !== (instant === undefined)
      now = instant
      return replanned(
        [...plans].flatMap(([key, plan]) =>
          isOther || waits(plan, held.daemonSet(key)) ? key : [],
        ),
      )
    },
  }
}

const runs = (decision: Decision | undefined): boolean => decision === 'run' || decision === 'stay'

/** Whether two plans, at whatever time, say the same of pods, revisions and status; nodes are there for their reasons. */
const samePlan = (a: Plan | undefined, b: Plan | undefined): boolean =>
  a === undefined || b === undefined
    ? a === b
    : [...new Set([...Object.keys(a), ...Object.keys(b)])].every(
        (key) => NOT_COMPARED.has(key) || equalJson(a[key as keyof Plan], b[key as keyof Plan]),
      )

const NOT_COMPARED: ReadonlySet<string> = /* @__PURE__ */ new Set(['now', 'nodes'])

/** Whether time alone can make another plan. */
const waits = ({ backoff, requeues }: Plan, daemonSet: DaemonSet | undefined): boolean =>
  requeues.length > 0 ||
  Object.keys(backoff).length > 0 ||
  (daemonSet?.spec?.minReadySeconds ?? 0) !== 0
