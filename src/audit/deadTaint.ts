import { distinctBy } from '../data/grouped.js'
import { nameOf } from '../kube/objectFacts.js'
import type { Taint } from '../kube/taint.js'
import { isRemovedAgain } from '../kube/wellKnownTaints.js'
import { tolerationKey } from '../placement/placementKey.js'
import type { Finding } from '../reason/finding.js'
import { readToleration, type ReadToleration } from '../taint/readToleration.js'
import { sameTaint, taintParts } from '../taint/taintParts.js'
import { keepsAway } from '../taint/untolerated.js'
import type { AuditRule } from './rule.js'
import { taintedNodes, type TaintedNodes } from './taintedNodes.js'

/**
 * A taint that no DaemonSet and no pod tolerates. The subject is the first node that carries it.
 *
 * @since 0.1.0
 */
export interface DeadTaint extends Finding, TaintedNodes {
  readonly code: 'DeadTaint'
  /** Whose tolerations were looked at: pods, too, where they were given. */
  readonly looked: readonly ('daemonSets' | 'pods')[]
}

/** Taints that keep every DaemonSet away, and every pod that is there. */
export const deadTaint: AuditRule<DeadTaint> = {
  code: 'DeadTaint',
  severities: ['warning'],
  needs: ['daemonSets', 'nodes'],
  doc: {
    means:
      'A taint that no DaemonSet and no pod tolerates (`taint`, `nodes`): nothing new will ever run there. Taints that the kubelet, the cloud, an autoscaler or a driver takes off again do not count. Without pods the DaemonSets alone were asked (`looked`).',
    fix: 'Take the taint off, or tolerate it where something should run there.',
  },
  check: ({ cluster, nodes, daemonSets, semantics }) => {
    const tolerations: readonly ReadToleration[] = distinctBy(
      [
        ...daemonSets.flatMap(({ policy }) => policy.tolerations),
        ...[...(cluster.pods?.values() ?? [])].flatMap(({ spec }) =>
          (spec?.tolerations ?? []).map((toleration) => readToleration(toleration, [])),
        ),
      ],
      (toleration) => JSON.stringify(tolerationKey(toleration)),
    )
    const known = new Map<string, boolean>()
    const isDead = (taint: Taint): boolean => {
      const key = JSON.stringify(taintParts(taint))
      const found = known.get(key)
      if (found !== undefined) return found
      const dead = !isRemovedAgain(taint) && keepsAway(tolerations, taint, semantics)
      known.set(key, dead)
      return dead
    }
    const byName = new Map(nodes.map((node) => [nameOf(node), node]))
    return taintedNodes(nodes, isDead).map((tainted) => {
      const [name = ''] = tainted.nodes
      const node = byName.get(name)
      const index = (node?.spec?.taints ?? []).findIndex((taint) => sameTaint(taint, tainted.taint))
      return {
        code: 'DeadTaint',
        severity: 'warning',
        subject: { kind: 'Node', name },
        path: ['spec', 'taints', index],
        looked: cluster.pods === undefined ? ['daemonSets'] : ['daemonSets', 'pods'],
        ...tainted,
      }
    })
  },
}
