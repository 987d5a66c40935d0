import type { Maybe } from '../data/maybe.js'
import type { ObjectMeta, OwnerReference } from './objectMeta.js'

/** Whether an object is being deleted: it is there until its finalizers and its grace are done. */
export const isTerminating = (metadata: Maybe<ObjectMeta>): boolean =>
  metadata?.deletionTimestamp !== null && metadata?.deletionTimestamp !== undefined

/** The owner reference that says who controls an object: the first one marked `controller`. */
export const controllerOf = (metadata: Maybe<ObjectMeta>): OwnerReference | undefined =>
  metadata?.ownerReferences?.find((owner) => owner.controller === true)

/** Whether an object's controller has this UID; an absent UID is an empty one. */
export const isControlledBy = (metadata: Maybe<ObjectMeta>, uid: string): boolean => {
  const controller = controllerOf(metadata)
  return controller !== undefined && (controller.uid ?? '') === uid
}
