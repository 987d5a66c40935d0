import type { Maybe } from '../data/maybe.js'
import type { ObjectMeta, OwnerReference } from '../kube/objectMeta.js'
import type { CompiledLabelSelector } from '../selector/labelSelector.js'

/** The owner reference that says who controls an object: the first one marked `controller`. */
export const controllerOf = (metadata: Maybe<ObjectMeta>): OwnerReference | undefined =>
  metadata?.ownerReferences?.find((owner) => owner.controller === true)

/** Whether an object's controller has this UID; an absent UID is an empty one. */
export const isControlledBy = (metadata: Maybe<ObjectMeta>, uid: string): boolean => {
  const controller = controllerOf(metadata)
  return controller !== undefined && (controller.uid ?? '') === uid
}

/** Whether an object is on its way out. */
export const isTerminating = (metadata: Maybe<ObjectMeta>): boolean =>
  metadata?.deletionTimestamp !== null && metadata?.deletionTimestamp !== undefined

/** What a DaemonSet does about an object of its namespace. */
export type Claim = 'owned' | 'adopted' | 'released' | 'ignored'

/**
 * Does a DaemonSet claim this object?
 *
 * - **Rules**
 *   1. Controlled by another UID: ignored.
 *   2. Controlled by this one: owned if the selector matches, otherwise released.
 *   3. Controlled by nobody: adopted if the selector matches and the object is not being deleted.
 *
 * - **Upstream** kubernetes `pkg/controller/controller_ref_manager.go` ClaimObject
 */
export const claim = (
  metadata: Maybe<ObjectMeta>,
  uid: string,
  selector: CompiledLabelSelector,
): Claim => {
  const matches = selector.matches(metadata?.labels)
  if (isControlledBy(metadata, uid)) return matches ? 'owned' : 'released'
  if (controllerOf(metadata) !== undefined) return 'ignored'
  return matches && !isTerminating(metadata) ? 'adopted' : 'ignored'
}
