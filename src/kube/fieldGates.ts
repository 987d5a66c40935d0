import { own } from '../data/own.js'

/** A gate that is still off by default in the newest release that is known. */
const STILL = Number.POSITIVE_INFINITY

/**
 * The feature gates that decide for podfit only whether the API server keeps a field, each with the minor releases
 * that know it and have it off by default.
 *
 * - **Upstream** kubernetes `pkg/features/kube_features.go` defaultVersionedKubernetesFeatureGates
 */
const FIELD_GATES: Readonly<Record<string, readonly [since: number, until: number]>> = {
  DaemonSetUpdateSurge: [21, 21],
  EphemeralContainers: [21, 22],
  PodAffinityNamespaceSelector: [21, 21],
  ProbeTerminationGracePeriod: [21, 24],
  ProcMountType: [21, 32],
  IdentifyPodOS: [23, 23],
  MinDomainsInPodTopologySpread: [24, 26],
  MatchLabelKeysInPodTopologySpread: [25, 26],
  NodeInclusionPolicyInPodTopologySpread: [25, 25],
  UserNamespacesStatelessPodsSupport: [25, 27],
  UserNamespacesSupport: [28, 32],
  PodSchedulingReadiness: [26, 26],
  DynamicResourceAllocation: [26, 33],
  InPlacePodVerticalScaling: [27, 32],
  SidecarContainers: [28, 28],
  ContainerRestartRules: [34, 34],
  MatchLabelKeysInPodAffinity: [29, 30],
  PodLifecycleSleepAction: [29, 29],
  ClusterTrustBundleProjection: [29, 36],
  RecursiveReadOnlyMounts: [30, 30],
  ImageVolume: [31, 34],
  SupplementalGroupsPolicy: [31, 32],
  PodLevelResources: [32, 33],
  SELinuxChangePolicy: [32, 32],
  ContainerStopSignals: [33, STILL],
  EnvFiles: [34, 34],
  HostnameOverride: [34, 34],
  PodCertificateRequest: [34, 36],
  GenericWorkload: [35, STILL],
  AtomicWriteVolumeUserFields: [37, 37],
  EmptyDirVolumeMode: [37, STILL],
  EvictionRequestAPI: [37, STILL],
  GRPCContainerProbeTLS: [37, STILL],
  H2CContainerProbe: [37, STILL],
  VolumeBindMountOptions: [37, STILL],
}

/** Whether a minor release has such a gate on by default; undefined before it is known, and for any other gate. */
export const isFieldGateOn = (gate: string, minor: number): boolean | undefined => {
  const range = own(FIELD_GATES, gate)
  return range === undefined || minor < range[0] ? undefined : minor > range[1]
}
