import type { Maybe } from '../data/maybe.js'
import { controllerOf, isControlledBy, isTerminating } from '../kube/objectFacts.js'
import type { ObjectMeta } from '../kube/objectMeta.js'
import type { CompiledLabelSelector } from '../selector/labelSelector.js'

/**
 * What a DaemonSet does about an object of its namespace.
 *
 * @since 0.2.0
 */
export type Claim = 'owned' | 'adopted' | 'released' | 'ignored'

/**
 * Does a DaemonSet claim this object?
 *
 * - **Rules**
 *   1. Controlled by another UID: ignored.
 *   2. Controlled by this one: owned if the selector matches, otherwise released.
 *   3. Controlled by nobody: adopted if the selector matches and the object is not being deleted.
 *
 * - **Upstream** kubernetes `pkg/controller/controller_ref_manager.go` BaseControllerRefManager.ClaimObject
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
