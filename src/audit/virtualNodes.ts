import { nameOf } from '../kube/objectFacts.js'
import { own } from '../data/own.js'
import type { Node } from '../kube/node.js'
import type { RunsOnVirtualNode } from './finding.js'
import { POD_SPEC, type Survey } from '../impact/survey.js'

/** Labels of nodes on which the pods of a DaemonSet never start. */
const VIRTUAL: readonly (readonly [key: string, value: string])[] = [
  ['eks.amazonaws.com/compute-type', 'fargate'],
  ['type', 'virtual-kubelet'],
]

/** Whether a node is none that could start a pod of a DaemonSet. */
export const isVirtual = (node: Node): boolean => virtualLabel(node) !== undefined

const virtualLabel = ({ metadata }: Node): string | undefined => {
  const label = VIRTUAL.find(([key, value]) => own(metadata?.labels, key) === value)
  return label?.join('=')
}

/** DaemonSets that run on virtual nodes, once for each label that says so. */
export const runsOnVirtualNodes = ({ daemonSets }: Survey): readonly RunsOnVirtualNode[] =>
  daemonSets.flatMap(({ subject, runs }) =>
    VIRTUAL.map((label) => label.join('=')).flatMap((label) => {
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
