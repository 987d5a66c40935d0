import type { Maybe } from '../data/maybe.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { OwnerReference } from '../kube/objectMeta.js'
import { ownerReference } from '../sync/createdObjects.js'

/**
 * The owners of an object after a DaemonSet has claimed it. Owners are told apart by UID: adopting makes an
 * entry that is there already the controlling one, where it stands; releasing takes it out.
 *
 * - **Upstream** kubernetes `pkg/controller/controller_ref_manager.go` ownerRefControllerPatch, GenerateDeleteOwnerRefStrategicMergeBytes
 */
export const appliedOwners = (
  owners: Maybe<readonly OwnerReference[]>,
  claim: 'adopted' | 'released',
  daemonSet: DaemonSet,
): readonly OwnerReference[] => {
  const before = owners ?? []
  const ours = ownerReference(daemonSet)
  const isOurs = ({ uid }: OwnerReference): boolean => (uid ?? '') === ours.uid
  if (claim === 'released') return before.filter((owner) => !isOurs(owner))
  return before.some(isOurs)
    ? before.map((owner) => (isOurs(owner) ? { ...owner, ...ours } : owner))
    : [...before, ours]
}
