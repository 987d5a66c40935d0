import { nameOf, withTaints } from '../kube/objectFacts.js'
import type { Taint } from '../kube/taint.js'
import { grouped } from '../data/grouped.js'
import { decideTemplate } from '../pools/decideTemplate.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import type { Finding, Subject } from '../reason/finding.js'
import type { TaintText } from '../reason/reason.js'
import { isBlocking, sameTaint, taintParts } from '../taint/taintParts.js'
import { usedToleration } from '../taint/untolerated.js'
import type { Surveyed } from '../cluster/survey.js'
import { POD_SPEC } from '../kube/podTemplate.js'
import type { Audited, AuditRule } from './rule.js'
import { isOwner } from '../readiness/taintOwners.js'

/**
 * It removes a taint from new nodes, but on some of them it never starts: because of a taint that nothing
 * removes, or whose owner waits in turn.
 *
 * @since 0.1.0
 */
export interface BootstrapDeadlock extends Finding {
  readonly code: 'BootstrapDeadlock'
  /** The taint that stays. */
  readonly removes: TaintText
  /** What keeps it away, with the DaemonSet that would take it off, if there is one. */
  readonly blockedBy: readonly {
    readonly taint: TaintText
    readonly owner?: Subject
  }[]
  /** The nodes whose like will be stuck. */
  readonly nodes: readonly string[]
}

export const bootstrapDeadlock: AuditRule<BootstrapDeadlock> = {
  code: 'BootstrapDeadlock',
  severities: ['error'],
  needs: ['daemonSets', ['nodes', 'templates']],
  doc: {
    means:
      'It takes a taint off new nodes (`removes`), but never starts on nodes like `nodes`, or of node pools of that name: `blockedBy` lists the taints that it does not tolerate, with the DaemonSet that would take each off (`owner`), if there is one.',
    fix: 'Let it tolerate these taints.',
  },
  check: (audited) => deadlocks(audited),
}

/** A taint that a DaemonSet of the cluster removes. */
interface Removal {
  readonly taint: Taint
  /** A new node carries it only if the node that it is like does. */
  readonly optional: boolean
  readonly by: Surveyed
}

/**
 * Taints that would stay for ever on a new node like one of these, or of one of these templates.
 *
 * - **Rules**
 *   1. A new node carries the blocking taints of the node that it is like, and every taint of a removal
 *      whose DaemonSet selects it, but for those that only some clusters use.
 *   2. A DaemonSet that runs with the taints that are left takes its own off; this goes on until nothing
 *      changes. What is left of the removable taints is stuck.
 *   3. Several DaemonSets that may remove the same taint are alternatives: one that runs is enough.
 */
const deadlocks = ({
  nodes,
  daemonSets,
  templates,
  taintOwners,
}: Audited): readonly BootstrapDeadlock[] => {
  const removals = taintOwners.flatMap((owner) =>
    daemonSets
      .filter(({ subject }) => isOwner(owner, subject.name))
      .map((by): Removal => ({ taint: owner.taint, optional: owner.optional === true, by })),
  )
  const found = [...nodes.map((node): NodeTemplate => ({ node })), ...templates].flatMap((like) => {
    const carried = [...(like.node.spec?.taints ?? []), ...(like.startupTaints ?? [])]
    const here = removals.filter(
      ({ by, taint, optional }) =>
        (!optional || carried.some((each) => sameTaint(each, taint))) && runsOn(by, like, []),
    )
    const left = taintsLeft(like, here)
    return here
      .filter((removal) => left.some((each) => sameTaint(each, removal.taint)))
      .map(({ taint, by }) => ({
        ...deadlockOf(taint, by, left, here),
        nodes: [nameOf(like.node)],
      }))
  })
  const alike = grouped(found, ({ nodes: _nodes, ...deadlock }) => JSON.stringify(deadlock))
  return [...alike.values()].map((same) => ({
    ...same[0],
    nodes: same.flatMap((each) => each.nodes),
  }))
}

/** Whether it certainly runs on such a node with these taints. */
const runsOn = ({ policy }: Surveyed, like: NodeTemplate, taints: readonly Taint[]): boolean => {
  const decision = decideTemplate(policy, { ...like, node: withTaints(like.node, taints) })
  return decision.code === 'Certain' && decision.decision === 'run'
}

/** Rule 2: the taints of a new node that nothing removes. */
const taintsLeft = (like: NodeTemplate, removals: readonly Removal[]): readonly Taint[] => {
  let left: readonly Taint[] = [
    ...(like.node.spec?.taints ?? []).filter(isBlocking),
    ...removals.map(({ taint }) => taint),
  ]
  for (;;) {
    const now = left
    const removed = removals.filter(({ by }) => runsOn(by, like, now))
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
    path: [...POD_SPEC, 'tolerations'],
    removes: taintParts(taint),
    blockedBy: blocking.map((each) => {
      const owner: Subject | undefined = removals.find((removal) => sameTaint(removal.taint, each))
        ?.by.subject
      return { taint: taintParts(each), ...(owner !== undefined && { owner }) }
    }),
    nodes: [],
  }
}
