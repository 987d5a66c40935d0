import type { UnknownLabel } from './nodeTemplate.js'

/** A label that every node gets, with a value that a pool does not tell. */
const there = (key: string): UnknownLabel => ({ key, requirements: [{ operator: 'Exists' }] })

/**
 * Labels that nodes get when they register, or later, from those who know the machine: the kubelet, the
 * cloud, and the labellers of devices. Which value, and of the last ones whether at all, no pool can tell.
 */
export const LABELS_AFTER_REGISTRATION: readonly UnknownLabel[] = [
  there('kubernetes.io/os'),
  there('kubernetes.io/arch'),
  { key: 'node.kubernetes.io/instance-type' },
  { key: 'topology.kubernetes.io/' },
  { key: 'beta.kubernetes.io/' },
  { key: 'failure-domain.beta.kubernetes.io/' },
  { key: 'feature.node.kubernetes.io/' },
  { key: 'nvidia.com/' },
  { key: 'amd.com/' },
  { key: 'gpu.intel.com/' },
  { key: 'karpenter.k8s.aws/' },
  { key: 'karpenter.azure.com/' },
  { key: 'karpenter.k8s.gcp/' },
  { key: 'k8s.io/' },
  { key: 'cloud.google.com/' },
  { key: 'iam.gke.io/' },
  { key: 'addon.gke.io/' },
  { key: 'node.kubernetes.io/' },
  { key: 'projectcalico.org/' },
  { key: 'kubernetes.azure.com/' },
]
