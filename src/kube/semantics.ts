/**
 * What differs between Kubernetes versions, as named switches; each is true in the newest release, but for
 * those that a feature gate keeps off and those that only a preview has. Every function that answers by such a rule has it among its options. `semanticsFor` makes it from a
 * version, `SWITCHES` says since when each is on and what it may change.
 *
 * @since 0.1.0
 */
export interface Semantics {
  /** A rolling update may surge (feature gate `DaemonSetUpdateSurge`, until it was always on). */
  readonly surge: boolean
  /** A rolling update that does not say how far it surges does not; before, it failed. */
  readonly absentSurgeIsNone: boolean
  /** The API server warns of what it takes although it is odd. */
  readonly serverWarns: boolean
  /** Only revisions of the DaemonSet's own namespace are looked at. */
  readonly revisionsOfNamespace: boolean
  /** Warnings of seccomp annotations say when these stop working. */
  readonly seccompEndWarned: boolean
  /** The template generation label alone makes a pod count as updated. */
  readonly generationCounts: boolean
  /** Volumes of GlusterFS are warned of; warnings of seccomp annotations leave their end open. */
  readonly glusterfsWarned: boolean
  /** The status is written also when a step of the pass fails. */
  readonly statusAfterFailure: boolean
  /** A surging update leaves out nodes that should not run a pod, and drains them. */
  readonly surgeChecksNodes: boolean
  /** Values in expressions of a new object's selectors have to be label values. */
  readonly selectorValuesChecked: boolean
  /** Fractions of bytes in ephemeral volume claims are warned of. */
  readonly claimBytesWarned: boolean
  /** A pod that has succeeded is deleted and made anew; otherwise it is left as if it ran. */
  readonly succeededDeleted: boolean
  /** A pod that has ended and is being deleted no longer holds its node. */
  readonly endedTerminatingIgnored: boolean
  /** Negative grace periods are warned of; of seccomp annotations and old volumes the release is named in which they stopped working. */
  readonly gracePeriodWarned: boolean
  /** What the containers of a pod request is added up as it is written; before, each request was rounded up first. */
  readonly requestsRoundedOnce: boolean
  /** Ports that overlap, null label selectors and volumes of CephFS and RBD are warned of, of repeated variables only those that hide one, of volumes of one name none. */
  readonly portsWarned: boolean
  /** A template on the host's network keeps ports without a `hostPort`; before, they got their `containerPort`. */
  readonly templateHostPortsKept: boolean
  /** Of a resource that a pod requests nothing of, a node may have too little. */
  readonly zeroRequestsPass: boolean
  /** What an init container that keeps running requests is needed beside the containers. */
  readonly sidecarsRequest: boolean
  /** An outdated pod that is not available counts against the budget of the update that replaces it. */
  readonly outdatedUnavailableCounts: boolean
  /** A change of a node that is none of its labels or taints is not looked at. */
  readonly otherNodeChangesIgnored: boolean
  /** The address of a host alias is written also where it is empty. */
  readonly hostAliasAddressWritten: boolean
  /** AppArmor annotations without the field are warned of; of hidden variables is said that they may be dropped. */
  readonly appArmorWarned: boolean
  /** More labels of nodes count as deprecated, as `node-role.kubernetes.io/master`. */
  readonly nodeLabelsWarned: boolean
  /** Paths in volumes that overlap are warned of. */
  readonly pathsWarned: boolean
  /** A change of a node queues a DaemonSet by its need of a pass; before, by a changed decision. */
  readonly nodeChangeQueuesByNeed: boolean
  /** Which of several failed pods goes first: one that is owned before one that is adopted. */
  readonly ownedPodsFirst: boolean
  /** Values in required node affinity of a new object have to be label values. */
  readonly nodeAffinityValuesChecked: boolean
  /** Odd spellings of addresses, repeated port names and, in preferred affinity, values that are no label values are warned of; warnings of gitRepo volumes say that they are off. */
  readonly addressesWarned: boolean
  /** What the kubelet has allocated of a pod and put in place counts, if that is more (feature gate `InPlacePodVerticalScaling`). */
  readonly statusRequestsCount: boolean
  /** An init container that keeps running holds its host ports. */
  readonly sidecarPortsHeld: boolean
  /** A node event queues a DaemonSet that has a pod there and counts misscheduled ones. */
  readonly misscheduledQueues: boolean
  /** A pod is a DaemonSet's if its controller reference has the same kind, name and UID; before, the UID. */
  readonly controllerNamed: boolean
  /** A pod is available in the very instant in which `minReadySeconds` have passed, not only after it. */
  readonly availableAtBoundary: boolean
  /** A recorded template has no `creationTimestamp`; before, it had one that is null. */
  readonly creationTimestampOmitted: boolean
  /** An AppArmor annotation is warned of unless the pod's field says the same; overlapping paths are found exactly; pod certificates can be projected. */
  readonly appArmorCompared: boolean
  /** Requests of a pod as a whole stand for those of its containers (feature gate `PodLevelResources`). */
  readonly podRequestsCount: boolean
  /** Volumes of images are filled in (feature gate `ImageVolume`). */
  readonly imageVolumesDefaulted: boolean
  /** An object that has tolerations with `Lt` or `Gt` may keep having some, whatever the feature gate says. */
  readonly comparingTolerationsStay: boolean
  /** Tolerations may use `Lt` and `Gt` (feature gate `TaintTolerationComparisonOperators`). */
  readonly tolerationComparison: boolean
  /** Warnings of addresses in odd spellings call them invalid. */
  readonly addressesRefused: boolean
  /** The scheduler looks at the taints of devices that a pod claims, unless its gate `DRADeviceTaints` is off. */
  readonly deviceTaintsRead: boolean
  /** The scheduler looks at the features that kubelets declare, unless its gate `NodeDeclaredFeatures` is off. */
  readonly declaredFeaturesRead: boolean
  /** What the kubelet has allocated to a pod as a whole counts, if that is more (feature gate `InPlacePodLevelResourcesVerticalScaling`). */
  readonly podStatusRequestsCount: boolean
  /** Trust bundles and certificates of pods can be projected unless their feature gates are turned off. */
  readonly certificatesProjected: boolean
  /** What is requested, allocated and in place is added up over the containers of a pod first, then compared. */
  readonly statusRequestsSummed: boolean
  /** Whether a quantity has fractions of bytes is found out exactly; warnings of `node-role.kubernetes.io/master` name a release. */
  readonly fractionsExact: boolean
}

/**
 * Whose rules hold: those of the newest verified release unless others are given.
 *
 * @since 0.2.0
 */
export interface SemanticsOptions {
  readonly semantics?: Semantics | undefined
}

/**
 * The switches of the newest Kubernetes that podfit is verified against, with its default feature gates.
 *
 * @example
 * import { newestSemantics, tolerates } from 'podfit'
 *
 * const semantics = { ...newestSemantics, tolerationComparison: true }
 * tolerates({ key: 'sla', operator: 'Gt', value: '950' }, { key: 'sla', value: '999', effect: 'NoSchedule' }, { semantics }) // => true
 *
 * @since 0.1.0
 */
export const newestSemantics: Semantics = {
  surge: true,
  absentSurgeIsNone: true,
  serverWarns: true,
  revisionsOfNamespace: true,
  seccompEndWarned: true,
  generationCounts: true,
  glusterfsWarned: true,
  statusAfterFailure: true,
  surgeChecksNodes: true,
  selectorValuesChecked: true,
  claimBytesWarned: true,
  succeededDeleted: true,
  endedTerminatingIgnored: true,
  gracePeriodWarned: true,
  requestsRoundedOnce: true,
  portsWarned: true,
  templateHostPortsKept: true,
  zeroRequestsPass: true,
  sidecarsRequest: true,
  outdatedUnavailableCounts: true,
  otherNodeChangesIgnored: true,
  hostAliasAddressWritten: true,
  appArmorWarned: true,
  nodeLabelsWarned: true,
  pathsWarned: true,
  nodeChangeQueuesByNeed: true,
  ownedPodsFirst: true,
  nodeAffinityValuesChecked: true,
  addressesWarned: true,
  statusRequestsCount: true,
  sidecarPortsHeld: true,
  misscheduledQueues: true,
  controllerNamed: true,
  availableAtBoundary: true,
  creationTimestampOmitted: true,
  appArmorCompared: true,
  podRequestsCount: true,
  imageVolumesDefaulted: true,
  comparingTolerationsStay: true,
  tolerationComparison: false,
  addressesRefused: true,
  deviceTaintsRead: true,
  declaredFeaturesRead: true,
  podStatusRequestsCount: true,
  certificatesProjected: true,
  statusRequestsSummed: true,
  fractionsExact: false,
}
