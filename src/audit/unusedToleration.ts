import { distinctBy } from '../data/grouped.js'
import { PASSING_TAINTS } from '../kube/wellKnownTaints.js'
import type { Finding } from '../reason/finding.js'
import type { ReadToleration } from '../taint/readToleration.js'
import { taintParts } from '../taint/taintParts.js'
import { readTolerates } from '../taint/tolerates.js'
import type { AuditRule } from './rule.js'

/** A toleration of a taint that no node has. @since 0.1.0 */
export interface UnusedToleration extends Finding {
  readonly code: 'UnusedToleration'
  readonly key: string
  readonly value: string
  readonly effect: string
}

/** Tolerations of a taint that no node has, nor any of the taints that nodes are known to get. */
export const unusedToleration: AuditRule<UnusedToleration> = {
  code: 'UnusedToleration',
  severities: ['note'],
  needs: ['daemonSets', 'nodes'],
  doc: {
    means:
      'It tolerates a taint that no node has (`key`, `value`, `effect`). Taints that come and go with the state of a node do not count, nor those that node pools scaled to zero are known to have (`expectedTaints`, `templates`).',
    fix: 'Take the toleration out, or give the node pools whose taint it is.',
  },
  check: ({ nodes, daemonSets, semantics, expectedTaints }) => {
    if (nodes.length === 0) return []
    const taints = distinctBy(
      [...nodes.flatMap((node) => node.spec?.taints ?? []), ...expectedTaints],
      (taint) => JSON.stringify(taintParts(taint)),
    )
    const isUnused = (toleration: ReadToleration): boolean =>
      toleration.key !== '' &&
      !PASSING_TAINTS.some((prefix) => toleration.key.startsWith(prefix)) &&
      !taints.some((taint) => readTolerates(toleration, taint, semantics))
    return daemonSets.flatMap(({ subject, policy }) =>
      policy.tolerations.flatMap((toleration): readonly UnusedToleration[] => {
        const { source, key, value, effect } = toleration
        if (source === 'automatic' || !isUnused(toleration)) return []
        return [
          { code: 'UnusedToleration', severity: 'note', subject, path: source, key, value, effect },
        ]
      }),
    )
  },
}
