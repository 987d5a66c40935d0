import type { Taint } from '../kube/taint.js'
import { WELL_KNOWN_TAINTS } from '../kube/wellKnownTaints.js'
import { isBlanket, type ReadToleration } from '../taint/readToleration.js'
import { isBlocking, taintKey, taintParts } from '../taint/taintParts.js'
import { readTolerates } from '../taint/tolerates.js'
import { usedToleration } from '../taint/untolerated.js'
import type { BlanketToleration } from './finding.js'
import type { Survey, Surveyed } from '../impact/survey.js'
import { taintedNodes } from './taintedNodes.js'

/** Taints that say of a node that it is broken, on its way out or none. */
const UNFIT = WELL_KNOWN_TAINTS.flatMap(({ taint, unfit }) => (unfit ? [taint] : []))

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
          admits: UNFIT.filter((taint) => isLetIn(taint) && !carried.has(taintKey(taint))).map(
            taintParts,
          ),
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
