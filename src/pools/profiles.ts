import type { NodeTemplate, UnknownLabel } from './nodeTemplate.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Taint } from '../kube/taint.js'
import {
  LABEL_EKS_COMPUTE_TYPE,
  LABEL_KARPENTER_CAPACITY_TYPE,
  LABEL_KARPENTER_NODE_POOL,
  LABEL_VIRTUAL_KUBELET_PROVIDER,
  NO_SCHEDULE,
} from '../kube/wellKnown.js'
import { LABEL_ARCH, LABEL_OS } from '../kube/wellKnownLabels.js'
import { KARPENTER_UNREGISTERED } from '../kube/wellKnownTaints.js'
import { poolTemplate } from './poolTemplate.js'

/** Nodes that a provider makes by rules of its own: what every one of them carries. @since 0.2.0 */
export interface NodeProfile {
  readonly name: string
  readonly template: NodeTemplate
  /** Where the provider says so. */
  readonly source: string
  /** When that was read last: `2026-11`. */
  readonly read: string
}

const eksAuto = (pool: string, arch: readonly string[], taints: readonly Taint[]): NodeTemplate =>
  poolTemplate({
    name: pool,
    labels: {
      [LABEL_OS]: 'linux',
      [LABEL_EKS_COMPUTE_TYPE]: 'auto',
      [LABEL_KARPENTER_NODE_POOL]: pool,
      [LABEL_KARPENTER_CAPACITY_TYPE]: 'on-demand',
    },
    taints,
    startupTaints: [KARPENTER_UNREGISTERED],
    unknownLabels: [isOneOf(LABEL_ARCH, arch), { key: 'eks.amazonaws.com/' }],
  })

const isOneOf = (key: string, values: readonly string[]): UnknownLabel => ({
  key,
  requirements: [{ operator: 'In', values }],
})

const plain = (
  name: string,
  labels: StringMap,
  taints: readonly Taint[],
  unknownLabels: readonly UnknownLabel[] = [],
): NodeTemplate => poolTemplate({ name, labels, taints, startupTaints: [], unknownLabels })

const EKS_DOCS = 'https://docs.aws.amazon.com/eks/latest/userguide'

/**
 * The nodes that EKS Auto Mode, EKS on Fargate, AKS virtual nodes and GKE Autopilot make: labels and taints that such
 * nodes always carry.
 *
 * - **Shapes** A `NodeTemplate` of `podfit/v1` takes one by its name, as `profile`.
 *
 * @example
 * import { NODE_PROFILES } from 'podfit/pools'
 *
 * NODE_PROFILES.map(({ name }) => name) // => ['eks-auto-general-purpose', 'eks-auto-system', 'eks-fargate', 'aks-virtual-node', 'gke-autopilot']
 *
 * @since 0.2.0
 */
export const NODE_PROFILES: readonly NodeProfile[] = [
  {
    name: 'eks-auto-general-purpose',
    template: eksAuto('general-purpose', ['amd64'], []),
    source: `${EKS_DOCS}/set-builtin-node-pools.html`,
    read: '2026-11',
  },
  {
    name: 'eks-auto-system',
    template: eksAuto(
      'system',
      ['amd64', 'arm64'],
      [{ key: 'CriticalAddonsOnly', effect: NO_SCHEDULE }],
    ),
    source: `${EKS_DOCS}/set-builtin-node-pools.html`,
    read: '2026-11',
  },
  {
    name: 'eks-fargate',
    template: plain(
      'fargate',
      { [LABEL_OS]: 'linux', [LABEL_ARCH]: 'amd64', [LABEL_EKS_COMPUTE_TYPE]: 'fargate' },
      [{ key: LABEL_EKS_COMPUTE_TYPE, value: 'fargate', effect: NO_SCHEDULE }],
    ),
    source: `${EKS_DOCS}/fargate.html`,
    read: '2026-11',
  },
  {
    name: 'aks-virtual-node',
    template: plain(
      'virtual-node-aci-linux',
      { [LABEL_OS]: 'linux', type: 'virtual-kubelet', 'kubernetes.io/role': 'agent' },
      [{ key: LABEL_VIRTUAL_KUBELET_PROVIDER, value: 'azure', effect: NO_SCHEDULE }],
    ),
    source: 'https://learn.microsoft.com/en-us/azure/aks/virtual-nodes-cli',
    read: '2026-11',
  },
  {
    name: 'gke-autopilot',
    template: plain(
      'autopilot',
      { [LABEL_OS]: 'linux', 'cloud.google.com/gke-os-distribution': 'cos' },
      [],
      [isOneOf(LABEL_ARCH, ['amd64', 'arm64'])],
    ),
    source: 'https://cloud.google.com/kubernetes-engine/docs/concepts/autopilot-overview',
    read: '2026-11',
  },
]

/** The profile of a name. */
export const nodeProfile = (name: string): NodeProfile | undefined =>
  NODE_PROFILES.find((each) => each.name === name)
