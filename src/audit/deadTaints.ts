import { nameOf } from '../kube/objectFacts.js'
import type { Taint } from '../kube/taint.js'
import { readToleration, type ReadToleration } from '../taint/readToleration.js'
import { isBlocking, sameTaint } from '../taint/taintParts.js'
import { usedToleration } from '../taint/untolerated.js'
import type { DeadTaint } from './finding.js'
import { type Survey } from '../impact/survey.js'
import { taintedNodes } from './taintedNodes.js'

/** Taints that keep every DaemonSet away, and every pod that is there. */
export const deadTaints = ({
  cluster,
  nodes,
  daemonSets,
  semantics,
}: Survey): readonly DeadTaint[] => {
  if (cluster.daemonSets === undefined) return []
  const tolerations: readonly ReadToleration[] = [
    ...daemonSets.flatMap(({ policy }) => policy.tolerations),
    ...[...(cluster.pods?.values() ?? [])].flatMap(({ spec }) =>
      (spec?.tolerations ?? []).map((toleration) => readToleration(toleration, [])),
    ),
  ]
  const isDead = (taint: Taint): boolean =>
    isBlocking(taint) && usedToleration(tolerations, taint, semantics) === undefined
  return taintedNodes(nodes, isDead).map((tainted) => {
    const [name = ''] = tainted.nodes
    const node = nodes.find((each) => nameOf(each) === name)
    const index = (node?.spec?.taints ?? []).findIndex((taint) => sameTaint(taint, tainted.taint))
    return {
      code: 'DeadTaint',
      severity: 'warning',
      subject: { kind: 'Node', name },
      path: ['spec', 'taints', index],
      ...tainted,
    }
  })
}
