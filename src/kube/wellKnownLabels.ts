import {
  LABEL_EKS_COMPUTE_TYPE,
  LABEL_HOSTNAME,
  LABEL_KARPENTER_CAPACITY_TYPE,
} from './wellKnown.js'
import type { Actor } from './wellKnownTaints.js'

/** A label, or with `/` at its end every label under a prefix, that those who know a machine put on its node. */
export interface WellKnownLabel {
  readonly key: string
  readonly setBy: Actor
  /** The maker of a node knows it beforehand; any other label comes when the node registers, or later. */
  readonly known?: true
  /** Every node has it. */
  readonly always?: true
}

/** The labels that nobody puts on a node by hand. */
export const WELL_KNOWN_LABELS: readonly WellKnownLabel[] = [
  { key: LABEL_HOSTNAME, setBy: 'kubelet', known: true, always: true },
  { key: 'karpenter.sh/', setBy: 'Karpenter', known: true },
  { key: 'eks.amazonaws.com/', setBy: 'EKS', known: true },
  { key: 'kubernetes.io/os', setBy: 'kubelet', always: true },
  { key: 'kubernetes.io/arch', setBy: 'kubelet', always: true },
  { key: 'node.kubernetes.io/instance-type', setBy: 'cloud controller' },
  { key: 'topology.kubernetes.io/', setBy: 'cloud controller' },
  { key: 'beta.kubernetes.io/', setBy: 'kubelet' },
  { key: 'failure-domain.beta.kubernetes.io/', setBy: 'cloud controller' },
  { key: 'feature.node.kubernetes.io/', setBy: 'device plugin' },
  { key: 'nvidia.com/', setBy: 'device plugin' },
  { key: 'amd.com/', setBy: 'device plugin' },
  { key: 'gpu.intel.com/', setBy: 'device plugin' },
  { key: 'karpenter.k8s.aws/', setBy: 'Karpenter' },
  { key: 'karpenter.azure.com/', setBy: 'Karpenter' },
  { key: 'karpenter.k8s.gcp/', setBy: 'Karpenter' },
  { key: 'k8s.io/', setBy: 'cloud controller' },
  { key: 'cloud.google.com/', setBy: 'cloud controller' },
  { key: 'iam.gke.io/', setBy: 'cloud controller' },
  { key: 'addon.gke.io/', setBy: 'cloud controller' },
  { key: 'node.kubernetes.io/', setBy: 'cloud controller' },
  { key: 'projectcalico.org/', setBy: 'network plugin' },
  { key: 'kubernetes.azure.com/', setBy: 'cloud controller' },
]

/** Labels that the kubelet sets twice: their names, and the old ones. */
export const OLD_LABELS: Readonly<Record<string, string>> = {
  'kubernetes.io/os': 'beta.kubernetes.io/os',
  'kubernetes.io/arch': 'beta.kubernetes.io/arch',
  'node.kubernetes.io/instance-type': 'beta.kubernetes.io/instance-type',
  'topology.kubernetes.io/zone': 'failure-domain.beta.kubernetes.io/zone',
  'topology.kubernetes.io/region': 'failure-domain.beta.kubernetes.io/region',
}

/** Keys of labels and taints that Kubernetes has given another name, and what they are called now. */
export const RENAMED_KEYS: Readonly<Record<string, string>> = {
  'node-role.kubernetes.io/master': 'node-role.kubernetes.io/control-plane',
}

/** The prefix of the labels that say what a node is for. */
export const NODE_ROLE = 'node-role.kubernetes.io'

/** The prefix of the labels that a kubelet may not put on its own node. */
export const NODE_RESTRICTION = 'node-restriction.kubernetes.io'

/** Roles that installers give. */
export const nodeRoles = (): readonly string[] =>
  ['control-plane', 'master', 'worker', 'etcd', 'infra'].map((role) => `${NODE_ROLE}/${role}`)

/** The operating system of a node, and the architecture of its processors. */
export const LABEL_OS = 'kubernetes.io/os'
export const LABEL_ARCH = 'kubernetes.io/arch'

/** What kind of machine a node is, and where it stands. */
export const INSTANCE_TYPE = 'node.kubernetes.io/instance-type'
export const ZONE = 'topology.kubernetes.io/zone'
export const REGION = 'topology.kubernetes.io/region'

/** Labels of virtual nodes, on which the pods of a DaemonSet never start. */
export const VIRTUAL_NODE_LABELS: readonly (readonly [key: string, value: string])[] = [
  [LABEL_EKS_COMPUTE_TYPE, 'fargate'],
  ['type', 'virtual-kubelet'],
]

const MACHINE_LABELS = [LABEL_OS, LABEL_ARCH, INSTANCE_TYPE]

/** Labels whose values come from a published list: they say nothing of whose cluster it is. */
export const withPublishedValues = (): readonly string[] => [
  ...MACHINE_LABELS.flatMap((key) => [key, OLD_LABELS[key] ?? key]),
  ...VIRTUAL_NODE_LABELS.map(([key]) => key),
  'node.kubernetes.io/windows-build',
  'eks.amazonaws.com/capacityType',
  LABEL_KARPENTER_CAPACITY_TYPE,
  'karpenter.k8s.aws/instance-category',
  'karpenter.k8s.aws/instance-family',
  'karpenter.k8s.aws/instance-size',
  'karpenter.k8s.aws/instance-gpu-name',
  'cloud.google.com/gke-accelerator',
  'cloud.google.com/gke-spot',
  'cloud.google.com/gke-provisioning',
  'kubernetes.azure.com/mode',
  'kubernetes.azure.com/os-sku',
  'kubernetes.azure.com/scalesetpriority',
  'virtual-kubelet.io/provider',
  'nvidia.com/gpu.product',
]

/** What a deprecated label of nodes is called now. */
export const renamedLabel = (key: string): string | undefined =>
  Object.keys(OLD_LABELS).find((now) => OLD_LABELS[now] === key) ??
  (Object.hasOwn(RENAMED_KEYS, key) ? RENAMED_KEYS[key] : undefined)

/** Labels that are known by their whole name, and that somebody may mistype. */
export const EXACT_LABELS: readonly string[] = [
  ...WELL_KNOWN_LABELS.flatMap(({ key }) => (key.endsWith('/') ? [] : [key])),
  ...Object.entries(OLD_LABELS).flat(),
  LABEL_KARPENTER_CAPACITY_TYPE,
]

/** What the kubelet calls operating systems and processors: Go's names, of platforms that it is built for. */
const MACHINE_VALUES: Readonly<Record<'os' | 'arch', readonly string[]>> = {
  os: ['linux', 'windows'],
  arch: ['amd64', 'arm64', 'arm', 'ppc64le', 's390x', 'riscv64', '386', 'loong64', 'mips64le'],
}

/** What others call them. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  x64: 'amd64',
  aarch64: 'arm64',
  armv8: 'arm64',
  armv7: 'arm',
  armv7l: 'arm',
  armhf: 'arm',
  i386: '386',
  i686: '386',
  x86: '386',
}

/** The value that a kubelet gives the label for what a value names; undefined where it names nothing that is known. */
export const machineValue = (of: 'os' | 'arch', value: string): string | undefined => {
  const plain = value.toLowerCase()
  const known = MACHINE_VALUES[of].find((each) => each === plain)
  if (known !== undefined || of === 'os') return known
  return Object.hasOwn(OTHER_NAMES, plain) ? OTHER_NAMES[plain] : undefined
}
