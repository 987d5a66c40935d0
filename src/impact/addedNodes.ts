import type { Node } from '../kube/node.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'

const HOSTNAME = 'kubernetes.io/hostname'

/** Nodes that a pool makes, each under a name that is free, and with it as its host name. */
export const addedNodes = (
  { node }: NodeTemplate,
  count: number,
  taken: ReadonlySet<string>,
): readonly Node[] => {
  const nodes: Node[] = []
  const pool = node.metadata?.name ?? 'node'
  for (let i = 1; nodes.length < count; i++) {
    const name = `${pool}-${i}`
    if (taken.has(name)) continue
    const labels = { ...node.metadata?.labels, [HOSTNAME]: name }
    nodes.push({ ...node, metadata: { ...node.metadata, name, labels } })
  }
  return nodes
}
