import * as RA from 'fp-ts/ReadonlyArray'
import { planAll } from '../cluster/planAll.js'
import { isSpecObserved } from '../kube/daemonSet.js'
import type { Finding } from '../reason/finding.js'
import type { StatusDifference } from '../sync/plan.js'
import { statusDifferences } from '../sync/status.js'
import type { Audited, AuditRule } from './rule.js'

/** A status that the next pass will change. @since 0.1.0 */
export interface StaleStatus extends Finding {
  readonly code: 'StaleStatus'
  readonly differences: readonly StatusDifference[]
  /** Whether the controller has seen the newest spec. */
  readonly observed: boolean
}

/** DaemonSets of the cluster whose recorded numbers are not those of the next pass at an instant. */
export const staleStatus: AuditRule<StaleStatus> = {
  code: 'StaleStatus',
  severities: ['warning', 'note'],
  frequent: true,
  needs: ['daemonSets', 'nodes', 'pods', 'revisions', 'now'],
  doc: {
    means:
      'The recorded status is not what the next pass of the controller writes (`differences`). A warning where the controller has not observed the newest spec (`observed: false`); otherwise a note, for pods change between two passes.',
    fix: 'Nothing, if it goes away; otherwise see that the controller manager runs. A change of the DaemonSet, of labels or taints of a node, or of a pod triggers a sync.',
  },
  check: (audited) => stale(audited),
}

const stale = ({ cluster, daemonSets, semantics, now }: Audited): readonly StaleStatus[] => {
  if (now === undefined) return []
  const given = daemonSets.map(({ daemonSet }) => daemonSet)
  const plans = planAll(cluster, given, { now, semantics })
  return RA.zip(plans)(daemonSets).flatMap(([{ daemonSet, subject }, { status }]) => {
    if (status.written !== true) return []
    const observed = isSpecObserved(daemonSet)
    return [
      {
        code: 'StaleStatus',
        severity: observed ? 'note' : 'warning',
        subject,
        path: ['status'],
        differences: statusDifferences(status),
        observed,
      },
    ]
  })
}
