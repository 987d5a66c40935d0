import * as E from 'fp-ts/Either'
import { validateLabels } from '../api/validateLabels.js'
import { causesSync, type ClusterEvent } from '../cluster/causesSync.js'
import type { Cluster, Named } from '../cluster/cluster.js'
import { nameOf, namespacedName, withLabel, withName, withTaints } from '../kube/objectFacts.js'
import { updateCluster } from '../cluster/updateCluster.js'
import { compareText } from '../data/compareText.js'
import { foundText } from '../data/foundText.js'
import type { Node } from '../kube/node.js'
import { newestSemantics, type Semantics, type SemanticsOptions } from '../kube/semantics.js'
import { LABEL_HOSTNAME } from '../kube/wellKnown.js'
import { cordonNode, uncordonNode } from '../kubectl/cordon.js'
import type { DrainOptions } from '../kubectl/drain.js'
import { editLabels } from '../kubectl/editLabels.js'
import { editTaints } from '../kubectl/editTaints.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import { changeObjects } from './changeObjects.js'
import type {
  ChangedObject,
  ChangeFault,
  ClusterChange,
  NodeChange,
  NodeChoice,
  ObjectChange,
} from './clusterChange.js'
import { drainedPods, type DrainedPod } from './drainedPods.js'

/**
 * What one change did, and who noticed.
 *
 * @since 0.1.0
 */
export interface WhatIfStep {
  /** The nodes that were changed, made or deleted. */
  readonly nodes: readonly string[]
  /** The DaemonSets and pods that were changed or deleted by name. */
  readonly objects: readonly ChangedObject[]
  readonly faults: readonly ChangeFault[]
  /** The pods of drained nodes. */
  readonly drained: readonly DrainedPod[]
  /** Whether the DaemonSet controller looks at any of it, and which DaemonSets it then syncs. */
  readonly noticed: boolean
  readonly queued: readonly string[]
  /** Set where that depends on objects that were not given. */
  readonly unknown?: readonly ('pods' | 'daemonSets')[]
}

/** A cluster after a change. @since 0.1.0 */
export interface Changed {
  readonly cluster: Cluster
  readonly step: WhatIfStep
}

/** Which release the controller is of. @since 0.2.0 */
export interface ApplyChangeOptions extends SemanticsOptions {}

/**
 * Carries out a change on a cluster. What kubectl refuses on a node is a fault and leaves the node as it is;
 * a refused drain leaves it cordoned.
 *
 * - **Errors** Never throws; faults are part of the step.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { applyChange } from 'podfit/impact'
 *
 * const before = cluster({ nodes: [{ metadata: { name: 'n1' } }] })
 * const nodes = { code: 'Named', names: ['n1', 'n2'] } as const
 * const { cluster: after, step } = applyChange(before, { code: 'Cordon', nodes })
 * after.nodes?.get('n1')?.spec?.unschedulable // => true
 * step.faults // => [{ code: 'NodeNotFound', node: 'n2' }]
 *
 * @since 0.1.0
 */
export const applyChange = (
  cluster: Cluster,
  change: ClusterChange,
  { semantics = newestSemantics }: ApplyChangeOptions = {},
): Changed => {
  if (isObjectChange(change)) {
    const { events, ...changed } = changeObjects(cluster, change, semantics)
    return {
      cluster: changed.cluster,
      step: {
        nodes: [],
        objects: changed.objects,
        faults: changed.faults,
        drained: [],
        ...noticedBy(events, changed.cluster, semantics),
        ...(changed.faults.some(({ code }) => code === 'ObjectUnknown') && {
          unknown: [change.code === 'DeletePod' ? 'pods' : 'daemonSets'],
        }),
      },
    }
  }
  const { found, faults } = chosen(cluster, change)
  const edits = found.map((node) => ({ node, ...changeNode(cluster, node, change, semantics) }))
  const after = updateCluster(cluster, {
    put: { nodes: edits.flatMap(({ put }) => put ?? []) },
    drop: {
      nodes: edits.flatMap(({ drop }) => drop?.nodes ?? []),
      pods: edits.flatMap(({ drop }) => drop?.pods ?? []),
    },
  })
  const events = edits.flatMap((edit) => edit.events)
  return {
    cluster: after,
    step: {
      nodes: edits.flatMap((edit) => (edit.events.length > 0 ? nameOf(edit.node) : [])),
      faults: [...faults, ...edits.flatMap((edit) => edit.faults ?? [])],
      objects: [],
      drained: edits.flatMap(({ drained }) => drained ?? []),
      ...noticedBy(events, after, semantics),
    },
  }
}

const isObjectChange = (change: ClusterChange): change is ObjectChange =>
  change.code === 'UpdateDaemonSet' ||
  change.code === 'DeleteDaemonSet' ||
  change.code === 'DeletePod'

const noticedBy = (
  events: readonly ClusterEvent[],
  after: Cluster,
  semantics: Semantics,
): Pick<WhatIfStep, 'noticed' | 'queued' | 'unknown'> => {
  const caused = events.map((event) => causesSync(event, after, { semantics }))
  return {
    noticed: caused.some(({ ignored }) => !ignored),
    queued: [...new Set(caused.flatMap(({ queued }) => queued))].sort(compareText),
    ...(caused.some(({ unknown }) => unknown !== undefined) && { unknown: ['pods'] }),
  }
}

interface Chosen {
  readonly found: readonly Node[]
  readonly faults: readonly ChangeFault[]
}

/** The nodes that a change is about; new ones for a pool that grows. */
const chosen = ({ nodes }: Cluster, change: NodeChange): Chosen => {
  if (change.code === 'Add') {
    const { template, count } = change
    if (isAddable(count)) {
      return { found: addedNodes(template, count, new Set(nodes?.keys())), faults: [] }
    }
    const expected = `a whole number from 1 to ${MOST_ADDED}`
    return { found: [], faults: [{ code: 'InvalidCount', expected, found: foundText(count) }] }
  }
  return choose(nodes ?? new Map<string, Node>(), change.nodes)
}

const choose = (nodes: Named<Node>, choice: NodeChoice): Chosen => {
  if (choice.code === 'Matching') {
    const found = [...nodes.values()].filter(({ metadata }) => choice.matches(metadata?.labels))
    return { found, faults: found.length === 0 ? [{ code: 'NoNodeMatches' }] : [] }
  }
  const names = [...new Set(choice.names)]
  return {
    found: names.flatMap((name) => nodes.get(name) ?? []),
    faults: names.flatMap((node) => (nodes.has(node) ? [] : [{ code: 'NodeNotFound', node }])),
  }
}

/** The most nodes that one change adds. */
export const MOST_ADDED = 100_000

const isAddable = (count: number): boolean =>
  Number.isInteger(count) && count >= 1 && count <= MOST_ADDED

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
    nodes.push(withLabel(withName(node, name), LABEL_HOSTNAME, name))
  }
  return nodes
}

/** What a change makes of one node, and what the API server tells its watchers. */
interface ChangedNode {
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
  change: NodeChange,
  semantics: Semantics,
): ChangedNode => {
  const name = nameOf(node)
  switch (change.code) {
    case 'Taint': {
      const { overwrite = false } = change
      const edited = editTaints(node.spec?.taints, change.edit, { overwrite })
      if (E.isLeft(edited)) {
        return refused({ code: 'TaintRefused', node: name, fault: edited.left[0] })
      }
      return updated(node, withTaints(node, edited.right.taints))
    }
    case 'Label': {
      const { overwrite = false } = change
      const edited = editLabels(node.metadata?.labels, change.edit, { overwrite })
      if (E.isLeft(edited)) {
        return refused({ code: 'LabelRefused', node: name, fault: edited.left[0] })
      }
      const errors = validateLabels(edited.right, ['metadata', 'labels'])
      if (errors.length > 0) return refused({ code: 'NodeInvalid', node: name, errors })
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
  const fails = drained.some(({ outcome }) => outcome.code === 'Refused')
  const evicted = new Set(
    fails ? [] : drained.filter(({ outcome }) => outcome.code === 'Evicted').map(namespacedName),
  )
  const { events, ...put } = updated(node, cordoned)
  const gone = [...evicted].flatMap((key) => cluster.pods?.get(key) ?? [])
  return {
    ...put,
    events: [...events, ...gone.map((pod) => ({ code: 'PodDeleted', pod }) as const)],
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
