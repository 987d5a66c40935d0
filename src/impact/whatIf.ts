import type { Cluster } from '../cluster/cluster.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import { applyChange, type WhatIfStep } from './applyChange.js'
import type { ClusterChange } from './clusterChange.js'
import { diff, type Impact } from './diff.js'
import type { ImpactOptions } from './nodePlacement.js'

/**
 * What follows from changes, one after the other.
 *
 * @since 0.1.0
 */
export interface WhatIf {
  readonly steps: readonly WhatIfStep[]
  /** What is different for the DaemonSets, and which pods are evicted, after all of them. */
  readonly impact: Impact
  /** The cluster after all of them; the DaemonSet controller has not done its part yet. */
  readonly after: Cluster
}

/**
 * What happens if nodes are tainted, labelled, cordoned, drained, deleted or added, DaemonSets updated or deleted,
 * pods deleted: several changes in a row.
 *
 * - **Rules**
 *   1. Each change is carried out on what the one before has left, as kubectl would.
 *   2. A DaemonSet whose decision about a new node depends on labels that are not known is told as a change of
 *      the node pool, not of the node.
 *
 * - **Laws** the impact is diff of the cluster before and the one after
 * - **Errors** Never throws; what kubectl refuses is a fault of the step.
 *
 * @example
 * import { cluster } from 'podfit'
 * import { whatIf } from 'podfit/impact'
 *
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'agent', uid: 'u' }, spec: { template: {} } }]
 * const before = cluster({ nodes: [{ metadata: { name: 'n1' } }], pods: [], daemonSets })
 * const edit = { add: [{ key: 'dedicated', value: 'db', effect: 'NoSchedule' }], remove: [] }
 * const changes = [{ code: 'Taint', nodes: { code: 'Named', names: ['n1'] }, edit }] as const
 * const { steps, impact } = whatIf(before, changes, { now: new Date(0) })
 * steps[0]?.queued // => []
 * impact.daemonSets[0]?.nodes.lost // => 1
 *
 * @since 0.1.0
 */
export const whatIf = (
  before: Cluster,
  changes: readonly ClusterChange[],
  options: ImpactOptions,
): WhatIf => {
  const steps: WhatIfStep[] = []
  const pools = new Map<string, NodeTemplate>()
  let after = before
  for (const change of changes) {
    const { cluster, step } = applyChange(after, change, options)
    steps.push(step)
    after = cluster
    if (change.code === 'Add') for (const node of step.nodes) pools.set(node, change.template)
  }
  const letGo = new Set(
    steps.flatMap(({ objects }) => objects.flatMap(({ orphaned = [] }) => orphaned)),
  )
  return { steps, impact: diff(before, after, { ...options, pools, letGo }), after }
}
