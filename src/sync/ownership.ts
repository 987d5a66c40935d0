import * as E from 'fp-ts/Either'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Pod } from '../kube/pod.js'
import { newestSemantics, type Semantics } from '../kube/semantics.js'
import type { SelectorFault } from '../reason/selectorFault.js'
import type { CompiledLabelSelector } from '../selector/labelSelector.js'
import { controllerOf, isControlledBy } from '../kube/objectFacts.js'
import { claim } from './claim.js'
import { daemonPod, type DaemonPod } from './daemonPod.js'
import type { SyncFault } from './outcome.js'

/** Namespace, name and UID, without which the controller cannot tell whose pods it looks at. */
export interface Identity {
  readonly namespace: string
  readonly name: string
  readonly uid: string
}

export const identityOf = (daemonSet: DaemonSet): Identity => ({
  namespace: daemonSet.metadata?.namespace ?? '',
  name: daemonSet.metadata?.name ?? '',
  uid: daemonSet.metadata?.uid ?? '',
})

/** What of the identity is missing, the first as upstream asks; older releases do not ask. */
export const identityFault = (
  identity: Identity,
  semantics: Semantics = newestSemantics,
): SyncFault | undefined => {
  if (!semantics.controllerNamed) return undefined
  const parts = ['namespace', 'name', 'uid'] as const
  const missing = parts.find((part) => identity[part] === '')
  return missing === undefined ? undefined : { code: 'Unidentified', missing }
}

/** Whether a pod's controller reference is this DaemonSet, by UID and, but for older releases, kind and name. */
const isOwnedBy = (
  { metadata }: Pod,
  { name, uid }: Identity,
  { controllerNamed }: Semantics,
): boolean => {
  const owner = controllerOf(metadata)
  const isNamed = owner?.kind === 'DaemonSet' && owner.name === name
  return (isNamed || !controllerNamed) && isControlledBy(metadata, uid)
}

/**
 * The pods that a DaemonSet owns, adopts or releases, owned ones before orphans.
 *
 * - **Rules**
 *   1. Looked at are the pods of its namespace whose controller reference names it, and those without one.
 *      To older releases the UID alone is the name.
 *   2. Each is claimed by the selector; those it ignores are left out.
 *   3. A selector that cannot be read claims nothing: only the pods controlled already are listed.
 *
 * - **Upstream** kubernetes `pkg/controller/daemon` getDaemonPods, `pkg/controller` FilterPodsByOwner
 */
export const claimPods = (
  identity: Identity,
  selector: E.Either<readonly SelectorFault[], CompiledLabelSelector>,
  pods: readonly Pod[],
  semantics: Semantics = newestSemantics,
): readonly DaemonPod[] => {
  const owned: DaemonPod[] = []
  const orphans: DaemonPod[] = []
  for (const pod of pods) {
    if ((pod.metadata?.namespace ?? '') !== identity.namespace) continue
    const controlled = isOwnedBy(pod, identity, semantics)
    if (!controlled && controllerOf(pod.metadata) !== undefined) continue
    if (E.isLeft(selector)) {
      if (controlled) owned.push(daemonPod(pod, 'owned'))
      continue
    }
    const claimed = claim(pod.metadata, identity.uid, selector.right)
    if (claimed === 'adopted') orphans.push(daemonPod(pod, claimed))
    else if (claimed !== 'ignored') owned.push(daemonPod(pod, claimed))
  }
  return [...owned, ...orphans]
}
