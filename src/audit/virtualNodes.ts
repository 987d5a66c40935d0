import { nameOf } from '../kube/objectFacts.js'
import { own } from '../data/own.js'
import type { Node } from '../kube/node.js'
import { VIRTUAL_NODE_LABELS } from '../kube/wellKnownLabels.js'
import type { RunsOnVirtualNode } from './finding.js'
import { POD_SPEC, type Survey } from '../impact/survey.js'

/** Whether a node is none that could start a pod of a DaemonSet. */
export const isVirtual = (node: Node): boolean => virtualLabel(node) !== undefined

const virtualLabel = ({ metadata }: Node): string | undefined => {
  const label = VIRTUAL_NODE_LABELS.find(([key, value]) => own(metadata?.labels, key) === value)
  return label?.join('=')
}

/** DaemonSets that run on virtual nodes, once for each label that says so. */
export const runsOnVirtualNodes = ({ daemonSets }: Survey): readonly RunsOnVirtualNode[] =>
  daemonSets.flatMap(({ subject, runs }) =>
    VIRTUAL_NODE_LABELS.map((label) => label.join('=')).flatMap((label) => {
      const nodes = runs.filter((node) => virtualLabel(node) === label).map(nameOf)
      if (nodes.length === 0) return []
      const found: RunsOnVirtualNode = {
        code: 'RunsOnVirtualNode',
        severity: 'error',
        subject,
        path: POD_SPEC,
        label,
        nodes,
      }
      return [found]
    }),
  )
