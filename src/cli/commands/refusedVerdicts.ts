import type { Cluster } from '../../cluster/cluster.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { newestSemantics, type Semantics } from '../../kube/semantics.js'
import { compileDaemonSet } from '../../placement/compile.js'
import { explain } from '../../placement/explain.js'
import type { Verdict } from '../../reason/verdict.js'
import type { Plan } from '../../sync/plan.js'

/** Why each node that should run no pod of a DaemonSet should not, by node. */
export const refusedVerdicts = (
  { nodes }: Cluster,
  daemonSet: DaemonSet,
  plan: Plan,
  semantics: Semantics = newestSemantics,
): ReadonlyMap<string, Verdict> => {
  const policy = compileDaemonSet(daemonSet, semantics)
  const refused = new Set(
    plan.nodes.filter((node) => node.decision !== 'run').map(({ name }) => name),
  )
  return new Map(
    [...(nodes ?? [])]
      .filter(([name]) => refused.has(name))
      .map(([name, node]) => [name, explain(policy, node)] as const),
  )
}
