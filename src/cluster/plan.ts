import { toInstant, type Instant, type Now } from '../data/instant.js'
import type { Maybe } from '../data/maybe.js'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { OfKind } from '../kube/kind.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Namespace } from '../kube/namespace.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import type { Semantics, SemanticsOptions } from '../kube/semantics.js'
import { compileDaemonSet } from '../placement/compile.js'
import { decide } from '../placement/decide.js'
import type { Decision } from '../reason/verdict.js'
import { plainBackoff, type Backoff } from '../sync/backoff.js'
import type { SyncInput } from '../sync/pass.js'
import type { Plan } from '../sync/plan.js'
import { sync } from '../sync/sync.js'
import { cluster, controllerKey, type Cluster } from './cluster.js'

/**
 * What a plan depends on besides the objects.
 *
 * @since 0.1.0
 */
export interface PlanOptions extends SemanticsOptions {
  /** The instant to plan for. One that cannot be read is unknown; the plan is then that of 1970. */
  readonly now: Now
  /**
   * Whether a pass does not yet see its own writes, as in the real controller, whose cache is behind; true
   * unless given. Without it the rolling update runs in the same pass, as in upstream's unit tests.
   */
  readonly cacheLag?: boolean | undefined
  /** Whether the writes of earlier passes have been seen; true unless given. */
  readonly expectationsMet?: boolean | undefined
  /** The controller's memory of failed pods; empty unless given. */
  readonly backoff?: Backoff | undefined
}

/**
 * A DaemonSet with the objects around it, for a plan without a cluster.
 *
 * @since 0.1.0
 */
export interface PlanInput<K extends string = string> extends PlanOptions {
  readonly daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>
  readonly nodes?: Maybe<readonly (Node & OfKind<K, 'Node'>)[]>
  readonly pods?: Maybe<readonly (Pod & OfKind<K, 'Pod'>)[]>
  readonly revisions?: Maybe<readonly (ControllerRevision & OfKind<K, 'ControllerRevision'>)[]>
  /** Namespaces, of which one that terminates refuses what is created in it; others need not be given. */
  readonly namespaces?: Maybe<readonly (Namespace & OfKind<K, 'Namespace'>)[]>
}

/**
 * What the DaemonSet controller does in one pass, and why.
 *
 * - **Shapes** Either a cluster, indexed once for many DaemonSets, or everything in one object. Lists that
 *   are not given are unknown: the plan names them and takes none of them for empty.
 * - **Errors** Never throws. What makes the controller fail is part of the plan (`outcome`).
 * - **Laws** every pod has exactly one disposition; every choice can be satisfied; the plan survives a
 *   JSON round trip
 * - **Upstream** kubernetes `pkg/controller/daemon/daemon_controller.go` DaemonSetsController.syncDaemonSet
 *
 * @example
 * import { plan } from 'podfit'
 *
 * const metadata = { namespace: 'default', name: 'agent', uid: 'u1' }
 * const daemonSet = { metadata, spec: { selector: { matchLabels: { app: 'agent' } }, template: {} } }
 * const nodes = [{ metadata: { name: 'n1' } }]
 * plan({ daemonSet, nodes, pods: [], revisions: [], now: new Date(0) }).creates // => [{ node: 'n1', why: 'NoPod' }]
 *
 * @since 0.1.0
 */
export function plan<const K extends string>(
  cluster: Cluster,
  daemonSet: DaemonSet & OfKind<K, 'DaemonSet'>,
  options: PlanOptions,
): Plan
export function plan<const K extends string>(input: PlanInput<K>): Plan
export function plan(
  ...args: readonly [Cluster, DaemonSet, PlanOptions] | readonly [PlanInput]
): Plan {
  const [snapshot, daemonSet, options] =
    args.length === 1 ? [cluster(args[0]), args[0].daemonSet, args[0]] : args
  return planAt(snapshot, daemonSet, toInstant(options.now), options)
}

/** The plan for an instant; undefined is unknown. */
export const planAt = (
  snapshot: Cluster,
  daemonSet: DaemonSet,
  now: Instant | undefined,
  options: Omit<PlanOptions, 'now'>,
): Plan => {
  const policy = compileDaemonSet(daemonSet, options.semantics)
  const decisions = new Map<string, Decision>()
  for (const [name, node] of snapshot.nodes ?? []) decisions.set(name, decide(policy, node))
  return planDecided(snapshot, { daemonSet, policy, decisions, now }, options)
}

/** The plan of a DaemonSet whose eligible nodes are known. */
export const planDecided = (
  snapshot: Cluster,
  decided: Pick<SyncInput, 'daemonSet' | 'policy' | 'decisions' | 'now'>,
  options: Omit<PlanOptions, 'now'>,
): Plan =>
  sync({
    ...decided,
    nodes: snapshot.nodes,
    pods: claimablePods(snapshot, decided.daemonSet),
    revisions: revisionsOf(snapshot, decided.daemonSet, decided.policy.semantics),
    namespaceTerminating: isTerminatingIn(snapshot, decided.daemonSet),
    cacheLag: options.cacheLag ?? true,
    expectationsMet: options.expectationsMet ?? true,
    backoff: plainBackoff(options.backoff ?? {}),
  })

/** The pods of a namespace that a DaemonSet may claim: those its UID controls, and orphans. */
export const claimablePods = (
  { pods, podsByController }: Cluster,
  { metadata }: DaemonSet,
): readonly Pod[] | undefined => {
  if (pods === undefined) return undefined
  const owned = podsByController.get(controllerKey(metadata?.namespace, metadata?.uid ?? ''))
  const orphans = podsByController.get(controllerKey(metadata?.namespace, null))
  return [...(owned ?? []), ...(orphans ?? [])]
}

/** Whether the namespace of a DaemonSet is known to be terminating. */
const isTerminatingIn = ({ namespaces }: Cluster, { metadata }: DaemonSet): boolean =>
  namespaces?.get(metadata?.namespace ?? '')?.status?.phase === 'Terminating'

/** The revisions that a DaemonSet may claim; no namespace means all of them, and older releases look at all. */
const revisionsOf = (
  { revisions, revisionsByNamespace }: Cluster,
  { metadata }: DaemonSet,
  semantics: Semantics,
): readonly ControllerRevision[] | undefined => {
  if (revisions === undefined) return undefined
  const namespace = metadata?.namespace ?? ''
  return namespace === '' || !semantics.revisionsOfNamespace
    ? [...revisions.values()]
    : (revisionsByNamespace.get(namespace) ?? [])
}
