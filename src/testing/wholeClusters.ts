import { listOf, plainest } from './shrinks.js'
import * as fc from 'fast-check'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import { nameOf } from '../kube/objectFacts.js'
import type { Pod } from '../kube/pod.js'
import { compileDaemonSet } from '../placement/compile.js'
import { decide } from '../placement/decide.js'
import { pod, revision } from './fixtures.js'
import { realNodeNamed, someAgents } from './realObjects.js'
import { daemonSetNamed, nodeNamed } from './validObjects.js'

/**
 * The objects of a cluster, every kind of them known.
 *
 * @since 0.2.0
 */
export interface WholeCluster {
  readonly daemonSets: readonly DaemonSet[]
  readonly nodes: readonly Node[]
  readonly pods: readonly Pod[]
  readonly revisions: readonly ControllerRevision[]
}

/** What has become of a pod that should be on a node. */
type State = 'ready' | 'missing' | 'not ready' | 'outdated' | 'failed' | 'waiting' | 'terminating'

const someState: fc.Arbitrary<State> = plainest(
  'ready',
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<State>('ready') },
    {
      weight: 4,
      arbitrary: fc.constantFrom<State>(
        'missing',
        'not ready',
        'outdated',
        'failed',
        'waiting',
        'terminating',
      ),
    },
  ),
)

const CURRENT = '7d4b9c'
const BEFORE = '5f6a8e'

const podIn = (state: State, owner: DaemonSet, on: string): readonly Pod[] => {
  const made = pod(`${nameOf(owner)}-${on}`)
    .of(owner)
    .revision(state === 'outdated' ? BEFORE : CURRENT)
  switch (state) {
    case 'missing':
      return []
    case 'ready':
    case 'outdated':
      return [made.on(on)]
    case 'not ready':
      return [made.on(on).notReady()]
    case 'failed':
      return [made.on(on).inPhase('Failed')]
    case 'waiting':
      return [made.waitingFor(on)]
    case 'terminating':
      return [made.on(on).terminating()]
  }
}

/** The image before the last change, for the revision before. */
const before = (owner: DaemonSet): DaemonSet => {
  const template = owner.spec?.template
  const containers = template?.spec?.containers?.map((each) => ({ ...each, image: 'main:0' }))
  return {
    ...owner,
    spec: { ...owner.spec, template: { ...template, spec: { ...template?.spec, containers } } },
  }
}

/** A cluster whose DaemonSets have pods where they belong, each in the next of some states; with both revisions. */
const populated = (
  daemonSets: readonly DaemonSet[],
  nodes: readonly Node[],
  states: readonly State[],
): WholeCluster => {
  let next = 0
  return {
    daemonSets,
    nodes,
    pods: daemonSets.flatMap((owner) => {
      const policy = compileDaemonSet(owner)
      return nodes
        .filter((node) => decide(policy, node) === 'run')
        .flatMap((node) => podIn(states[next++] ?? 'ready', owner, nameOf(node)))
    }),
    revisions: daemonSets.flatMap((owner) => [
      revision(before(owner), BEFORE, 1),
      revision(owner, CURRENT, 2),
    ]),
  }
}

const states = listOf(someState, { maxLength: 20 })

/** Up to so many things, which get these names. */
const named = <A>(
  names: readonly string[],
  each: fc.Arbitrary<(name: string) => A>,
): fc.Arbitrary<readonly A[]> =>
  listOf(each, { maxLength: names.length }).map((list) => list.map((of, i) => of(names[i] ?? '')))

/**
 * A cluster that the API server would hold: valid nodes and DaemonSets; pods of the DaemonSets where they belong, ready,
 * outdated, failed, missing; the revisions of each.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { cluster, plan } from 'podfit'
 * import { validCluster } from 'podfit/arbitraries'
 *
 * const now = '2026-01-02T00:00:00Z'
 * const neverFails = fc.property(validCluster, (objects) =>
 *   objects.daemonSets.every((daemonSet) => plan(cluster(objects), daemonSet, { now }).outcome.code === 'Synced'),
 * )
 * fc.check(neverFails).failed // => false
 *
 * @since 0.2.0
 */
export const validCluster: fc.Arbitrary<WholeCluster> = fc
  .record({
    daemonSets: named(['agent', 'driver', 'logger'], daemonSetNamed),
    nodes: named(['n1', 'n2', 'n3', 'n4', 'n5'], nodeNamed),
    states,
  })
  .map(({ daemonSets, nodes, states: each }) => populated(daemonSets, nodes, each))

const HOSTS = ['1-11', '1-12', '1-13', '2-21', '2-22', '2-23', '3-31', '3-32'].map(
  (address) => `ip-10-0-${address}`,
)

/**
 * A cluster as clouds have them: nodes of several pools, some in trouble, and some of the agents that everybody runs, a
 * few of their pods outdated, failed or missing.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { realCluster } from 'podfit/arbitraries'
 * import { audit } from 'podfit/audit'
 *
 * const [objects] = fc.sample(realCluster, { seed: 1, numRuns: 1 })
 * objects?.daemonSets.length === 0 // => false
 *
 * @since 0.2.0
 */
export const realCluster: fc.Arbitrary<WholeCluster> = fc
  .record({ daemonSets: someAgents, nodes: named(HOSTS, realNodeNamed), states })
  .map(({ daemonSets, nodes, states: each }) => populated(daemonSets, nodes, each))
