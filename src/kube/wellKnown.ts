/** Taint effects that keep pods away; `PreferNoSchedule` only asks. */
export const NO_SCHEDULE = 'NoSchedule'
export const NO_EXECUTE = 'NoExecute'
export const PREFER_NO_SCHEDULE = 'PreferNoSchedule'

/** The three effects, in the order in which Kubernetes lists them. */
export const TAINT_EFFECTS: readonly string[] = [NO_SCHEDULE, PREFER_NO_SCHEDULE, NO_EXECUTE]

/** Taint keys that nodes get from their conditions, and that daemon pods tolerate by themselves. */
export const TAINT_NOT_READY = 'node.kubernetes.io/not-ready'
export const TAINT_UNREACHABLE = 'node.kubernetes.io/unreachable'
export const TAINT_DISK_PRESSURE = 'node.kubernetes.io/disk-pressure'
export const TAINT_MEMORY_PRESSURE = 'node.kubernetes.io/memory-pressure'
export const TAINT_PID_PRESSURE = 'node.kubernetes.io/pid-pressure'
export const TAINT_UNSCHEDULABLE = 'node.kubernetes.io/unschedulable'
export const TAINT_NETWORK_UNAVAILABLE = 'node.kubernetes.io/network-unavailable'

/** The one node field that a selector's `matchFields` can read, and the one that pins a daemon pod. */
export const FIELD_NODE_NAME = 'metadata.name'

/**
 * The priorities of Kubernetes' own priority classes.
 *
 * - **Upstream** kubernetes `pkg/apis/scheduling/types.go` SystemCriticalPriority
 */
export const PRIORITY_CLASSES: ReadonlyMap<string, number> = new Map([
  ['system-node-critical', 2_000_001_000],
  ['system-cluster-critical', 2_000_000_000],
])

/** What a kubelet puts on the pod that mirrors one of its static pods. */
export const ANNOTATION_MIRROR = 'kubernetes.io/config.mirror'

/** The annotation by which a namespace gives all of its pods a node selector. */
export const ANNOTATION_NODE_SELECTOR = 'scheduler.alpha.kubernetes.io/node-selector'

/** Finalizers by which the garbage collector holds an object until its dependents are let go, or gone. */
export const FINALIZER_ORPHAN = 'orphan'
export const FINALIZER_FOREGROUND = 'foregroundDeletion'
/** Argo CD's, on hooks that it deletes only when a sync is over. */
export const FINALIZER_ARGO_HOOK = 'argocd.argoproj.io/hook-finalizer'

/** The label in which a node repeats its name. */
export const LABEL_HOSTNAME = 'kubernetes.io/hostname'

/** What kind of machine a node of EKS is: `auto` in Auto Mode, `fargate` where it is none. */
export const LABEL_EKS_COMPUTE_TYPE = 'eks.amazonaws.com/compute-type'

/** Label and taint of the nodes of a virtual kubelet; the value says whose it is. */
export const LABEL_VIRTUAL_KUBELET_PROVIDER = 'virtual-kubelet.io/provider'

/** Labels of the nodes that Karpenter makes. */
export const LABEL_KARPENTER_NODE_POOL = 'karpenter.sh/nodepool'
export const LABEL_KARPENTER_REGISTERED = 'karpenter.sh/registered'
export const LABEL_KARPENTER_INITIALIZED = 'karpenter.sh/initialized'
export const LABEL_KARPENTER_CAPACITY_TYPE = 'karpenter.sh/capacity-type'

/** Labels and the annotation that tie a daemon pod to the template it was made from. */
export const LABEL_REVISION_HASH = 'controller-revision-hash'
export const LABEL_TEMPLATE_GENERATION = 'pod-template-generation'
export const ANNOTATION_TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation'

/** Annotations that kubectl and the Deployment controller write on workloads and their templates. */
export const ANNOTATION_RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt'
export const ANNOTATION_CHANGE_CAUSE = 'kubernetes.io/change-cause'
export const ANNOTATION_DEPLOYMENT_REVISION = 'deployment.kubernetes.io/revision'

/** What the cluster autoscaler is told of the nodes of a group that has none yet. */
export const ANNOTATION_CAPACITY = 'capacity.cluster-autoscaler.kubernetes.io/'
export const ANNOTATION_CAPACITY_LABELS: string = `${ANNOTATION_CAPACITY}labels`
export const ANNOTATION_CAPACITY_TAINTS: string = `${ANNOTATION_CAPACITY}taints`
