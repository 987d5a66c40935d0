import type { Taint } from '../kube/taint.js'
import { PASSING_TAINTS } from '../kube/wellKnownTaints.js'
import type { ReadToleration } from '../taint/readToleration.js'
import { readTolerates } from '../taint/tolerates.js'
import type { UnusedToleration } from './finding.js'
import type { Survey } from '../impact/survey.js'

/** Tolerations of a taint that no node has, nor any of the taints that nodes are known to get. */
export const unusedTolerations = (
  { nodes, daemonSets, semantics }: Survey,
  expected: readonly Taint[],
): readonly UnusedToleration[] => {
  if (nodes.length === 0) return []
  const taints = [...nodes.flatMap((node) => node.spec?.taints ?? []), ...expected]
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
}
