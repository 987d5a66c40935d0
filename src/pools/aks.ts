import * as E from 'fp-ts/Either'
import type { Maybe } from '../data/maybe.js'
import type { StringMap } from '../kube/objectMeta.js'
import { NO_SCHEDULE } from '../kube/wellKnown.js'
import { CLOUD_UNINITIALIZED } from '../kube/wellKnownTaints.js'
import { INSTANCE_TYPE, LABEL_OS } from '../kube/wellKnownLabels.js'
import type { InputIssue } from '../reason/inputIssue.js'
import type { NodeTemplate } from './nodeTemplate.js'
import { poolTemplate } from './poolTemplate.js'
import { nodeProfile } from './profiles.js'
import { issuesOf, readTaints } from './writtenList.js'

/** A node pool of AKS, as `az aks nodepool show` and `list` print it. @since 0.2.0 */
export interface AgentPool {
  readonly name?: Maybe<string>
  readonly mode?: Maybe<string>
  readonly osType?: Maybe<string>
  readonly osSku?: Maybe<string>
  readonly vmSize?: Maybe<string>
  readonly scaleSetPriority?: Maybe<string>
  readonly nodeLabels?: Maybe<StringMap>
  readonly nodeTaints?: Maybe<readonly string[]>
  readonly nodeInitializationTaints?: Maybe<readonly string[]>
}

/** A cluster of AKS, as `az aks show` and `list` print it. @since 0.2.0 */
export interface ManagedCluster {
  readonly agentPoolProfiles?: Maybe<readonly AgentPool[]>
  readonly addonProfiles?: Maybe<{
    readonly aciConnectorLinux?: Maybe<{ readonly enabled?: Maybe<boolean> }>
  }>
}

const PREFIX = 'kubernetes.azure.com/'
const SPOT = `${PREFIX}scalesetpriority`

/**
 * The template of the nodes that a node pool of AKS makes.
 *
 * - **Rules**
 *   1. Labels are those of the pool and those that AKS gives each of its nodes: the pool's name, its mode, the size of
 *      the machine. A pool names neither zones by their labels nor the architecture.
 *   2. Nodes of a spot pool have its label and its taint, also where the pool does not list them.
 *   3. Initialization taints go away: whoever asked for them takes them off, and AKS does not put them back.
 *
 * - **Errors** `Left` for every taint that cannot be read. Never throws.
 * - **Upstream** not of Kubernetes: Azure `Microsoft.ContainerService` agentPools, and its pages about reserved labels
 *
 * @example
 * import { orThrow } from 'podfit'
 * import { agentPoolTemplate } from 'podfit/pools'
 *
 * const pool = { name: 'gpu', osType: 'Linux', nodeTaints: ['sku=gpu:NoSchedule'] }
 * orThrow(agentPoolTemplate(pool)).node.spec?.taints // => [{ key: 'sku', value: 'gpu', effect: 'NoSchedule' }]
 *
 * @since 0.2.0
 */
export const agentPoolTemplate = (
  pool: AgentPool,
): E.Either<readonly InputIssue[], NodeTemplate> => {
  const name = pool.name ?? ''
  const taints = readTaints(pool.nodeTaints ?? [], ['nodeTaints'])
  const first = readTaints(pool.nodeInitializationTaints ?? [], ['nodeInitializationTaints'])
  if (E.isLeft(taints) || E.isLeft(first)) return E.left(issuesOf(taints, first))
  const isSpot = (pool.scaleSetPriority ?? '').toLowerCase() === 'spot'
  const known = (key: string, value: Maybe<string>): StringMap =>
    (value ?? '') === '' ? {} : { [key]: value ?? '' }
  return E.right(
    poolTemplate({
      name,
      labels: {
        ...pool.nodeLabels,
        ...known(LABEL_OS, pool.osType?.toLowerCase()),
        ...known(INSTANCE_TYPE, pool.vmSize),
        ...known(`${PREFIX}mode`, pool.mode?.toLowerCase()),
        ...known(`${PREFIX}os-sku`, pool.osSku),
        agentpool: name,
        [`${PREFIX}agentpool`]: name,
        [`${PREFIX}role`]: 'agent',
        ...(isSpot && { [SPOT]: 'spot' }),
      },
      taints: [
        ...taints.right,
        ...(isSpot && taints.right.every(({ key }) => key !== SPOT)
          ? [{ key: SPOT, value: 'spot', effect: NO_SCHEDULE }]
          : []),
      ],
      startupTaints: [CLOUD_UNINITIALIZED, ...first.right],
      unknownLabels: [],
    }),
  )
}

/**
 * The templates of the nodes that a cluster of AKS makes: one for each of its node pools, and one for virtual nodes
 * where that add-on is enabled.
 *
 * - **Errors** `Left` for every taint that cannot be read. Never throws.
 *
 * @example
 * import { orThrow } from 'podfit'
 * import { managedClusterTemplates } from 'podfit/pools'
 *
 * const cluster = { agentPoolProfiles: [{ name: 'np1' }, { name: 'np2' }] }
 * orThrow(managedClusterTemplates(cluster)).map(({ node }) => node.metadata?.name) // => ['np1', 'np2']
 *
 * @since 0.2.0
 */
export const managedClusterTemplates = ({
  agentPoolProfiles,
  addonProfiles,
}: ManagedCluster): E.Either<readonly InputIssue[], readonly NodeTemplate[]> => {
  const reads = (agentPoolProfiles ?? []).map((pool, i) =>
    E.mapLeft((issues: readonly InputIssue[]) =>
      issues.map((issue) => ({ ...issue, path: ['agentPoolProfiles', i, ...issue.path] })),
    )(agentPoolTemplate(pool)),
  )
  const issues = issuesOf(...reads)
  if (issues.length > 0) return E.left(issues)
  const isVirtual = addonProfiles?.aciConnectorLinux?.enabled === true
  const virtual = isVirtual ? nodeProfile('aks-virtual-node') : undefined
  return E.right([
    ...reads.flatMap((read) => (E.isRight(read) ? [read.right] : [])),
    ...(virtual === undefined ? [] : [virtual.template]),
  ])
}
