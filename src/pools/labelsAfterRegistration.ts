import { WELL_KNOWN_LABELS } from '../kube/wellKnownLabels.js'
import type { UnknownLabel } from './nodeTemplate.js'

/**
 * Labels that nodes get when they register, or later, from those who know the machine: the kubelet, the
 * cloud, and the labellers of devices. Which value, and of the last ones whether at all, no pool can tell.
 */
export const LABELS_AFTER_REGISTRATION: readonly UnknownLabel[] = WELL_KNOWN_LABELS.filter(
  ({ known }) => known !== true,
).map(({ key, always }) => ({
  key,
  ...(always && { requirements: [{ operator: 'Exists' }] }),
}))
