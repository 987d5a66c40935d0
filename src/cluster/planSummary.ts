import type { Choice } from '../sync/choose.js'
import type { Disposition } from '../sync/disposition.js'
import type { CurrentRevision, Plan } from '../sync/plan.js'

/** How many of each a plan does, over its certain steps and its choices. @since 0.1.0 */
export interface PlanSummary {
  readonly creates: number
  readonly deletes: number
  readonly misscheduled: number
  readonly unchanged: number
}

/**
 * Counts what a plan does.
 *
 * @example
 * import { plan } from 'podfit'
 * import { planSummary } from 'podfit/report'
 *
 * const metadata = { namespace: 'a', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const nodes = [{ metadata: { name: 'n1' } }]
 * planSummary(plan({ daemonSet, nodes, pods: [], revisions: [], now: new Date(0) })) // => { creates: 1, deletes: 0, misscheduled: 0, unchanged: 0 }
 *
 * @since 0.1.0
 */
export const planSummary = (plan: Plan): PlanSummary => {
  const chosen = (action: Choice['action']): number =>
    plan.choices
      .filter((choice) => choice.action === action)
      .reduce((sum, choice) => sum + choice.count, 0)
  const pods = (code: Disposition['code']): number =>
    plan.pods.filter((pod) => pod.disposition.code === code).length
  const refused = plan.createsRefused !== undefined
  return {
    creates: refused
      ? 0
      : plan.creates.filter((create) => create.choice === undefined).length + chosen('create'),
    deletes: pods('delete') + chosen('delete'),
    misscheduled: pods('stay'),
    unchanged: pods('keep'),
  }
}

/**
 * Whether a plan changes anything but the status.
 *
 * @example
 * import { plan } from 'podfit'
 * import { hasChanges } from 'podfit/report'
 *
 * const metadata = { namespace: 'a', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const nodes = [{ metadata: { name: 'n1' } }]
 * hasChanges(plan({ daemonSet, nodes, pods: [], revisions: [], now: new Date(0) })) // => true
 *
 * @since 0.1.0
 */
export const hasChanges = (plan: Plan): boolean =>
  (plan.creates.length > 0 && plan.createsRefused === undefined) ||
  plan.choices.some(({ action }) => action !== 'create' || plan.createsRefused === undefined) ||
  plan.pods.some(({ claim, disposition }) => claim !== 'owned' || disposition.code === 'delete') ||
  plan.revision.code === 'New' ||
  (plan.revision.code === 'Current' && revisionChanges(plan.revision) > 0)

const revisionChanges = (revision: CurrentRevision): number =>
  Object.keys(revision.renumbered).length +
  [revision.deleted, revision.relabelled, revision.adopted, revision.released, revision.labelled]
    .map((names) => names.length)
    .reduce((a, b) => a + b)
