import type { PatchOperation } from '../../data/patch.js'
import type { DaemonSet } from '../../kube/daemonSet.js'
import { POD_SPEC } from '../../kube/podTemplate.js'
import { canBeLeftOut } from '../../taint/automaticTolerations.js'

/** The fix that takes out a toleration which the controller puts there anyway, where that is certain to change nothing. */
export const removeToleration = (
  daemonSet: DaemonSet,
  index: number,
): { readonly fix?: readonly PatchOperation[] } =>
  canBeLeftOut(daemonSet.spec?.template?.spec?.tolerations ?? [], index)
    ? { fix: [{ op: 'remove', path: [...POD_SPEC, 'tolerations', index] }] }
    : {}
