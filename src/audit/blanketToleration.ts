import { isJsonObject, member } from '../data/own.js'
import type { Taint } from '../kube/taint.js'
import { hostSign } from './manifest/hostSign.js'
import { LABEL_ARCH, LABEL_OS, OLD_LABELS } from '../kube/wellKnownLabels.js'
import { WELL_KNOWN_TAINTS } from '../kube/wellKnownTaints.js'
import { isBlanket, type ReadToleration } from '../taint/readToleration.js'
import { taintKey, taintParts } from '../taint/taintParts.js'
import { readTolerates } from '../taint/tolerates.js'
import { keepsAway } from '../taint/untolerated.js'
import type { Finding } from '../reason/finding.js'
import type { TaintText } from '../reason/reason.js'
import type { Surveyed } from '../cluster/survey.js'
import type { AuditRule } from './rule.js'
import { taintedNodes, type TaintedNodes } from './taintedNodes.js'

/** A toleration without a key. @since 0.1.0 */
export interface BlanketToleration extends Finding {
  readonly code: 'BlanketToleration'
  /** The effect that it is limited to; empty for every effect. */
  readonly effect: string
  /**
   * The taints of today that nothing else in the template tolerates: what it is
   * there for; absent where nodes were not given.
   */
  readonly needed?: readonly TaintedNodes[]
  /** Taints that Kubernetes and clouds put on nodes that are broken, going away or no real nodes, and that it lets in beyond today. */
  readonly admits: readonly TaintText[]
}

/** Taints that say of a node that it is broken, going away or virtual. */
const UNFIT = WELL_KNOWN_TAINTS.flatMap(({ taint, unfit }) => (unfit ? [taint] : []))

/** Tolerations without a key, with what they are needed for and what they let in beyond. */
export const blanketToleration: AuditRule<BlanketToleration> = {
  code: 'BlanketToleration',
  severities: ['warning', 'note'],
  frequent: true,
  needs: ['daemonSets'],
  doc: {
    means:
      'A toleration without a key tolerates every taint, of its effect if it has one. `needed` are the taints of today that nothing else in the template tolerates (absent without nodes); `admits` are taints of broken, departing and virtual nodes that it lets in beyond. In kube-system it is a note. Without nodes it is not told of what may well be meant: one of a single effect, templates with paths, processes or the network of the host or privileged containers, and those for nodes with a label of their own.',
    fix: 'Name the taints instead; `podfit suggest DAEMONSET` writes the list.',
  },
  check: ({ cluster, nodes, daemonSets }) =>
    daemonSets.flatMap((surveyed) =>
      surveyed.policy.tolerations.flatMap((blanket): readonly BlanketToleration[] => {
        const { source } = blanket
        if (source === 'automatic' || !isBlanket(blanket)) return []
        const isSeen = cluster.nodes !== undefined || (blanket.effect === '' && !isMeant(surveyed))
        if (!isSeen) return []
        const isLetIn = letInBy(blanket, surveyed)
        const carried = new Set(nodes.flatMap((node) => node.spec?.taints ?? []).map(taintKey))
        return [
          {
            code: 'BlanketToleration',
            severity: surveyed.subject.namespace === 'kube-system' ? 'note' : 'warning',
            subject: surveyed.subject,
            path: source,
            effect: blanket.effect,
            ...(cluster.nodes !== undefined && { needed: taintedNodes(surveyed.selects, isLetIn) }),
            admits: UNFIT.filter((taint) => isLetIn(taint) && !carried.has(taintKey(taint))).map(
              taintParts,
            ),
          },
        ]
      }),
    ),
}

/** Whether its pods do something with their node, or it is for nodes of its own: then it may well be meant. */
const isMeant = ({ daemonSet, policy }: Surveyed): boolean => {
  const spec = daemonSet.spec?.template?.spec
  const volumes: readonly unknown[] = Array.isArray(spec?.volumes) ? spec.volumes : []
  return (
    spec?.hostNetwork === true ||
    hostSign(daemonSet) !== undefined ||
    volumes.some((volume) => isJsonObject(member(volume, 'hostPath'))) ||
    policy.selectedLabels.some(({ key }) => !OF_EVERY_NODE.has(key)) ||
    (policy.affinity?.terms ?? []).some(({ expressions }) =>
      expressions.some(
        ({ key, operator }) =>
          (operator === 'In' || operator === 'Exists') && !OF_EVERY_NODE.has(key),
      ),
    )
  )
}

/** Who selects by these has no pool of nodes in mind. */
const OF_EVERY_NODE: ReadonlySet<string> = new Set(
  [LABEL_OS, LABEL_ARCH].flatMap((key) => [key, OLD_LABELS[key] as string]),
)

/** Whether a taint that keeps pods away is tolerated by this toleration and by no other. */
const letInBy =
  (blanket: ReadToleration, { policy }: Surveyed) =>
  (taint: Taint): boolean => {
    const { semantics } = policy
    const others = policy.tolerations.filter((toleration) => toleration !== blanket)
    return readTolerates(blanket, taint, semantics) && keepsAway(others, taint, semantics)
  }
