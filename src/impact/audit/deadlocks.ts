import { nameOf } from '../../cluster/cluster.js'
import type { Node } from '../../kube/node.js'
import type { Taint } from '../../kube/taint.js'
import { decide } from '../../placement/decide.js'
import type { Subject } from '../../reason/finding.js'
import { isBlocking, taintParts } from '../../taint/taintParts.js'
import { usedToleration } from '../../taint/untolerated.js'
import type { BootstrapDeadlock } from './finding.js'
import { removes, type TaintRemover } from './removers.js'
import { POD_SPEC, withTaints, type Survey, type Surveyed } from '../survey.js'

/** A taint that a DaemonSet of the cluster removes. */
interface Removal {
  readonly taint: Taint
  /** A new node carries it only if the node that it is like does. */
  readonly optional: boolean
  readonly by: Surveyed
}

const sameTaint = (a: Taint, b: Taint): boolean =>
  (a.key ?? '') === (b.key ?? '') && (a.effect ?? '') === (b.effect ?? '')

/**
 * Taints that would stay for ever on a new node like one of these.
 *
 * Rules
 * 1. A new node carries the blocking taints of the node that it is like, and every taint of a removal
 *    whose DaemonSet selects it, but for those that only some clusters use.
 * 2. A DaemonSet that runs with the taints that are left takes its own off; this goes on until nothing
 *    changes. What is left of the removable taints is stuck.
 * 3. Several DaemonSets that may remove the same taint are alternatives: one that runs is enough.
 */
export const bootstrapDeadlocks = (
  { nodes, daemonSets }: Survey,
  removers: readonly TaintRemover[],
): readonly BootstrapDeadlock[] => {
  const removals = removers.flatMap((remover) =>
    daemonSets
      .filter(({ subject }) => removes(remover, subject.name))
      .map((by): Removal => ({ taint: remover.taint, optional: remover.optional === true, by })),
  )
  const found = new Map<string, BootstrapDeadlock & { readonly nodes: string[] }>()
  for (const node of nodes) {
    const carries = (taint: Taint): boolean =>
      (node.spec?.taints ?? []).some((each) => sameTaint(each, taint))
    const here = removals.filter(
      ({ by, taint, optional }) => by.selects.includes(node) && (!optional || carries(taint)),
    )
    const left = taintsLeft(node, here)
    for (const { taint, by } of here.filter((removal) =>
      left.some((each) => sameTaint(each, removal.taint)),
    )) {
      const deadlock = deadlockOf(taint, by, left, here)
      const key = JSON.stringify(deadlock)
      const known = found.get(key)
      if (known === undefined) found.set(key, { ...deadlock, nodes: [nameOf(node)] })
      else known.nodes.push(nameOf(node))
    }
  }
  return [...found.values()]
}

/** Rule 2: the taints of a new node that nobody takes off. */
const taintsLeft = (node: Node, removals: readonly Removal[]): readonly Taint[] => {
  let left: readonly Taint[] = [
    ...(node.spec?.taints ?? []).filter(isBlocking),
    ...removals.map(({ taint }) => taint),
  ]
  for (;;) {
    const fresh = withTaints(node, left)
    const removed = removals.filter(({ by }) => decide(by.policy, fresh) === 'run')
    const next = left.filter((taint) => !removed.some((removal) => sameTaint(removal.taint, taint)))
    if (next.length === left.length) return next
    left = next
  }
}

const deadlockOf = (
  taint: Taint,
  { subject, policy }: Surveyed,
  left: readonly Taint[],
  removals: readonly Removal[],
): BootstrapDeadlock => {
  const blocking = left.filter(
    (each, i) =>
      usedToleration(policy.tolerations, each, policy.semantics) === undefined &&
      left.findIndex((other) => sameTaint(other, each)) === i,
  )
  return {
    code: 'BootstrapDeadlock',
    severity: 'error',
    subject,
    at: [...POD_SPEC, 'tolerations'],
    removes: taintParts(taint),
    blockedBy: blocking.map((each) => {
      const remover: Subject | undefined = removals.find((removal) =>
        sameTaint(removal.taint, each),
      )?.by.subject
      return { taint: taintParts(each), ...(remover !== undefined && { remover }) }
    }),
    nodes: [],
  }
}
