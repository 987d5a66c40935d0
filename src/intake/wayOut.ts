import * as E from 'fp-ts/Either'
import type { DaemonSet } from '../kube/daemonSet.js'
import { isControlledBy, objectKey } from '../kube/objectFacts.js'
import type { Pod } from '../kube/pod.js'
import { compileLabelSelector } from '../selector/labelSelector.js'
import type { WayOut } from './intakeIssue.js'

/**
 * What becomes of a DaemonSet's pods when it is deleted with `--cascade=orphan` and created with another selector.
 *
 * - **Rules**
 *   1. Orphans that the new selector matches are adopted; the others stay, without an owner.
 *
 * - **Upstream** kubernetes `pkg/controller/controller_ref_manager.go` ClaimPods
 */
export const wayOut = (
  daemonSet: DaemonSet,
  old: DaemonSet,
  pods: readonly Pod[] | undefined,
): WayOut => {
  const selector = compileLabelSelector(daemonSet.spec?.selector)
  if (pods === undefined || E.isLeft(selector)) return {}
  const its = pods.filter(({ metadata }) => isControlledBy(metadata, old.metadata?.uid ?? ''))
  const matches = ({ metadata }: Pod): boolean =>
    !selector.right.empty && selector.right.matches(metadata?.labels)
  return {
    adopted: its.filter(matches).map(objectKey),
    orphaned: its.filter((pod) => !matches(pod)).map(objectKey),
  }
}
