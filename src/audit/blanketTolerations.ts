import type { Taint } from '../kube/taint.js'
import {
  NO_EXECUTE,
  NO_SCHEDULE,
  TAINT_NETWORK_UNAVAILABLE,
  TAINT_NOT_READY,
  TAINT_UNREACHABLE,
} from '../kube/wellKnown.js'
import { isBlanket, type ReadToleration } from '../taint/readToleration.js'
import { isBlocking, taintKey, taintParts } from '../taint/taintParts.js'
import { readTolerates } from '../taint/tolerates.js'
import { usedToleration } from '../taint/untolerated.js'
import type { BlanketToleration } from './finding.js'
import type { Survey, Surveyed } from '../impact/survey.js'
import { taintedNodes } from './taintedNodes.js'

/** Taints that say of a node that it is broken, going away or virtual. */
const WARNING_SIGNS: readonly Taint[] = [
  { key: TAINT_NOT_READY, effect: NO_SCHEDULE },
  { key: TAINT_UNREACHABLE, effect: NO_SCHEDULE },
  { key: TAINT_NETWORK_UNAVAILABLE, effect: NO_SCHEDULE },
  { key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: NO_EXECUTE },
  { key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: NO_SCHEDULE },
  { key: 'node.cloudprovider.kubernetes.io/shutdown', effect: NO_SCHEDULE },
  { key: 'ToBeDeletedByClusterAutoscaler', effect: NO_SCHEDULE },
  { key: 'karpenter.sh/disrupted', effect: NO_SCHEDULE },
  { key: 'eks.amazonaws.com/compute-type', value: 'fargate', effect: NO_SCHEDULE },
  { key: 'virtual-kubelet.io/provider', effect: NO_SCHEDULE },
]

/** Tolerations without a key, with what they are needed for and what they let in beyond. */
export const blanketTolerations = ({ nodes, daemonSets }: Survey): readonly BlanketToleration[] =>
  daemonSets.flatMap((surveyed) =>
    surveyed.policy.tolerations.flatMap((blanket): readonly BlanketToleration[] => {
      const { source } = blanket
      if (source === 'automatic' || !isBlanket(blanket)) return []
      const isLetIn = letInBy(blanket, surveyed)
      const carried = new Set(nodes.flatMap((node) => node.spec?.taints ?? []).map(taintKey))
      return [
        {
          code: 'BlanketToleration',
          severity: surveyed.subject.namespace === 'kube-system' ? 'note' : 'warning',
          subject: surveyed.subject,
          path: source,
          effect: blanket.effect,
          needed: taintedNodes(surveyed.selects, isLetIn),
          admits: WARNING_SIGNS.filter(
            (taint) => isLetIn(taint) && !carried.has(taintKey(taint)),
          ).map(taintParts),
        },
      ]
    }),
  )

/** Whether a taint that keeps pods away is tolerated by this toleration and by no other. */
const letInBy =
  (blanket: ReadToleration, { policy }: Surveyed) =>
  (taint: Taint): boolean => {
    const { semantics } = policy
    const others = policy.tolerations.filter((toleration) => toleration !== blanket)
    return (
      isBlocking(taint) &&
      readTolerates(blanket, taint, semantics) &&
      usedToleration(others, taint, semantics) === undefined
    )
  }
