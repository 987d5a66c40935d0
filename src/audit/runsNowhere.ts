import { POD_SPEC } from '../kube/podTemplate.js'
import { nameOf } from '../kube/objectFacts.js'
import type { Finding } from '../reason/finding.js'
import { keepsAway } from '../taint/untolerated.js'
import type { AuditRule } from './rule.js'
import { taintedNodes, type TaintedNodes } from './taintedNodes.js'

/**
 * No node runs it: DESIRED is 0. An error when taints alone keep it from nodes that it selects.
 *
 * @since 0.1.0
 */
export interface RunsNowhere extends Finding {
  readonly code: 'RunsNowhere'
  /** The nodes that it selects, and that refuse it for their taints. */
  readonly selected: readonly string[]
  /** The taints on those that it does not tolerate. */
  readonly taints: readonly TaintedNodes[]
}

/** DaemonSets that no node runs. Without nodes that is nothing to wonder at. */
export const runsNowhere: AuditRule<RunsNowhere> = {
  code: 'RunsNowhere',
  severities: ['error', 'warning'],
  needs: ['daemonSets', 'nodes'],
  doc: {
    means:
      'No node runs it: DESIRED is 0. An error when taints alone keep it from every node that matches its nodeSelector and affinity (`selected`, `taints`); a warning when no node matches.',
    fix: 'Tolerate the taint, or correct the selector.',
  },
  check: ({ nodes, daemonSets }) =>
    daemonSets
      .filter(({ runs }) => nodes.length > 0 && runs.length === 0)
      .map(({ subject, policy: { tolerations, semantics }, selects }) => ({
        code: 'RunsNowhere',
        severity: selects.length > 0 ? 'error' : 'warning',
        subject,
        path: selects.length > 0 ? [...POD_SPEC, 'tolerations'] : POD_SPEC,
        selected: selects.map(nameOf),
        taints: taintedNodes(selects, (taint) => keepsAway(tolerations, taint, semantics)),
      })),
}
