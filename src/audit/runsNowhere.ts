import { POD_SPEC } from '../kube/podTemplate.js'
import { grouped } from '../data/grouped.js'
import type { Node } from '../kube/node.js'
import { nameOf, withTaints } from '../kube/objectFacts.js'
import { explain } from '../placement/explain.js'
import type { Policy } from '../placement/policy.js'
import type { Finding } from '../reason/finding.js'
import type { Reason } from '../reason/reason.js'
import { reasonClass } from '../reason/reasonClass.js'
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
  /** Where it selects no node: why not, nodes with the same reasons together, those with the fewest reasons first. */
  readonly reasons: readonly NodesWithReasons[]
}

/** Why a DaemonSet does not run on some nodes, as found on the first of them. @since 0.2.0 */
export interface NodesWithReasons {
  readonly reasons: readonly Reason[]
  readonly nodes: readonly string[]
}

/** DaemonSets that no node runs. Without nodes that is nothing to wonder at. */
export const runsNowhere: AuditRule<RunsNowhere> = {
  code: 'RunsNowhere',
  severities: ['error', 'warning'],
  needs: ['daemonSets', 'nodes'],
  doc: {
    means:
      'No node runs it: DESIRED is 0. An error when taints alone keep it from every node that matches its nodeSelector and affinity (`selected`, `taints`); a warning when no node matches (`reasons`, with what comes nearest).',
    fix: 'Tolerate the taint, or correct the selector.',
  },
  check: ({ nodes, daemonSets }) =>
    daemonSets
      .filter(({ runs }) => nodes.length > 0 && runs.length === 0)
      .map(({ subject, policy, selects }) => ({
        code: 'RunsNowhere',
        severity: selects.length > 0 ? 'error' : 'warning',
        subject,
        path: selects.length > 0 ? [...POD_SPEC, 'tolerations'] : POD_SPEC,
        selected: selects.map(nameOf),
        taints: taintedNodes(selects, (taint) =>
          keepsAway(policy.tolerations, taint, policy.semantics),
        ),
        reasons: selects.length > 0 ? [] : unselected(policy, nodes),
      })),
}

const unselected = (policy: Policy, nodes: readonly Node[]): readonly NodesWithReasons[] => {
  const found = nodes.map((node) => ({
    name: nameOf(node),
    reasons: explain(policy, withTaints(node, [])).reasons,
  }))
  const groups = grouped(found, ({ reasons }) => JSON.stringify(reasons.map(reasonClass)))
  return [...groups.values()]
    .map((same) => ({ reasons: same[0].reasons, nodes: same.map(({ name }) => name) }))
    .sort((a, b) => a.reasons.length - b.reasons.length)
}
