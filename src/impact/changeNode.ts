import * as E from 'fp-ts/Either'
import type { ClusterEvent } from '../cluster/causesSync.js'
import { nameOf, namespacedName } from '../kube/objectFacts.js'
import type { Cluster } from '../cluster/cluster.js'
import type { Node } from '../kube/node.js'
import type { Semantics } from '../kube/semantics.js'
import { cordonNode, uncordonNode } from '../kubectl/cordon.js'
import type { DrainOptions } from '../kubectl/drain.js'
import { editLabels } from '../kubectl/editLabels.js'
import { editTaints } from '../kubectl/editTaints.js'
import type { ChangeFault, ClusterChange } from './clusterChange.js'
import { drainedPods, type DrainedPod } from './drained.js'

/** What a change makes of one node, and what the API server tells its watchers. */
export interface ChangedNode {
  readonly events: readonly ClusterEvent[]
  readonly put?: Node
  /** Keys of what goes. */
  readonly drop?: { readonly nodes?: readonly string[]; readonly pods?: readonly string[] }
  readonly drained?: readonly DrainedPod[]
  readonly faults?: readonly ChangeFault[]
}

/** Carries out a change on one node. */
export const changeNode = (
  cluster: Cluster,
  node: Node,
  change: ClusterChange,
  semantics: Semantics,
): ChangedNode => {
  const name = nameOf(node)
  switch (change.code) {
    case 'Taint': {
      const { overwrite = false } = change
      const edited = editTaints(node.spec?.taints, change.edit, { overwrite })
      if (E.isLeft(edited)) return refused({ code: 'TaintRefused', node: name, fault: edited.left })
      return updated(node, { ...node, spec: { ...node.spec, taints: edited.right.taints } })
    }
    case 'Label': {
      const { overwrite = false } = change
      const edited = editLabels(node.metadata?.labels, change.edit, { overwrite })
      if (E.isLeft(edited)) return refused({ code: 'LabelRefused', node: name, fault: edited.left })
      return updated(node, { ...node, metadata: { ...node.metadata, labels: edited.right } })
    }
    case 'Cordon':
      return updated(node, cordonNode(node))
    case 'Uncordon':
      return updated(node, uncordonNode(node))
    case 'Drain':
      return drainNode(cluster, node, change.options, semantics)
    case 'Delete':
      return { events: [{ code: 'NodeDeleted', node }], drop: { nodes: [name] } }
    case 'Add':
      return { events: [{ code: 'NodeAdded', node }], put: node }
  }
}

const drainNode = (
  cluster: Cluster,
  node: Node,
  options: DrainOptions | undefined,
  semantics: Semantics,
): ChangedNode => {
  const cordoned = cordonNode(node)
  const drained = drainedPods(cluster, cordoned, options, semantics)
  const fails = drained.some(({ fate }) => fate.code === 'Refused')
  const evicted = new Set(
    fails ? [] : drained.filter(({ fate }) => fate.code === 'Evicted').map(namespacedName),
  )
  const { events, ...put } = updated(node, cordoned)
  const gone = [...(cluster.pods ?? [])].filter(([key]) => evicted.has(key))
  return {
    ...put,
    events: [...events, ...gone.map(([, pod]) => ({ code: 'PodDeleted', pod }) as const)],
    drop: { pods: [...evicted] },
    drained,
    ...(fails && { faults: [{ code: 'DrainRefused', node: nameOf(node) }] }),
  }
}

const refused = (fault: ChangeFault): ChangedNode => ({ events: [], faults: [fault] })

const updated = (before: Node, node: Node): ChangedNode => ({
  events: [{ code: 'NodeUpdated', before, node }],
  put: node,
})
