import { expect, it } from 'vitest'
import * as wellKnown from '../../src/kube/wellKnown.js'

it('the well-known names are those that Kubernetes uses', () => {
  expect({ ...wellKnown }).toEqual({
    NO_SCHEDULE: 'NoSchedule',
    NO_EXECUTE: 'NoExecute',
    PREFER_NO_SCHEDULE: 'PreferNoSchedule',
    TAINT_EFFECTS: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
    TAINT_NOT_READY: 'node.kubernetes.io/not-ready',
    TAINT_UNREACHABLE: 'node.kubernetes.io/unreachable',
    TAINT_DISK_PRESSURE: 'node.kubernetes.io/disk-pressure',
    TAINT_MEMORY_PRESSURE: 'node.kubernetes.io/memory-pressure',
    TAINT_PID_PRESSURE: 'node.kubernetes.io/pid-pressure',
    TAINT_UNSCHEDULABLE: 'node.kubernetes.io/unschedulable',
    TAINT_NETWORK_UNAVAILABLE: 'node.kubernetes.io/network-unavailable',
    ANNOTATION_MIRROR: 'kubernetes.io/config.mirror',
    PRIORITY_CLASSES: new Map([
      ['system-node-critical', 2_000_001_000],
      ['system-cluster-critical', 2_000_000_000],
    ]),
    FINALIZER_ARGO_HOOK: 'argocd.argoproj.io/hook-finalizer',
    FINALIZER_ORPHAN: 'orphan',
    FINALIZER_FOREGROUND: 'foregroundDeletion',
    LABEL_EKS_COMPUTE_TYPE: 'eks.amazonaws.com/compute-type',
    LABEL_KARPENTER_NODE_POOL: 'karpenter.sh/nodepool',
    LABEL_KARPENTER_REGISTERED: 'karpenter.sh/registered',
    LABEL_KARPENTER_INITIALIZED: 'karpenter.sh/initialized',
    LABEL_KARPENTER_CAPACITY_TYPE: 'karpenter.sh/capacity-type',
    ANNOTATION_RESTARTED_AT: 'kubectl.kubernetes.io/restartedAt',
    ANNOTATION_CHANGE_CAUSE: 'kubernetes.io/change-cause',
    ANNOTATION_DEPLOYMENT_REVISION: 'deployment.kubernetes.io/revision',
    ANNOTATION_CAPACITY: 'capacity.cluster-autoscaler.kubernetes.io/',
    ANNOTATION_CAPACITY_LABELS: 'capacity.cluster-autoscaler.kubernetes.io/labels',
    ANNOTATION_CAPACITY_TAINTS: 'capacity.cluster-autoscaler.kubernetes.io/taints',
    LABEL_HOSTNAME: 'kubernetes.io/hostname',
    FIELD_NODE_NAME: 'metadata.name',
    LABEL_REVISION_HASH: 'controller-revision-hash',
    LABEL_TEMPLATE_GENERATION: 'pod-template-generation',
    LABEL_VIRTUAL_KUBELET_PROVIDER: 'virtual-kubelet.io/provider',
    ANNOTATION_NODE_SELECTOR: 'scheduler.alpha.kubernetes.io/node-selector',
    ANNOTATION_TEMPLATE_GENERATION: 'deprecated.daemonset.template.generation',
  })
})
