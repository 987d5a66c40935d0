import type { Maybe } from '../data/maybe.js'
import type { ObjectMeta, StringMap } from '../kube/objectMeta.js'
import type { Taint } from '../kube/taint.js'
import { CLOUD_UNINITIALIZED } from '../kube/wellKnownTaints.js'
import { INSTANCE_TYPE, LABEL_OS, REGION, ZONE } from '../kube/wellKnownLabels.js'
import type { NodeTemplate } from './nodeTemplate.js'
import { oneOf, poolTemplate } from './poolTemplate.js'
import { nodeProfile } from './profiles.js'

/**
 * The part of eksctl's ClusterConfig (`eksctl.io/v1alpha5`) that says what its nodes are like.
 *
 * @since 0.2.0
 */
export interface EksctlCluster {
  readonly metadata?: Maybe<ObjectMeta & { readonly region?: Maybe<string> }>
  readonly availabilityZones?: Maybe<readonly string[]>
  readonly managedNodeGroups?: Maybe<readonly EksctlNodeGroup[]>
  readonly nodeGroups?: Maybe<readonly EksctlNodeGroup[]>
  readonly fargateProfiles?: Maybe<readonly unknown[]>
  readonly autoModeConfig?: Maybe<{
    readonly enabled?: Maybe<boolean>
    readonly nodePools?: Maybe<readonly string[]>
  }>
}

/** A node group of eksctl, managed by EKS or not. @since 0.2.0 */
export interface EksctlNodeGroup {
  readonly name?: Maybe<string>
  readonly ami?: Maybe<string>
  readonly amiFamily?: Maybe<string>
  readonly instanceType?: Maybe<string>
  readonly instanceTypes?: Maybe<readonly string[]>
  readonly instancesDistribution?: Maybe<{ readonly instanceTypes?: Maybe<readonly string[]> }>
  readonly availabilityZones?: Maybe<readonly string[]>
  readonly spot?: Maybe<boolean>
  readonly labels?: Maybe<StringMap>
  readonly taints?: Maybe<readonly Taint[] | StringMap>
}

/** The node pools of Auto Mode, where it is enabled and none are named. */
const AUTO_MODE = ['general-purpose', 'system']

/**
 * The templates of the nodes that a ClusterConfig of eksctl makes: one for each node group, for each node pool of Auto
 * Mode, and one for Fargate where there are profiles.
 *
 * - **Rules**
 *   1. The operating system is that of the AMI family, Linux where neither a family nor an AMI is given.
 *   2. Of several instance types or zones a node has one; where none are named, any.
 *   3. Taints of self-managed groups may be a map of `value:Effect` by key.
 *
 * - **Errors** Never throws.
 * - **Upstream** not of Kubernetes: eksctl `pkg/apis/eksctl.io/v1alpha5` types.go, defaults.go, `pkg/utils/taints`
 *
 * @example
 * import { eksctlTemplates } from 'podfit/pools'
 *
 * const managedNodeGroups = [{ name: 'win', amiFamily: 'WindowsServer2022CoreContainer' }]
 * const [template] = eksctlTemplates({ metadata: { name: 'prod' }, managedNodeGroups })
 * template?.node.metadata?.labels?.['kubernetes.io/os'] // => 'windows'
 *
 * @since 0.2.0
 */
export const eksctlTemplates = (config: EksctlCluster): readonly NodeTemplate[] => {
  const { autoModeConfig, fargateProfiles } = config
  const auto = autoModeConfig?.enabled === true ? (autoModeConfig.nodePools ?? AUTO_MODE) : []
  const profiles = [
    ...auto.map((pool) => `eks-auto-${pool}`),
    ...((fargateProfiles ?? []).length > 0 ? ['eks-fargate'] : []),
  ]
  return [
    ...(config.managedNodeGroups ?? []).map((group) => groupTemplate(config, group, true)),
    ...(config.nodeGroups ?? []).map((group) => groupTemplate(config, group, false)),
    ...profiles.flatMap((name) => nodeProfile(name)?.template ?? []),
  ]
}

const groupTemplate = (
  { metadata, availabilityZones }: EksctlCluster,
  group: EksctlNodeGroup,
  managed: boolean,
): NodeTemplate => {
  const name = group.name ?? ''
  const types =
    group.instanceTypes ??
    group.instancesDistribution?.instanceTypes ??
    (group.instanceType === 'mixed' ? [] : [group.instanceType ?? ''])
  const type = oneOf(
    INSTANCE_TYPE,
    types.filter((each) => each !== ''),
  )
  const zone = oneOf(ZONE, group.availabilityZones ?? availabilityZones ?? [])
  const region = oneOf(
    REGION,
    [metadata?.region ?? ''].filter((each) => each !== ''),
  )
  const os = systemOf(group)
  return poolTemplate({
    name,
    labels: {
      ...type.labels,
      ...zone.labels,
      ...region.labels,
      ...(os !== undefined && { [LABEL_OS]: os }),
      ...(managed && {
        'eks.amazonaws.com/capacityType': group.spot === true ? 'SPOT' : 'ON_DEMAND',
      }),
      ...group.labels,
      'alpha.eksctl.io/cluster-name': metadata?.name ?? '',
      'alpha.eksctl.io/nodegroup-name': name,
      ...(managed && { 'eks.amazonaws.com/nodegroup': name }),
    },
    taints: taintsOf(group.taints),
    startupTaints: [CLOUD_UNINITIALIZED],
    unknownLabels: [
      ...type.unknown,
      ...zone.unknown,
      // Put on at the start of a machine, or by EKS.
      { key: 'node-lifecycle' },
      { key: 'alpha.eksctl.io/' },
      { key: 'eks.amazonaws.com/' },
    ],
  })
}

/** Rule 1. */
const systemOf = ({ ami, amiFamily }: EksctlNodeGroup): string | undefined => {
  const family = amiFamily ?? ''
  if (family === '') return (ami ?? '') === '' ? 'linux' : undefined
  return family.startsWith('Windows') ? 'windows' : 'linux'
}

/** Rule 3. */
const taintsOf = (taints: EksctlNodeGroup['taints']): readonly Taint[] => {
  if (taints === undefined || taints === null) return []
  if (isList(taints)) return taints
  return Object.entries(taints).map(([key, text]) => {
    const [value = '', effect] = text.split(':')
    return effect === undefined ? { key, effect: value } : { key, value, effect }
  })
}

const isList = (taints: readonly Taint[] | StringMap): taints is readonly Taint[] =>
  Array.isArray(taints)
