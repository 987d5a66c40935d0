import type { FieldPath } from '../data/fieldPath.js'
import { grouped } from '../data/grouped.js'
import { own } from '../data/own.js'
import { isFieldGateOn } from '../kube/fieldGates.js'
import type { FieldType } from './fieldTypes.js'

/** Whether it is dropped, where this holds for some values or places only. */
type Drops = (value: unknown, at: FieldPath) => boolean

/** A field of a struct, and its feature gate. */
type Row = readonly [field: string, gate: string, drops?: Drops]

/** Whether the field, so many steps within it, belongs to a container in one of these lists. */
const within =
  (steps: number, ...lists: readonly string[]): Drops =>
  (_value, at) =>
    lists.includes(String(at.at(-1 - steps)))

const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers']

/**
 * What the API server drops of a pod template, and of a DaemonSet, that is created while the gate is off; an update
 * keeps what the object uses already.
 *
 * - **Upstream** kubernetes `pkg/api/pod/util.go` dropDisabledFields
 */
const ROWS: readonly Row[] = [
  ['RollingUpdateDaemonSet.maxSurge', 'DaemonSetUpdateSurge', (value) => value !== 0],
  ['PodSpec.ephemeralContainers', 'EphemeralContainers'],
  ['PodAffinityTerm.namespaceSelector', 'PodAffinityNamespaceSelector'],
  [
    'Probe.terminationGracePeriodSeconds',
    'ProbeTerminationGracePeriod',
    (_value, at) => at.at(-2) !== 'readinessProbe',
  ],
  ['SecurityContext.procMount', 'ProcMountType', (value) => value !== 'Default'],
  ['PodSpec.os', 'IdentifyPodOS'],
  ['TopologySpreadConstraint.minDomains', 'MinDomainsInPodTopologySpread'],
  ['TopologySpreadConstraint.matchLabelKeys', 'MatchLabelKeysInPodTopologySpread'],
  ['TopologySpreadConstraint.nodeAffinityPolicy', 'NodeInclusionPolicyInPodTopologySpread'],
  ['TopologySpreadConstraint.nodeTaintsPolicy', 'NodeInclusionPolicyInPodTopologySpread'],
  ['PodSpec.hostUsers', 'UserNamespacesStatelessPodsSupport'],
  ['PodSpec.hostUsers', 'UserNamespacesSupport'],
  ['PodSpec.schedulingGates', 'PodSchedulingReadiness'],
  ['PodSpec.resourceClaims', 'DynamicResourceAllocation'],
  ['ResourceRequirements.claims', 'DynamicResourceAllocation', within(3, ...CONTAINERS)],
  ['Container.resizePolicy', 'InPlacePodVerticalScaling'],
  ['EphemeralContainer.resizePolicy', 'InPlacePodVerticalScaling'],
  ['Container.restartPolicy', 'SidecarContainers', within(2, 'initContainers')],
  [
    'Container.restartPolicy',
    'ContainerRestartRules',
    (value, at) => value !== 'Always' || !within(2, 'initContainers')(value, at),
  ],
  ['EphemeralContainer.restartPolicy', 'ContainerRestartRules'],
  ['Container.restartPolicyRules', 'ContainerRestartRules'],
  ['EphemeralContainer.restartPolicyRules', 'ContainerRestartRules'],
  ['PodAffinityTerm.matchLabelKeys', 'MatchLabelKeysInPodAffinity'],
  ['PodAffinityTerm.mismatchLabelKeys', 'MatchLabelKeysInPodAffinity'],
  ['LifecycleHandler.sleep', 'PodLifecycleSleepAction'],
  ['VolumeProjection.clusterTrustBundle', 'ClusterTrustBundleProjection'],
  ['VolumeMount.recursiveReadOnly', 'RecursiveReadOnlyMounts'],
  ['Volume.image', 'ImageVolume'],
  ['PodSecurityContext.supplementalGroupsPolicy', 'SupplementalGroupsPolicy'],
  ['PodSpec.resources', 'PodLevelResources'],
  ['PodSecurityContext.seLinuxChangePolicy', 'SELinuxChangePolicy'],
  ['Lifecycle.stopSignal', 'ContainerStopSignals'],
  ['EnvVarSource.fileKeyRef', 'EnvFiles'],
  ['PodSpec.hostnameOverride', 'HostnameOverride'],
  ['VolumeProjection.podCertificate', 'PodCertificateRequest'],
  ['PodSpec.workloadRef', 'GenericWorkload'],
  ['PodSpec.schedulingGroup', 'GenericWorkload'],
  ['SecretVolumeSource.defaultUser', 'AtomicWriteVolumeUserFields'],
  ['ConfigMapVolumeSource.defaultUser', 'AtomicWriteVolumeUserFields'],
  ['DownwardAPIVolumeSource.defaultUser', 'AtomicWriteVolumeUserFields'],
  ['ProjectedVolumeSource.defaultUser', 'AtomicWriteVolumeUserFields'],
  ['KeyToPath.user', 'AtomicWriteVolumeUserFields'],
  ['DownwardAPIVolumeFile.user', 'AtomicWriteVolumeUserFields'],
  ['ServiceAccountTokenProjection.user', 'AtomicWriteVolumeUserFields'],
  ['ClusterTrustBundleProjection.user', 'AtomicWriteVolumeUserFields'],
  ['PodCertificateProjection.user', 'AtomicWriteVolumeUserFields'],
  ['EmptyDirVolumeSource.mode', 'EmptyDirVolumeMode'],
  ['PodSpec.evictionResponders', 'EvictionRequestAPI'],
  ['GRPCAction.mode', 'GRPCContainerProbeTLS'],
  ['HTTPGetAction.protocol', 'H2CContainerProbe'],
  ['VolumeMount.bindMountOptions', 'VolumeBindMountOptions'],
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
    ([, gate, drops]) =>
      (own(gates, gate) ?? isFieldGateOn(gate, minor)) === false && (drops?.(value, at) ?? true),
  )?.[1]
