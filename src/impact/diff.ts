import type { NodeFacts } from '../analysis/nodeFacts.js'
import type { Cluster } from '../cluster/cluster.js'
import { evictedPods, type PodEviction } from '../cluster/evictedPods.js'
import { compareText } from '../data/compareText.js'
import { equalJson } from '../data/equalJson.js'
import { nameOf, namespacedName } from '../kube/objectFacts.js'
import type { NodeTemplate } from '../pools/nodeTemplate.js'
import { daemonSetImpact, type DaemonSetImpact } from './daemonSetImpact.js'
import { pairChange, type PairChange } from './pairChange.js'
import { placed, type ImpactOptions, type Placed, type PlacedOptions } from './nodePlacement.js'
import { explainTemplate, type TemplateVerdict } from '../pools/decideTemplate.js'
import type { Policy } from '../placement/policy.js'

/** When, and what is known of the two sides besides their objects. @since 0.1.0 */
export interface DiffOptions extends ImpactOptions {
  /** Nodes that node pools may make, before and after. */
  readonly templates?: readonly NodeTemplate[] | undefined
  /** Nodes that a pool has just made, by name: of their labels no more is known than of the pool's. */
  readonly pools?: ReadonlyMap<string, NodeTemplate> | undefined
  /** Pods by namespace and name that stay when their DaemonSet goes. */
  readonly letGo?: ReadonlySet<string> | undefined
  /** The DaemonSets afterwards are manifests that are applied to those before. */
  readonly applied?: boolean | undefined
  /** What is known of all nodes (`nodeFacts` of `podfit/analysis`), for what is proved of those that could exist. */
  readonly nodeFacts?: NodeFacts | undefined
}

/**
 * What is different between two clusters for their DaemonSets.
 *
 * @since 0.1.0
 */
export interface Impact {
  /** Every pair of a DaemonSet and a node between which something is different. */
  readonly changes: readonly PairChange[]
  /** The same by DaemonSet, nodes with the same change and reason together; every DaemonSet of either side is listed. */
  readonly daemonSets: readonly DaemonSetImpact[]
  /** The same for nodes that do not exist yet. */
  readonly templates: readonly TemplateChange[]
  /** Pods of every kind that `NoExecute` taints evict afterwards and did not before. */
  readonly evictions: readonly PodEviction[]
  /** What was not given on one side at least, so that nothing is said about it. */
  readonly unknown: readonly ('nodes' | 'pods' | 'daemonSets')[]
  /** The same for each side. */
  readonly notGiven: {
    readonly before: Impact['unknown']
    readonly after: Impact['unknown']
  }
}

/**
 * A DaemonSet and a node pool whose nodes it will treat differently. A side is absent where the DaemonSet or
 * the pool is.
 *
 * @since 0.1.0
 */
export interface TemplateChange {
  readonly daemonSet: string
  /** The name of the template's node. */
  readonly template: string
  readonly before?: TemplateVerdict
  readonly after?: TemplateVerdict
}

/**
 * What changes for every DaemonSet when one cluster becomes another: by a changed manifest, taint, label or
 * node.
 *
 * - **Shapes** DaemonSets by namespace and name, nodes by name. Of a kind that is unknown on one side nothing
 *   is said.
 * - **Laws** diff(a, a) has no changes; composeChanges(diff(a, b).changes, diff(b, c).changes) ≡ diff(a, c).changes
 * - **Cost** per DaemonSet a pass of each cluster and a comparison for each node; two verdicts for each node that is
 *   not the same object before and after, or of a DaemonSet that is not; per changed DaemonSet a proof of 1,000,000
 *   steps at most
 * - **Errors** Never throws.
 *
 * @example
 * import { cluster, updateCluster } from 'podfit'
 * import { diff } from 'podfit/impact'
 *
 * const daemonSets = [{ metadata: { namespace: 'a', name: 'agent', uid: 'u' }, spec: { template: {} } }]
 * const before = cluster({ nodes: [{ metadata: { name: 'n1' } }], daemonSets })
 * const taints = [{ key: 'dedicated', effect: 'NoSchedule' }]
 * const after = updateCluster(before, { put: { nodes: [{ metadata: { name: 'n1' }, spec: { taints } }] } })
 * const [agent] = diff(before, after, { now: new Date(0) }).daemonSets
 * agent?.groups.map(({ from, to, count }) => [from, to, count]) // => [['run', 'stay', 1]]
 *
 * @since 0.1.0
 */
export const diff = (before: Cluster, after: Cluster, options: DiffOptions): Impact => {
  const notGiven = { before: notGivenIn(before), after: notGivenIn(after) }
  const unknown = KINDS.filter((kind) =>
    [notGiven.before, notGiven.after].some((kinds) => kinds.includes(kind)),
  )
  const known = (kind: Impact['unknown'][number]): boolean => !unknown.includes(kind)
  const keys = known('daemonSets') ? keysOf(before.daemonSets, after.daemonSets) : []
  const nodes = known('nodes') ? keysOf(before.nodes, after.nodes) : []
  const { letGo = new Set<string>() } = options
  const view = { ...options, pods: known('pods') }
  const daemonSets = keys.map((key) => {
    const is = placedIn(after, key, view)
    const held = placedIn(before, key, view)
    const was = is === undefined ? held && withoutLetGo(held, letGo) : held
    const sameDaemonSet = was?.daemonSet === is?.daemonSet
    const open = openNodes(is?.policy, options.pools)
    const changes = nodes.flatMap((node) => {
      if (open.has(node)) return []
      const sameNode = before.nodes?.get(node) === after.nodes?.get(node)
      const samePods = equalJson(was?.podsOn(node), is?.podsOn(node))
      if (sameDaemonSet && samePods && sameNode) return []
      return pairChange(key, node, was?.placementOn(node), is?.placementOn(node)) ?? []
    })
    return {
      changes,
      impact: daemonSetImpact(key, was, is && { ...is, open }, changes, options),
      templates: [
        ...templateChanges(key, was?.policy, is?.policy, options.templates ?? []),
        ...templateChanges(key, undefined, is?.policy, [...new Set(open.values())]),
      ],
    }
  })
  return {
    changes: daemonSets.flatMap(({ changes }) => changes),
    daemonSets: daemonSets.map(({ impact }) => impact),
    templates: daemonSets.flatMap(({ templates }) => templates),
    evictions: newEvictions(before, after, options),
    unknown,
    notGiven,
  }
}

const KINDS = ['nodes', 'pods', 'daemonSets'] as const

const notGivenIn = (cluster: Cluster): Impact['unknown'] =>
  KINDS.filter((kind) => cluster[kind] === undefined)

const keysOf = (...maps: readonly (ReadonlyMap<string, unknown> | undefined)[]) =>
  [...new Set(maps.flatMap((map) => [...(map?.keys() ?? [])]))].sort(compareText)

const placedIn = (cluster: Cluster, key: string, options: PlacedOptions): Placed | undefined => {
  const daemonSet = cluster.daemonSets?.get(key)
  return daemonSet && placed(cluster, daemonSet, options)
}

/** A DaemonSet that goes, without the pods that it leaves behind. */
const withoutLetGo = (was: Placed, letGo: ReadonlySet<string>): Placed => {
  const namespace = was.daemonSet.metadata?.namespace
  const podsOn = (node: string) =>
    was.podsOn(node)?.filter((name) => !letGo.has(namespacedName({ namespace, name })))
  return {
    ...was,
    podsOn,
    placementOn: (node) => {
      const placement = was.placementOn(node)
      const pods = podsOn(node)
      return placement && pods ? { ...placement, pods } : placement
    },
  }
}

const newEvictions = (
  before: Cluster,
  after: Cluster,
  options: ImpactOptions,
): readonly PodEviction[] => {
  const known = new Map(evictedPods(before, options).map((each) => [namespacedName(each), each]))
  return evictedPods(after, options).filter(
    (each) => !equalJson(known.get(namespacedName(each)), each),
  )
}

/** The node pools that a DaemonSet treats differently afterwards. */
export const templateChanges = (
  daemonSet: string,
  before: Policy | undefined,
  after: Policy | undefined,
  templates: readonly NodeTemplate[],
): readonly TemplateChange[] =>
  templates.flatMap((template) => {
    const was = before && explainTemplate(before, template)
    const is = after && explainTemplate(after, template)
    if (equalJson(was?.decision, is?.decision)) return []
    return {
      daemonSet,
      template: nameOf(template.node),
      ...(was !== undefined && { before: was }),
      ...(is !== undefined && { after: is }),
    }
  })

/** The nodes of pools about which a policy decides by labels that are not known, or without asking what machines they are. */
const openNodes = (
  policy: Policy | undefined,
  pools: ReadonlyMap<string, NodeTemplate> = new Map(),
): ReadonlyMap<string, NodeTemplate> =>
  new Map([...pools].filter(([, pool]) => policy !== undefined && isOpen(policy, pool)))

const isOpen = (policy: Policy, pool: NodeTemplate): boolean => {
  const { decision, unasked } = explainTemplate(policy, pool)
  return decision.code === 'Depends' || unasked !== undefined
}
