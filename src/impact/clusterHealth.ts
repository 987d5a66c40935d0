import type { Cluster } from '../cluster/cluster.js'
import { hasChanges, planSummary } from '../cluster/planSummary.js'
import { compareText } from '../data/compareText.js'
import { distinctBy, grouped } from '../data/grouped.js'
import { formatInstant, toInstantOrZero } from '../data/instant.js'
import { isSpecObserved, type DaemonSet } from '../kube/daemonSet.js'
import { controllerOf, isDaemonSetReference, nameOf, namespacedName } from '../kube/objectFacts.js'
import type { ObjectMeta } from '../kube/objectMeta.js'
import type { Maybe } from '../data/maybe.js'
import { SEVERITIES } from '../reason/finding.js'
import { reasonClass } from '../reason/reasonClass.js'
import { notReadySince, type NotReadySince } from '../rollout/attribution/nodeState.js'
import {
  rolloutContext,
  type AttributionOptions,
  type RolloutContext,
} from '../rollout/attribution/rolloutContext.js'
import { unavailablePods, type UnavailablePod } from '../rollout/attribution/unavailable.js'
import { deployReady, type DeployReadiness } from '../rollout/deployReady.js'
import { remedyOf } from '../rollout/forecast/blocker.js'
import { forecastOf, type Forecast } from '../rollout/forecast/forecast.js'
import type { UnknownInput } from '../sync/disposition.js'
import type { Plan, StatusNumbers } from '../sync/plan.js'
import { nodesWithoutReasons } from '../sync/nodesWithoutReasons.js'
import { statusDifferences } from '../sync/status.js'
import { daemonSetsByName } from './placementMatrix.js'
import { isOfNode, type OwnedNames, type Trouble, type TroubleCode } from './trouble.js'

/** Which DaemonSets are looked at, and what is known of the cluster. @since 0.2.0 */
export interface HealthOptions extends AttributionOptions {
  /** The DaemonSets to look at, as `namespace/name`; all of them unless given. */
  readonly only?: readonly string[] | undefined
}

/**
 * How the DaemonSets of a cluster are, the worst first.
 *
 * - **Shapes** Plain JSON. Every DaemonSet is listed, healthy ones last.
 *
 * @since 0.2.0
 */
export interface ClusterHealth {
  readonly now: string
  /** How many nodes there are; absent where they were not given. */
  readonly nodes?: number
  readonly daemonSets: readonly DaemonSetHealth[]
  /** Nodes that are not ready, by name. */
  readonly notReady: readonly NotReadyNode[]
  /** Pods and revisions of DaemonSets that are not among these. */
  readonly ownerless: readonly Ownerless[]
  /** What was not given, so that nothing is said about it. */
  readonly unknown: readonly ('nodes' | 'pods' | 'revisions' | 'daemonSets' | 'events')[]
}

/** How one DaemonSet is. @since 0.2.0 */
export interface DaemonSetHealth {
  readonly code: HealthCode
  readonly daemonSet: string
  /** The numbers of the status that the next pass writes; those that depend on what was not given are absent. */
  readonly numbers: StatusNumbers
  /** The gravest first; none where it is healthy. */
  readonly troubles: readonly Trouble[]
  /** What deploy tools make of its status as it stands. */
  readonly deployReady: DeployReadiness
}

/**
 * How a DaemonSet is, in one word.
 *
 * @since 0.2.0
 */
export type HealthCode =
  /** Something is wrong with it, or likely to be. */
  | 'Troubled'
  /** Nothing but nodes that are not ready, or are gone, keeps its pods from being available. */
  | 'NodesOnly'
  /** It is on its way: what is not as it should be passes by itself. */
  | 'InProgress'
  /** Everything is as it should be. */
  | 'Healthy'

/** A node that is not ready, and the DaemonSets without an available pod because of that. @since 0.2.0 */
export interface NotReadyNode extends NotReadySince {
  readonly node: string
  readonly daemonSets: readonly string[]
}

/** What is left of a DaemonSet that is not among those given. @since 0.2.0 */
export interface Ownerless extends OwnedNames {
  readonly code: 'OwnerMissing'
  /** What its pods and revisions call it. */
  readonly daemonSet: string
  readonly uid: string
}

/**
 * What is wrong with the DaemonSets of a cluster right now, with cause and fix: what to read at night.
 *
 * - **Rules**
 *   1. Every DaemonSet is listed once, with everything about it that is not as it should be.
 *   2. It is healthy when the controller's next pass changes nothing, not even the status, a node should run it, and
 *      every node that should run a pod has an available, updated one. One that is never done is not healthy.
 *   3. What passes by itself is a note; what stays until somebody does something is an error.
 *   4. What is wrong with a node is no trouble of the DaemonSet's own, and told of the node, too.
 *   5. Without nodes or pods nothing is healthy: it is not known.
 *
 * - **Laws** the numbers are those of plan; every unavailable pod is in one trouble
 * - **Errors** Never throws.
 * - **Cost** a pass and a forecast per DaemonSet
 *
 * @example
 * import { cluster } from 'podfit'
 * import { clusterHealth } from 'podfit/impact'
 *
 * const metadata = { namespace: 'a', name: 'agent', uid: 'u1' }
 * const daemonSets = [{ metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }]
 * const taints = [{ key: 'dedicated', effect: 'NoSchedule' }]
 * const nodes = [{ metadata: { name: 'n1' }, spec: { taints } }]
 * const [agent] = clusterHealth(cluster({ nodes, pods: [], revisions: [], daemonSets }), { now: new Date(0) }).daemonSets
 * agent?.troubles.map(({ code }) => code).includes('RunsNowhere') // => true
 *
 * @since 0.2.0
 */
export const clusterHealth = (snapshot: Cluster, options: HealthOptions): ClusterHealth => {
  const { only } = options
  const asked = only && new Set(only)
  const found = daemonSetsByName(snapshot)
    .filter(([key]) => asked?.has(key) !== false)
    .map(([key, daemonSet]) => healthOf(snapshot, key, daemonSet, options))
  const daemonSets = [...found].sort(worstFirst)
  return {
    now: formatInstant(toInstantOrZero(options.now)),
    ...(snapshot.nodes !== undefined && { nodes: snapshot.nodes.size }),
    daemonSets,
    notReady: notReadyNodes(snapshot, found),
    ownerless: ownerless(snapshot),
    unknown: [
      ...(['nodes', 'pods', 'revisions', 'daemonSets'] as const).filter(
        (kind) => snapshot[kind] === undefined,
      ),
      ...(options.events === undefined ? (['events'] as const) : []),
    ],
  }
}

const healthOf = (
  snapshot: Cluster,
  key: string,
  daemonSet: DaemonSet,
  options: AttributionOptions,
): DaemonSetHealth => {
  const context = rolloutContext(snapshot, daemonSet, options)
  const troubles = troublesOf(context, forecastOf(snapshot, options, context))
  return {
    code: codeOf(troubles),
    daemonSet: key,
    numbers: context.plan.status.computed,
    troubles,
    deployReady: deployReady(daemonSet),
  }
}

const codeOf = (troubles: readonly Trouble[]): HealthCode => {
  if (troubles.length === 0) return 'Healthy'
  const own = troubles.filter((trouble) => !isOfNode(trouble) && trouble.severity !== 'note')
  if (own.length > 0) return 'Troubled'
  return troubles.some(isOfNode) ? 'NodesOnly' : 'InProgress'
}

/** Everything that is not as it should be, the gravest first. */
const troublesOf = (context: RolloutContext, forecast: Forecast): readonly Trouble[] => {
  const { plan } = context
  const needs = plan.unknown.filter((input) => input !== 'revisions')
  const found: readonly Trouble[] = [
    ...stops(context, forecast),
    ...(needs.length > 0 ? [notKnown(needs)] : unavailable(context)),
    ...rollout(context, forecast),
    ...placement(plan),
    ...ownerChanges(plan),
    ...staleStatus(context),
  ]
  const all = found.length > 0 && !found.every(isOfNode) ? found : [...found, ...remaining(plan)]
  return [...all].sort(gravestFirst)
}

const notKnown = (needs: readonly UnknownInput[]): Trouble => ({
  code: 'NotKnown',
  severity: 'warning',
  needs,
})

const stops = ({ daemonSet, plan }: RolloutContext, forecast: Forecast): readonly Trouble[] => {
  const { outcome } = plan
  const refused = plan.createsRefused === undefined ? [] : plan.creates.map(({ node }) => node)
  return [
    ...(outcome.code === 'BeingDeleted'
      ? [
          {
            code: 'BeingDeleted',
            severity: 'warning',
            cascade: outcome.cascade,
            finalizers: daemonSet.metadata?.finalizers ?? [],
          } as const,
        ]
      : []),
    ...(outcome.code !== 'Synced' && outcome.code !== 'BeingDeleted'
      ? [{ code: 'ControllerStops', severity: 'error', outcome } as const]
      : []),
    ...(refused.length > 0
      ? [{ code: 'NamespaceTerminating', severity: 'warning', nodes: refused } as const]
      : []),
    ...(forecast.code === 'Endless'
      ? [{ code: 'Endless', severity: 'error', why: forecast.why } as const]
      : []),
  ]
}

const SEVERITY_OF_COURSE = { lasts: 'error', replaced: 'warning', passes: 'note' } as const

/** Pods that are not available, those with causes of one code together. */
const unavailable = (context: RolloutContext): readonly Trouble[] =>
  [
    ...grouped(unavailablePods(context), ({ cause, course }) => `${cause.code} ${course}`).values(),
  ].map((same): Trouble => {
    const [{ cause, course, node, pod }] = same
    const of = (key: 'node' | 'pod') => [
      ...new Set(same.flatMap((each: UnavailablePod) => each[key] ?? [])),
    ]
    return {
      code: 'Unavailable',
      severity: SEVERITY_OF_COURSE[course],
      course,
      cause,
      nodes: of('node'),
      pods: of('pod'),
      ...(course === 'lasts' && { remedy: remedyOf(cause, node, pod ?? '') }),
    }
  })

/** Outdated pods that the controller does not replace, and new ones that will not start where nothing else says so. */
const rollout = (context: RolloutContext, forecast: Forecast): readonly Trouble[] => {
  if (forecast.code !== 'Stalls' && forecast.code !== 'MayStall') return []
  const { plan } = context
  const outdated = outdatedOf(plan)
  const { unfinished, updateStrategy, blockers, budgetNeeded } = forecast
  const isTold =
    blockers.length === 0 ||
    plan.createsRefused !== undefined ||
    unavailable(context).some(({ severity }) => severity === 'error')
  if (outdated === 0 ? isTold : updateStrategy.code === 'OnDelete') return []
  const certain = forecast.code === 'Stalls'
  return [
    {
      code: certain ? 'RolloutStalls' : 'RolloutMayStall',
      severity: certain ? 'error' : 'warning',
      outdated,
      unfinished,
      updateStrategy,
      blockers,
      ...(budgetNeeded !== undefined && { budgetNeeded }),
    },
  ]
}

const outdatedOf = ({ pods }: Plan): number =>
  pods.filter(
    ({ updated, claim, disposition }) =>
      updated === false &&
      claim !== 'released' &&
      (disposition.code === 'keep' ||
        disposition.code === 'choice' ||
        disposition.code === 'stay' ||
        disposition.code === 'delete' ||
        disposition.code === 'postponed'),
  ).length

const placement = (plan: Plan): readonly Trouble[] => {
  const { pods, unknown } = plan
  const stay = pods.flatMap(({ name, node, disposition }) =>
    disposition.code === 'stay' ? [{ name, node, reasons: disposition.reasons }] : [],
  )
  const unpinned = pods.flatMap(({ name, disposition }) =>
    disposition.code === 'unpinned' ? [name] : [],
  )
  const nowhere =
    !unknown.includes('nodes') &&
    nodesWithoutReasons(plan).every(({ decision }) => decision !== 'run')
  return [
    ...(nowhere
      ? [{ code: 'RunsNowhere', severity: 'warning', why: whyNowhere(plan.nodes) } as const]
      : []),
    ...(stay.length > 0
      ? [
          {
            code: 'Misscheduled',
            severity: 'warning',
            pods: stay.map(({ name }) => name),
            nodes: stay.flatMap(({ node }) => node ?? []),
            reasons: stay[0]?.reasons ?? [],
          } as const,
        ]
      : []),
    ...(unpinned.length > 0
      ? [{ code: 'NoTargetNode', severity: 'warning', pods: unpinned } as const]
      : []),
  ]
}

const whyNowhere = (nodes: Plan['nodes']) =>
  [...grouped(nodes, ({ reasons }) => JSON.stringify(reasons.map(reasonClass))).values()]
    .map((same) => ({ nodes: same.length, reasons: same[0].reasons }))
    .sort((a, b) => b.nodes - a.nodes)

const ownerChanges = ({ pods, revision }: Plan): readonly Trouble[] => {
  const claimed = (claim: 'adopted' | 'released'): OwnedNames => ({
    pods: pods.filter((pod) => pod.claim === claim).map(({ name }) => name),
    revisions: (revision.code === 'Unknown' ? undefined : revision[claim]) ?? [],
  })
  const [adopted, released] = [claimed('adopted'), claimed('released')]
  return [adopted, released].every(({ pods: p, revisions }) => p.length + revisions.length === 0)
    ? []
    : [{ code: 'OwnerChanges', severity: 'warning', adopted, released }]
}

const staleStatus = ({ daemonSet, plan }: RolloutContext): readonly Trouble[] => {
  if (plan.status.written !== true) return []
  const differences = statusDifferences(plan.status)
  const observed = isSpecObserved(daemonSet)
  const severity = observed && hasChanges(plan) ? 'note' : 'warning'
  return [{ code: 'StaleStatus', severity, differences, observed }]
}

/** What of a pass is not told otherwise. */
const remaining = (plan: Plan): readonly Trouble[] => {
  const outdated = outdatedOf(plan)
  if (!hasChanges(plan) && outdated === 0) return []
  const { creates, deletes } = planSummary(plan)
  return [{ code: 'InProgress', severity: 'note', creates, deletes, outdated }]
}

/** The order of troubles of the same severity. */
const ORDER: Readonly<Record<TroubleCode, number>> = {
  ControllerStops: 0,
  Endless: 1,
  RolloutStalls: 2,
  Unavailable: 3,
  NotKnown: 4,
  RolloutMayStall: 5,
  RunsNowhere: 6,
  NamespaceTerminating: 7,
  BeingDeleted: 8,
  Misscheduled: 9,
  NoTargetNode: 10,
  OwnerChanges: 11,
  StaleStatus: 12,
  InProgress: 13,
}

const gravestFirst = (a: Trouble, b: Trouble): number =>
  Number(isOfNode(a)) - Number(isOfNode(b)) ||
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  ORDER[a.code] - ORDER[b.code] ||
  affected(b) - affected(a)

const affected = (trouble: Trouble): number => ('nodes' in trouble ? trouble.nodes.length : 0)

const CODES: readonly HealthCode[] = ['Troubled', 'NodesOnly', 'InProgress', 'Healthy']

const worstFirst = (a: DaemonSetHealth, b: DaemonSetHealth): number => {
  const [first, second] = [a.troubles[0], b.troubles[0]]
  return (
    CODES.indexOf(a.code) - CODES.indexOf(b.code) ||
    (first === undefined || second === undefined ? 0 : gravestFirst(first, second)) ||
    compareText(a.daemonSet, b.daemonSet)
  )
}

/** Rule 4. */
const notReadyNodes = (
  { nodes }: Cluster,
  found: readonly DaemonSetHealth[],
): readonly NotReadyNode[] => {
  const hit = grouped(
    found.flatMap(({ daemonSet, troubles }) =>
      troubles.flatMap((trouble) =>
        trouble.code === 'Unavailable' && trouble.cause.code === 'NodeNotReady'
          ? trouble.nodes.map((node) => ({ node, daemonSet }))
          : [],
      ),
    ),
    ({ node }) => node,
  )
  return [...(nodes ?? [])].flatMap(([name, node]) => {
    const since = notReadySince(node)
    return since === undefined
      ? []
      : [
          {
            node: name,
            ...since,
            daemonSets: (hit.get(name) ?? []).map(({ daemonSet }) => daemonSet),
          },
        ]
  })
}

/** Pods and revisions whose DaemonSet is none of the cluster's. */
const ownerless = ({ daemonSets, pods, revisions }: Cluster): readonly Ownerless[] => {
  if (daemonSets === undefined) return []
  const known = new Set([...daemonSets.values()].map(({ metadata }) => metadata?.uid ?? ''))
  const left = (objects: Iterable<{ readonly metadata?: Maybe<ObjectMeta> }>) =>
    [...objects].flatMap((object) => {
      const owner = controllerOf(object.metadata)
      if (owner === undefined || !isDaemonSetReference(owner) || known.has(owner.uid ?? '')) {
        return []
      }
      const { namespace } = object.metadata ?? {}
      const daemonSet = namespacedName({ namespace, name: owner.name })
      return [{ daemonSet, uid: owner.uid ?? '', name: nameOf(object) }]
    })
  const keyOf = ({ daemonSet, uid }: { readonly daemonSet: string; readonly uid: string }) =>
    JSON.stringify([daemonSet, uid])
  const [ofPods, ofRevisions] = [left(pods?.values() ?? []), left(revisions?.values() ?? [])]
  const [podsOf, revisionsOf] = [grouped(ofPods, keyOf), grouped(ofRevisions, keyOf)]
  const names = (items: typeof podsOf, key: string) =>
    (items.get(key) ?? []).map(({ name }) => name)
  return distinctBy([...ofPods, ...ofRevisions], keyOf)
    .map((item) => ({
      code: 'OwnerMissing' as const,
      daemonSet: item.daemonSet,
      uid: item.uid,
      pods: names(podsOf, keyOf(item)),
      revisions: names(revisionsOf, keyOf(item)),
    }))
    .sort((a, b) => compareText(a.daemonSet, b.daemonSet) || compareText(a.uid, b.uid))
}
