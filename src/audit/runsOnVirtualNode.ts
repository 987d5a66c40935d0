import { POD_SPEC } from '../kube/podTemplate.js'
import { compareText } from '../data/compareText.js'
import { grouped } from '../data/grouped.js'
import { nameOf } from '../kube/objectFacts.js'
import { virtualSign, type VirtualSign } from '../taint/virtualNode.js'
import type { Finding } from '../reason/finding.js'
import type { TaintText } from '../reason/reason.js'
import { taintParts } from '../taint/taintParts.js'
import type { AuditRule } from './rule.js'

/** It should run on virtual nodes, where its pods never start: Fargate, virtual kubelets. @since 0.1.0 */
export interface RunsOnVirtualNode extends Finding {
  readonly code: 'RunsOnVirtualNode'
  /** The label that says so, `key=value`. */
  readonly label?: string
  /** The taint that says so, where no label does. */
  readonly taint?: TaintText
  readonly nodes: readonly string[]
}

/** DaemonSets that run on virtual nodes, once for each label or taint that says so. */
export const runsOnVirtualNode: AuditRule<RunsOnVirtualNode> = {
  code: 'RunsOnVirtualNode',
  severities: ['error'],
  needs: ['daemonSets', 'nodes'],
  doc: {
    means:
      'It should run on virtual nodes, where its pods never start: Fargate, virtual kubelets (`nodes`; `label` or `taint` says so). It mostly tolerates too much.',
    fix: 'Keep it away with a required node affinity (`NotIn`), or tolerate fewer taints; `podfit suggest DAEMONSET` writes tolerations that leave virtual nodes out.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ subject, runs }) => {
      const virtual = runs.flatMap((node) => {
        const sign = virtualSign(node)
        return sign === undefined ? [] : [{ sign: told(sign), name: nameOf(node) }]
      })
      const groups = grouped(virtual, ({ sign }) => JSON.stringify(sign))
      return [...groups]
        .sort(([a], [b]) => compareText(a, b))
        .map(([, same]): RunsOnVirtualNode => ({
          code: 'RunsOnVirtualNode',
          severity: 'error',
          subject,
          path: POD_SPEC,
          ...same[0].sign,
          nodes: same.map(({ name }) => name),
        }))
    }),
}

const told = (sign: VirtualSign): Pick<RunsOnVirtualNode, 'label' | 'taint'> =>
  'label' in sign ? sign : { taint: taintParts(sign.taint) }
