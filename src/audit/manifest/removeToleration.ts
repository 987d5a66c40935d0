import type { PatchOperation } from '../../data/patch.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { POD_SPEC } from '../../kube/podTemplate.js'

/**
 * The fix that takes out a toleration which the controller puts there anyway. It puts it behind the others: where one of them
 * has seconds, that may then decide how long pods stay, and nothing is certain.
 */
export const removeToleration = (
  daemonSet: DaemonSet,
  index: number,
): { readonly fix?: readonly PatchOperation[] } => {
  const tolerations = daemonSet.spec?.template?.spec?.tolerations ?? []
  const isLimited = tolerations.some(
    ({ tolerationSeconds }, i) =>
      i !== index && tolerationSeconds !== undefined && tolerationSeconds !== null,
  )
  return isLimited ? {} : { fix: [{ op: 'remove', path: [...POD_SPEC, 'tolerations', index] }] }
}
