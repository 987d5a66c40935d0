import type { Maybe } from '../data/maybe.js'
import type { StringMap } from '../kube/objectMeta.js'
import type { Taint } from '../kube/taint.js'
import { NO_EXECUTE, NO_SCHEDULE, PREFER_NO_SCHEDULE } from '../kube/wellKnown.js'
import { INSTANCE_TYPE, LABEL_ARCH, LABEL_OS, ZONE } from '../kube/wellKnownLabels.js'
import type { NodeTemplate } from './nodeTemplate.js'
import { oneOf, poolTemplate } from './poolTemplate.js'
import { nodeProfile } from './profiles.js'

/** A node pool of GKE, as `gcloud container node-pools list --format json` prints it. @since 0.2.0 */
export interface GkeNodePool {
  readonly name?: Maybe<string>
  readonly locations?: Maybe<readonly string[]>
  readonly config?: Maybe<{
    readonly machineType?: Maybe<string>
    readonly imageType?: Maybe<string>
    readonly spot?: Maybe<boolean>
    readonly preemptible?: Maybe<boolean>
    readonly labels?: Maybe<StringMap>
    readonly taints?: Maybe<readonly Taint[]>
    readonly accelerators?: Maybe<readonly { readonly acceleratorType?: Maybe<string> }[]>
  }>
}

/** A cluster of GKE, as `gcloud container clusters describe --format json` prints it. @since 0.2.0 */
export interface GkeCluster {
  readonly nodePools?: Maybe<readonly GkeNodePool[]>
  readonly autopilot?: Maybe<{ readonly enabled?: Maybe<boolean> }>
}

const PREFIX = 'cloud.google.com/'

/** How GKE's API calls the effects of taints. */
const EFFECTS: ReadonlyMap<string, string> = new Map([
  ['NO_SCHEDULE', NO_SCHEDULE],
  ['PREFER_NO_SCHEDULE', PREFER_NO_SCHEDULE],
  ['NO_EXECUTE', NO_EXECUTE],
])

/** Machines with Arm processors, by how their names begin. */
const ARM = ['t2a-', 'c4a-', 'n4a-']

/**
 * The template of the nodes that a node pool of GKE makes.
 *
 * - **Rules**
 *   1. Labels are those of the pool and those that GKE gives each of its nodes: the pool's name, how it is provisioned,
 *      its image, its accelerator. A node is in one of the pool's zones.
 *   2. GKE taints Windows nodes (`node.kubernetes.io/os=windows`) and Arm nodes (`kubernetes.io/arch=arm64`) by itself.
 *
 * - **Errors** Never throws.
 * - **Upstream** not of Kubernetes: GKE's REST reference `projects.locations.clusters.nodePools`, and its pages about
 *   Windows Server node pools, Arm workloads and spot machines
 *
 * @example
 * import { gkeNodePoolTemplate } from 'podfit/pools'
 *
 * const taints = [{ key: 'db', value: 'yes', effect: 'NO_SCHEDULE' }]
 * gkeNodePoolTemplate({ name: 'db', config: { taints } }).node.spec?.taints // => [{ key: 'db', value: 'yes', effect: 'NoSchedule' }]
 *
 * @since 0.2.0
 */
export const gkeNodePoolTemplate = ({ name, locations, config }: GkeNodePool): NodeTemplate => {
  const image = config?.imageType?.toUpperCase() ?? ''
  const machine = config?.machineType ?? ''
  const isWindows = image.startsWith('WINDOWS')
  const isArm = ARM.some((prefix) => machine.startsWith(prefix))
  const zone = oneOf(ZONE, locations ?? [])
  const accelerator = oneOf(
    `${PREFIX}gke-accelerator`,
    (config?.accelerators ?? []).flatMap(({ acceleratorType }) => acceleratorType ?? []),
  )
  return poolTemplate({
    name: name ?? '',
    labels: {
      ...zone.labels,
      ...(machine !== '' && { [INSTANCE_TYPE]: machine }),
      ...imageLabels(image),
      ...(isArm && { [LABEL_ARCH]: 'arm64' }),
      ...(isWindows && { [LABEL_ARCH]: 'amd64' }),
      ...provisioningLabels(config),
      ...accelerator.labels,
      ...config?.labels,
      [`${PREFIX}gke-nodepool`]: name ?? '',
    },
    taints: [
      ...(config?.taints ?? []).map(({ effect, ...taint }) => ({
        ...taint,
        effect: EFFECTS.get(effect ?? '') ?? effect ?? '',
      })),
      ...(isWindows
        ? [{ key: 'node.kubernetes.io/os', value: 'windows', effect: NO_SCHEDULE }]
        : []),
      ...(isArm ? [{ key: LABEL_ARCH, value: 'arm64', effect: NO_SCHEDULE }] : []),
    ].filter(
      (taint, i, all) =>
        all.findIndex(({ key, effect }) => key === taint.key && effect === taint.effect) === i,
    ),
    startupTaints: [],
    unknownLabels: [...zone.unknown, ...accelerator.unknown],
  })
}

/** What the image of a pool says of its nodes; nothing where it is not named. */
const imageLabels = (image: string): StringMap => {
  if (image === '') return {}
  const [family = ''] = image.toLowerCase().split('_')
  const isWindows = family === 'windows'
  return { [LABEL_OS]: isWindows ? 'windows' : 'linux', [`${PREFIX}gke-os-distribution`]: family }
}

const provisioningLabels = (config: GkeNodePool['config']): StringMap => {
  if (config?.spot === true)
    return { [`${PREFIX}gke-spot`]: 'true', [`${PREFIX}gke-provisioning`]: 'spot' }
  return config?.preemptible === true
    ? { [`${PREFIX}gke-preemptible`]: 'true', [`${PREFIX}gke-provisioning`]: 'preemptible' }
    : { [`${PREFIX}gke-provisioning`]: 'standard' }
}

/**
 * The templates of the nodes that a cluster of GKE makes: one for each of its node pools; of an Autopilot cluster, whose
 * pools are Google's, one for all.
 *
 * - **Errors** Never throws.
 *
 * @example
 * import { gkeClusterTemplates } from 'podfit/pools'
 *
 * gkeClusterTemplates({ autopilot: { enabled: true } }).map(({ node }) => node.metadata?.name) // => ['autopilot']
 *
 * @since 0.2.0
 */
export const gkeClusterTemplates = ({
  nodePools,
  autopilot,
}: GkeCluster): readonly NodeTemplate[] => {
  const profile = autopilot?.enabled === true ? nodeProfile('gke-autopilot') : undefined
  return profile === undefined ? (nodePools ?? []).map(gkeNodePoolTemplate) : [profile.template]
}
