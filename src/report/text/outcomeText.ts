import type { Cascade, Outcome } from '../../sync/outcome.js'
import type { Plan } from '../../sync/plan.js'
import type { Style } from './style.js'
import { upstreamSyncError } from '../upstream/upstream.js'

const OUTCOME_TEXT: Readonly<
  Record<Exclude<Outcome['code'], 'Failed' | 'Synced' | 'BeingDeleted'>, string>
> = {
  SelectsAllPods: 'the selector is empty, so the controller does nothing',
  WaitsForExpectations: 'earlier writes are not yet observed, so only the status is written',
}

const CASCADE_TEXT: Readonly<Record<Cascade, string>> = {
  foreground: 'the garbage collector deletes its pods and revisions first, then it',
  orphan: 'the garbage collector lets go of its pods and revisions, which stay',
  background: 'its pods and revisions go after it, once its finalizers are gone',
}

/** How a pass ends, unless it just goes through. */
export const outcomeText = (plan: Plan, style: Style): readonly string[] => {
  switch (plan.outcome.code) {
    case 'Synced':
      return []
    case 'Failed':
      return [`${style.bad('!')} the controller fails: ${upstreamSyncError(plan)}`]
    case 'BeingDeleted':
      return [
        `${style.warn('!')} the DaemonSet is being deleted, so the controller does nothing: ${CASCADE_TEXT[plan.outcome.cascade]}`,
      ]
    default:
      return [`${style.warn('!')} ${OUTCOME_TEXT[plan.outcome.code]}`]
  }
}
