import { cluster, type Cluster, type ClusterObjects } from './cluster.js'
import { compareText } from '../data/compareText.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import { withTaints } from '../kube/objectFacts.js'
import type { Semantics } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compile.js'
import { decide } from '../placement/decide.js'
import type { Policy } from '../placement/policy.js'
import type { Subject } from '../reason/finding.js'

/** A DaemonSet with its policy, the nodes that it selects whatever their taints, and those that run it. */
export interface Surveyed {
  readonly daemonSet: DaemonSet
  readonly subject: Subject
  readonly policy: Policy
  readonly selects: readonly Node[]
  readonly runs: readonly Node[]
}

/** What every audit looks at, found out once. */
export interface Survey {
  readonly cluster: Cluster
  readonly nodes: readonly Node[]
  readonly daemonSets: readonly Surveyed[]
  readonly semantics: Semantics
}

export const survey = (objects: ClusterObjects, semantics: Semantics): Survey => {
  const indexed = cluster(objects)
  const nodes = [...(indexed.nodes?.values() ?? [])]
  const daemonSets = [...(indexed.daemonSets ?? [])]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, daemonSet]) => {
      const policy = compileDaemonSet(daemonSet, semantics)
      const selects = nodes.filter((node) => decide(policy, withTaints(node, [])) === 'run')
      const runs = selects.filter((node) => decide(policy, node) === 'run')
      return { daemonSet, subject: subjectOf(daemonSet), policy, selects, runs }
    })
  return { cluster: indexed, nodes, daemonSets, semantics }
}

const subjectOf = ({ metadata }: DaemonSet): Subject => {
  const namespace = metadata?.namespace ?? ''
  return {
    kind: 'DaemonSet',
    ...(namespace !== '' && { namespace }),
    name: metadata?.name ?? '',
  }
}
