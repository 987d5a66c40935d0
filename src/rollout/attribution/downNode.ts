import { formatInstant, toInstant } from '../../data/instant.js'
import type { Node } from '../../kube/node.js'
import { NO_EXECUTE, TAINT_NOT_READY, TAINT_UNREACHABLE } from '../../kube/wellKnown.js'
import { conditionOf } from '../../kube/podFacts.js'

/** Since when a node is not ready, and what it gives as the reason. */
export interface Down {
  readonly since?: string
  readonly reason?: string
}

/**
 * Whether a node is not ready: its `Ready` condition is there and not `True`, or it carries the taint that
 * the node controller puts on such nodes. A node that says nothing is taken to be ready.
 */
export const downSince = (node: Node): Down | undefined => {
  const ready = conditionOf(node, 'Ready')
  if (ready !== undefined) {
    if (ready.status === 'True') return undefined
    const since = toInstant(ready.lastTransitionTime)
    const reason = ready.reason ?? ''
    return {
      ...(since !== undefined && { since: formatInstant(since) }),
      ...(reason !== '' && { reason }),
    }
  }
  const tainted = (node.spec?.taints ?? []).some(
    ({ key, effect }) =>
      effect === NO_EXECUTE && (key === TAINT_NOT_READY || key === TAINT_UNREACHABLE),
  )
  return tainted ? {} : undefined
}
