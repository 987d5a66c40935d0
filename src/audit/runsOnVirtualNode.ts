import { own } from '../data/own.js'
import { POD_SPEC } from '../kube/podTemplate.js'
import type { Node } from '../kube/node.js'
import { nameOf } from '../kube/objectFacts.js'
import { VIRTUAL_NODE_LABELS } from '../kube/wellKnownLabels.js'
import type { Finding } from '../reason/finding.js'
import type { AuditRule } from './rule.js'

/** It should run on virtual nodes, where its pods never start: Fargate, virtual kubelets. @since 0.1.0 */
export interface RunsOnVirtualNode extends Finding {
  readonly code: 'RunsOnVirtualNode'
  /** The label that says so, `key=value`. */
  readonly label: string
  readonly nodes: readonly string[]
}

const virtualLabel = ({ metadata }: Node): string | undefined =>
  VIRTUAL_NODE_LABELS.find(([key, value]) => own(metadata?.labels, key) === value)?.join('=')

/** DaemonSets that run on virtual nodes, once for each label that says so. */
export const runsOnVirtualNode: AuditRule<RunsOnVirtualNode> = {
  code: 'RunsOnVirtualNode',
  severities: ['error'],
  needs: ['daemonSets', 'nodes'],
  doc: {
    means:
      'It should run on virtual nodes, where its pods never start: Fargate, virtual kubelets (`label`, `nodes`). It mostly tolerates too much.',
    fix: 'Keep it away with a required node affinity (`NotIn`), or tolerate fewer taints.',
  },
  check: ({ daemonSets }) =>
    daemonSets.flatMap(({ subject, runs }) =>
      VIRTUAL_NODE_LABELS.map((label) => label.join('=')).flatMap(
        (label): readonly RunsOnVirtualNode[] => {
          const nodes = runs.filter((node) => virtualLabel(node) === label).map(nameOf)
          return nodes.length === 0
            ? []
            : [
                {
                  code: 'RunsOnVirtualNode',
                  severity: 'error',
                  subject,
                  path: POD_SPEC,
                  label,
                  nodes,
                },
              ]
        },
      ),
    ),
}
