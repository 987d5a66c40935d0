import { causesSync } from '../cluster/causesSync.js'
import { nameOf } from '../kube/objectFacts.js'
import type { Cluster } from '../cluster/cluster.js'
import { editCluster } from '../cluster/edit.js'
import { compareText } from '../data/compareText.js'
import type { Node } from '../kube/node.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import { addedNodes } from './addedNodes.js'
import { changeNode } from './changeNode.js'
import type { ChangeFault, ClusterChange, NodeChoice } from './clusterChange.js'
import type { DrainedPod } from './drained.js'

/**
 * What one change did, and who noticed.
 *
 * @since 0.1.0
 */
export interface WhatIfStep {
  /** The nodes that were changed, made or deleted. */
  readonly nodes: readonly string[]
  readonly faults: readonly ChangeFault[]
  /** The pods of drained nodes. */
  readonly drained: readonly DrainedPod[]
  /** Whether the DaemonSet controller looks at any of it, and which DaemonSets it then syncs. */
  readonly noticed: boolean
  readonly queued: readonly string[]
}

/** A cluster after a change. @since 0.1.0 */
export interface Changed {
  readonly cluster: Cluster
  readonly step: WhatIfStep
}

/**
 * Carries out a change on a cluster. What kubectl refuses on a node is a fault and leaves the node as it is;
 * a refused drain leaves it cordoned.
 *
 * - **Errors** Never throws; faults are part of the step.
 *
 * @since 0.1.0
 */
export const applyChange = (
  cluster: Cluster,
  change: ClusterChange,
  semantics: Semantics = newestSemantics,
): Changed => {
  const { found, faults } = chosen(cluster, change)
  const edits = found.map((node) => ({ node, ...changeNode(cluster, node, change, semantics) }))
  const after = editCluster(cluster, {
    put: { nodes: edits.flatMap(({ put }) => put ?? []) },
    drop: {
      nodes: edits.flatMap(({ drop }) => drop?.nodes ?? []),
      pods: edits.flatMap(({ drop }) => drop?.pods ?? []),
    },
  })
  const events = edits.flatMap((edit) => edit.events)
  const caused = events.map((event) => causesSync(event, after, semantics))
  return {
    cluster: after,
    step: {
      nodes: edits.flatMap((edit) => (edit.events.length > 0 ? nameOf(edit.node) : [])),
      faults: [...faults, ...edits.flatMap((edit) => edit.faults ?? [])],
      drained: edits.flatMap(({ drained }) => drained ?? []),
      noticed: caused.some(({ ignored }) => !ignored),
      queued: [...new Set(caused.flatMap(({ queued }) => queued))].sort(compareText),
    },
  }
}

/** The nodes that a change is about; new ones for a pool that grows. */
const chosen = (
  { nodes }: Cluster,
  change: ClusterChange,
): { readonly found: readonly Node[]; readonly faults: readonly ChangeFault[] } => {
  if (change.code === 'Add') {
    return { found: addedNodes(change.template, change.count, new Set(nodes?.keys())), faults: [] }
  }
  return choose([...(nodes?.values() ?? [])], change.nodes)
}

const choose = (
  nodes: readonly Node[],
  choice: NodeChoice,
): { readonly found: readonly Node[]; readonly faults: readonly ChangeFault[] } => {
  if ('matches' in choice) {
    const found = nodes.filter(({ metadata }) => choice.matches(metadata?.labels))
    return { found, faults: found.length === 0 ? [{ code: 'NoNodeMatches' }] : [] }
  }
  const names = [...new Set(choice.names)]
  const found = names.flatMap((name) => nodes.find((node) => nameOf(node) === name) ?? [])
  const missing = names.filter((name) => !found.some((node) => nameOf(node) === name))
  return { found, faults: missing.map((node) => ({ code: 'NodeNotFound', node })) }
}
