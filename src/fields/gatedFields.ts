import type { FieldPath } from '../data/fieldPath.js'
import { grouped } from '../data/grouped.js'
import { own } from '../data/own.js'
import type { FieldType } from './fieldTypes.js'

/** Whether it is dropped, where this holds for some values or places only. */
type Drops = (value: unknown, at: FieldPath) => boolean

/** A field of a struct, its feature gate, and the minor releases that have that off unless it is set. */
type Row = readonly [field: string, gate: string, since: number, until: number, drops?: Drops]

/** Whether the field, so many steps within it, belongs to a container in one of these lists. */
const within =
  (steps: number, ...lists: readonly string[]): Drops =>
  (_value, at) =>
    lists.includes(String(at.at(-1 - steps)))

const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers']

/** A gate that is still off by default in the newest release that is known. */
const STILL = Number.POSITIVE_INFINITY

/**
 * What the API server drops of a pod template, and of a DaemonSet, that is created, and in which releases; an update
 * keeps what the object uses already.
 *
 * - **Upstream** kubernetes `pkg/api/pod/util.go` dropDisabledFields; kubernetes
 *   `pkg/features/kube_features.go` defaultVersionedKubernetesFeatureGates
 */
const ROWS: readonly Row[] = [
  ['RollingUpdateDaemonSet.maxSurge', 'DaemonSetUpdateSurge', 21, 21, (value) => value !== 0],
  ['PodSpec.ephemeralContainers', 'EphemeralContainers', 21, 22],
  ['PodAffinityTerm.namespaceSelector', 'PodAffinityNamespaceSelector', 21, 21],
  [
    'Probe.terminationGracePeriodSeconds',
    'ProbeTerminationGracePeriod',
    21,
    24,
    (_value, at) => at.at(-2) !== 'readinessProbe',
  ],
  ['SecurityContext.procMount', 'ProcMountType', 21, 32, (value) => value !== 'Default'],
  ['PodSpec.os', 'IdentifyPodOS', 23, 23],
  ['TopologySpreadConstraint.minDomains', 'MinDomainsInPodTopologySpread', 24, 26],
  ['TopologySpreadConstraint.matchLabelKeys', 'MatchLabelKeysInPodTopologySpread', 25, 26],
  ['TopologySpreadConstraint.nodeAffinityPolicy', 'NodeInclusionPolicyInPodTopologySpread', 25, 25],
  ['TopologySpreadConstraint.nodeTaintsPolicy', 'NodeInclusionPolicyInPodTopologySpread', 25, 25],
  ['PodSpec.hostUsers', 'UserNamespacesStatelessPodsSupport', 25, 27],
  ['PodSpec.hostUsers', 'UserNamespacesSupport', 28, 32],
  ['PodSpec.schedulingGates', 'PodSchedulingReadiness', 26, 26],
  ['PodSpec.resourceClaims', 'DynamicResourceAllocation', 26, 33],
  ['ResourceRequirements.claims', 'DynamicResourceAllocation', 26, 33, within(3, ...CONTAINERS)],
  ['Container.resizePolicy', 'InPlacePodVerticalScaling', 27, 32],
  ['EphemeralContainer.resizePolicy', 'InPlacePodVerticalScaling', 27, 32],
  ['Container.restartPolicy', 'SidecarContainers', 28, 28, within(2, 'initContainers')],
  [
    'Container.restartPolicy',
    'ContainerRestartRules',
    34,
    34,
    (value, at) => value !== 'Always' || !within(2, 'initContainers')(value, at),
  ],
  ['EphemeralContainer.restartPolicy', 'ContainerRestartRules', 34, 34],
  ['Container.restartPolicyRules', 'ContainerRestartRules', 34, 34],
  ['EphemeralContainer.restartPolicyRules', 'ContainerRestartRules', 34, 34],
  ['PodAffinityTerm.matchLabelKeys', 'MatchLabelKeysInPodAffinity', 29, 30],
  ['PodAffinityTerm.mismatchLabelKeys', 'MatchLabelKeysInPodAffinity', 29, 30],
  ['LifecycleHandler.sleep', 'PodLifecycleSleepAction', 29, 29],
  ['VolumeProjection.clusterTrustBundle', 'ClusterTrustBundleProjection', 29, 36],
  ['VolumeMount.recursiveReadOnly', 'RecursiveReadOnlyMounts', 30, 30],
  ['Volume.image', 'ImageVolume', 31, 34],
  ['PodSecurityContext.supplementalGroupsPolicy', 'SupplementalGroupsPolicy', 31, 32],
  ['PodSpec.resources', 'PodLevelResources', 32, 33],
  ['PodSecurityContext.seLinuxChangePolicy', 'SELinuxChangePolicy', 32, 32],
  ['Lifecycle.stopSignal', 'ContainerStopSignals', 33, STILL],
  ['EnvVarSource.fileKeyRef', 'EnvFiles', 34, 34],
  ['PodSpec.hostnameOverride', 'HostnameOverride', 34, 34],
  ['VolumeProjection.podCertificate', 'PodCertificateRequest', 34, 36],
  ['PodSpec.workloadRef', 'GenericWorkload', 35, 35],
  ['PodSpec.schedulingGroup', 'GenericWorkload', 36, STILL],
  ['SecretVolumeSource.defaultUser', 'AtomicWriteVolumeUserFields', 37, 37],
  ['ConfigMapVolumeSource.defaultUser', 'AtomicWriteVolumeUserFields', 37, 37],
  ['DownwardAPIVolumeSource.defaultUser', 'AtomicWriteVolumeUserFields', 37, 37],
  ['ProjectedVolumeSource.defaultUser', 'AtomicWriteVolumeUserFields', 37, 37],
  ['KeyToPath.user', 'AtomicWriteVolumeUserFields', 37, 37],
  ['DownwardAPIVolumeFile.user', 'AtomicWriteVolumeUserFields', 37, 37],
  ['ServiceAccountTokenProjection.user', 'AtomicWriteVolumeUserFields', 37, 37],
  ['ClusterTrustBundleProjection.user', 'AtomicWriteVolumeUserFields', 37, 37],
  ['PodCertificateProjection.user', 'AtomicWriteVolumeUserFields', 37, 37],
  ['EmptyDirVolumeSource.mode', 'EmptyDirVolumeMode', 37, STILL],
  ['PodSpec.evictionResponders', 'EvictionRequestAPI', 37, STILL],
  ['GRPCAction.mode', 'GRPCContainerProbeTLS', 37, STILL],
  ['HTTPGetAction.protocol', 'H2CContainerProbe', 37, STILL],
  ['VolumeMount.bindMountOptions', 'VolumeBindMountOptions', 37, STILL],
]

let known: ReadonlyMap<string, readonly Row[]> | undefined

/** The rows of each field, put together when they are first asked. */
const rowsOf = (field: string): readonly Row[] | undefined =>
  (known ??= grouped(ROWS, ([name]) => name)).get(field)

/** Where a field stands whose gate is asked for. */
export interface GatedPlace {
  readonly type: FieldType
  readonly name: string
  readonly value: unknown
  readonly path: FieldPath
}

/** The gate that is off, so that a release drops the value of a field; undefined for one that it keeps. */
export const gateOff = (
  { type, name, value, path: at }: GatedPlace,
  minor: number,
  gates: Readonly<Record<string, boolean>> = {},
): string | undefined =>
  rowsOf(`${type}.${name}`)?.find(
    ([, gate, since, until, drops]) =>
      since <= minor && !(own(gates, gate) ?? minor > until) && (drops?.(value, at) ?? true),
  )?.[1]
