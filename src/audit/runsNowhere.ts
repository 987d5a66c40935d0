import { nameOf } from '../kube/objectFacts.js'
import { isBlocking } from '../taint/taintParts.js'
import { usedToleration } from '../taint/untolerated.js'
import type { RunsNowhere } from './finding.js'
import { POD_SPEC, type Survey } from '../impact/survey.js'
import { taintedNodes } from './taintedNodes.js'

/** DaemonSets that no node runs. Without nodes that is nothing to wonder at. */
export const runsNowhere = ({ nodes, daemonSets }: Survey): readonly RunsNowhere[] =>
  daemonSets
    .filter(({ runs }) => nodes.length > 0 && runs.length === 0)
    .map(({ subject, policy, selects }) => {
      const { tolerations, semantics } = policy
      return {
        code: 'RunsNowhere',
        severity: selects.length > 0 ? 'error' : 'warning',
        subject,
        path: selects.length > 0 ? [...POD_SPEC, 'tolerations'] : POD_SPEC,
        selected: selects.map(nameOf),
        taints: taintedNodes(
          selects,
          (taint) =>
            isBlocking(taint) && usedToleration(tolerations, taint, semantics) === undefined,
        ),
      }
    })
