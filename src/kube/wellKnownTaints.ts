import {
  LABEL_EKS_COMPUTE_TYPE,
  LABEL_VIRTUAL_KUBELET_PROVIDER,
  NO_EXECUTE,
  NO_SCHEDULE,
  TAINT_DISK_PRESSURE,
  TAINT_MEMORY_PRESSURE,
  TAINT_NETWORK_UNAVAILABLE,
  TAINT_NOT_READY,
  TAINT_PID_PRESSURE,
  TAINT_UNREACHABLE,
  TAINT_UNSCHEDULABLE,
} from './wellKnown.js'

/** Who puts something on nodes, or takes it off. */
export type Actor =
  | 'administrator'
  | 'cloud controller'
  | 'Cluster API'
  | 'cluster autoscaler'
  | 'device plugin'
  | 'EKS'
  | 'Karpenter'
  | 'kubelet'
  | 'network plugin'
  | 'node controller'
  | 'node pool'
  | 'storage driver'
  | 'virtual kubelet'

/** A taint that means the same in everybody's cluster. */
export interface WellKnownTaint {
  /** As it stands on nodes. */
  readonly taint: {
    readonly key: string
    readonly value?: string
    readonly effect: string
  }
  readonly setBy: Actor
  readonly removedBy: Actor
  /** The DaemonSets whose pod has to run before it is removed; `*` stands for any text. */
  readonly daemonSets?: readonly string[]
  /** Only some clusters put it on new nodes. */
  readonly optional?: true
  /** It goes away once a node is up. */
  readonly startup?: true
  /** It marks virtual nodes, for good. */
  readonly virtual?: true
  /** The node is broken, going away or virtual, and a pod that is not made for such nodes has no business there. */
  readonly unfit?: true
}

/** What a node carries until its cloud, or Cluster API, or Karpenter knows it. */
export const CLOUD_UNINITIALIZED: WellKnownTaint['taint'] = {
  key: 'node.cloudprovider.kubernetes.io/uninitialized',
  value: 'true',
  effect: NO_SCHEDULE,
}
export const CLUSTER_API_UNINITIALIZED: WellKnownTaint['taint'] = {
  key: 'node.cluster.x-k8s.io/uninitialized',
  effect: NO_SCHEDULE,
}
export const KARPENTER_UNREGISTERED: WellKnownTaint['taint'] = {
  key: 'karpenter.sh/unregistered',
  effect: NO_EXECUTE,
}

/** The taints that every node begins with. */
export const FIRST_TAINTS: readonly WellKnownTaint['taint'][] = [
  { key: TAINT_NOT_READY, effect: NO_SCHEDULE },
  { key: TAINT_NOT_READY, effect: NO_EXECUTE },
]

/** DaemonSets by the names that everybody's manifests give them. */
const NETWORK_PLUGINS = [
  'aws-node',
  'kindnet',
  'cilium',
  'calico-node',
  'kube-flannel*',
  'weave-net',
  'antrea-agent',
  'kube-router',
  'canal',
  'ovnkube-node',
  'azure-cni*',
  'kube-ovn-cni',
]
const CLOUD_CONTROLLERS = ['*cloud-controller-manager', '*cloud-node-manager']
const GPU_DRIVERS = [
  'nvidia-driver-daemonset*',
  'nvidia-device-plugin*',
  'nvidia-gpu-device-plugin*',
]

/**
 * The taints with a meaning: Kubernetes' own, and those of clouds, autoscalers, network plugins, storage and
 * device drivers and virtual nodes.
 */
export const WELL_KNOWN_TAINTS: readonly WellKnownTaint[] = [
  {
    taint: { key: TAINT_NOT_READY, effect: NO_SCHEDULE },
    setBy: 'node controller',
    removedBy: 'node controller',
    daemonSets: NETWORK_PLUGINS,
    startup: true,
    unfit: true,
  },
  {
    taint: { key: TAINT_NOT_READY, effect: NO_EXECUTE },
    setBy: 'node controller',
    removedBy: 'node controller',
    startup: true,
  },
  {
    taint: { key: TAINT_UNREACHABLE, effect: NO_SCHEDULE },
    setBy: 'node controller',
    removedBy: 'node controller',
    startup: true,
    unfit: true,
  },
  {
    taint: { key: TAINT_UNREACHABLE, effect: NO_EXECUTE },
    setBy: 'node controller',
    removedBy: 'node controller',
    startup: true,
  },
  {
    taint: { key: TAINT_NETWORK_UNAVAILABLE, effect: NO_SCHEDULE },
    setBy: 'node controller',
    removedBy: 'node controller',
    daemonSets: NETWORK_PLUGINS,
    unfit: true,
  },
  {
    taint: { key: TAINT_DISK_PRESSURE, effect: NO_SCHEDULE },
    setBy: 'node controller',
    removedBy: 'node controller',
  },
  {
    taint: { key: TAINT_MEMORY_PRESSURE, effect: NO_SCHEDULE },
    setBy: 'node controller',
    removedBy: 'node controller',
  },
  {
    taint: { key: TAINT_PID_PRESSURE, effect: NO_SCHEDULE },
    setBy: 'node controller',
    removedBy: 'node controller',
  },
  {
    taint: { key: TAINT_UNSCHEDULABLE, effect: NO_SCHEDULE },
    setBy: 'node controller',
    removedBy: 'node controller',
  },
  {
    taint: {
      key: 'node.kubernetes.io/out-of-service',
      value: 'nodeshutdown',
      effect: NO_EXECUTE,
    },
    setBy: 'administrator',
    removedBy: 'administrator',
    unfit: true,
  },
  {
    taint: CLOUD_UNINITIALIZED,
    setBy: 'kubelet',
    removedBy: 'cloud controller',
    daemonSets: CLOUD_CONTROLLERS,
    startup: true,
    unfit: true,
  },
  {
    taint: { key: 'node.cloudprovider.kubernetes.io/shutdown', effect: NO_SCHEDULE },
    setBy: 'cloud controller',
    removedBy: 'cloud controller',
    unfit: true,
  },
  {
    taint: CLUSTER_API_UNINITIALIZED,
    setBy: 'Cluster API',
    removedBy: 'Cluster API',
    startup: true,
  },
  {
    taint: { key: 'ToBeDeletedByClusterAutoscaler', effect: NO_SCHEDULE },
    setBy: 'cluster autoscaler',
    removedBy: 'cluster autoscaler',
    unfit: true,
  },
  { taint: KARPENTER_UNREGISTERED, setBy: 'kubelet', removedBy: 'Karpenter', startup: true },
  {
    taint: { key: 'karpenter.sh/disrupted', effect: NO_SCHEDULE },
    setBy: 'Karpenter',
    removedBy: 'Karpenter',
    unfit: true,
  },
  {
    taint: { key: LABEL_EKS_COMPUTE_TYPE, value: 'fargate', effect: NO_SCHEDULE },
    setBy: 'EKS',
    removedBy: 'EKS',
    virtual: true,
    unfit: true,
  },
  {
    taint: { key: LABEL_VIRTUAL_KUBELET_PROVIDER, effect: NO_SCHEDULE },
    setBy: 'virtual kubelet',
    removedBy: 'virtual kubelet',
    virtual: true,
    unfit: true,
  },
  {
    taint: { key: 'node.cilium.io/agent-not-ready', value: 'true', effect: NO_EXECUTE },
    setBy: 'node pool',
    removedBy: 'network plugin',
    daemonSets: ['cilium'],
    startup: true,
  },
  {
    taint: { key: 'ebs.csi.aws.com/agent-not-ready', effect: NO_EXECUTE },
    setBy: 'node pool',
    removedBy: 'storage driver',
    daemonSets: ['ebs-csi-node'],
    optional: true,
    startup: true,
  },
  {
    taint: { key: 'efs.csi.aws.com/agent-not-ready', effect: NO_EXECUTE },
    setBy: 'node pool',
    removedBy: 'storage driver',
    daemonSets: ['efs-csi-node'],
    optional: true,
    startup: true,
  },
  {
    taint: { key: 'fsx.csi.aws.com/agent-not-ready', effect: NO_EXECUTE },
    setBy: 'node pool',
    removedBy: 'storage driver',
    daemonSets: ['fsx-csi-node'],
    optional: true,
    startup: true,
  },
  {
    taint: { key: 'cni.istio.io/not-ready', effect: NO_SCHEDULE },
    setBy: 'node pool',
    removedBy: 'network plugin',
    daemonSets: ['istio-cni-node'],
    optional: true,
    startup: true,
  },
  {
    taint: { key: 'sidecar.istio.io/not-ready', effect: NO_SCHEDULE },
    setBy: 'node pool',
    removedBy: 'network plugin',
    optional: true,
    startup: true,
  },
  {
    taint: { key: 'cloud.google.com/impending-node-termination', effect: NO_SCHEDULE },
    setBy: 'cloud controller',
    removedBy: 'cloud controller',
    unfit: true,
  },
  {
    // Once its drivers run a GPU can be used; who then removes the taint differs.
    taint: { key: 'nvidia.com/gpu-not-ready', effect: NO_SCHEDULE },
    setBy: 'node pool',
    removedBy: 'device plugin',
    daemonSets: GPU_DRIVERS,
    optional: true,
    startup: true,
  },
]

/** Under these, taints come and go with the state of a node. */
export const PASSING_TAINTS: readonly string[] = [
  'node.kubernetes.io/',
  'node.cloudprovider.kubernetes.io/',
  'karpenter.sh/',
]

/** Under these, taints go away once a node is up: the cluster autoscaler's by its own rule, and the node readiness controller's. */
export const STARTUP_PREFIXES: readonly string[] = [
  'startup-taint.cluster-autoscaler.kubernetes.io/',
  'ignore-taint.cluster-autoscaler.kubernetes.io/',
  'readiness.k8s.io/',
]

/** Under these, a vendor's taints come and go: the autoscaler's by its own rule, AWS's before an instance goes. */
const VENDORS_PASSING: readonly string[] = [
  ...STARTUP_PREFIXES,
  'status-taint.cluster-autoscaler.kubernetes.io/',
  'aws-node-termination-handler/',
  'karpenter.sh/',
]

const REMOVED_AGAIN: ReadonlySet<string> = new Set(
  WELL_KNOWN_TAINTS.flatMap(({ taint, virtual }) => (virtual ? [] : [taint.key])),
)

/** Whether somebody takes a taint off again: nobody has to tolerate it for good. */
export const isRemovedAgain = ({ key }: { readonly key?: string | null | undefined }): boolean =>
  REMOVED_AGAIN.has(key ?? '') || VENDORS_PASSING.some((prefix) => key?.startsWith(prefix) === true)
