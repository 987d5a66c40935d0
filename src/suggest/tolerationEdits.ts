import type { Edit } from '../data/edit.js'
import { setMember } from '../data/setMember.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Toleration } from '../kube/toleration.js'
import { POD_SPEC } from '../impact/survey.js'

/** The tolerations of a DaemonSet's template. */
export const tolerationsOf = ({ spec }: DaemonSet): readonly Toleration[] =>
  spec?.template?.spec?.tolerations ?? []

/** The edits after which these are its tolerations; none if they are already. */
export const tolerationEdits = (
  daemonSet: DaemonSet,
  tolerations: readonly Toleration[],
): readonly Edit[] => {
  const before = tolerationsOf(daemonSet)
  const isSame =
    tolerations.length === before.length && tolerations.every((each, i) => each === before[i])
  return isSame ? [] : [setMember(daemonSet, [...POD_SPEC, 'tolerations'], tolerations)]
}
