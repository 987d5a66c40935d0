import { listOf, plainest } from './shrinks.js'
import * as fc from 'fast-check'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import type { Taint } from '../kube/taint.js'
import { anyDaemonSetOf, anyTemplate } from './sceneDaemonSet.js'
import { NODE_NAMES } from './sceneNames.js'
import { anyNumberedPod } from './scenePods.js'
import { anyNumberedRevision } from './sceneRevisions.js'
import { weighted } from './vocabulary.js'

/**
 * DaemonSets in the middle of something: a few nodes, pods of several revisions in every state, owned,
 * orphaned, or somebody else's, and revisions that record this template or another. Templates are in the
 * form in which the API server serves them, so that revisions can match.
 */

/** What a controller may meet in one namespace. @since 0.2.0 */
export interface Scene {
  readonly daemonSet: DaemonSet
  readonly nodes: readonly Node[]
  readonly pods: readonly Pod[]
  readonly revisions: readonly ControllerRevision[]
}

const TAINTS = [
  { key: 'a', effect: 'NoSchedule' },
  { key: 'a', value: 'x', effect: 'NoExecute' },
  { key: 'b', effect: 'PreferNoSchedule' },
  { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' },
  { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' },
  { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' },
  { key: 'n', value: '5', effect: 'NoSchedule' },
]

const NO_TAINTS: readonly Taint[] = []

const anyNode = (name: string): fc.Arbitrary<Node> =>
  fc
    .record({
      labels: weighted([3, { zone: 'a' }], [1, { zone: 'b' }], [1, {}]),
      taints: plainest(
        NO_TAINTS,
        fc.oneof(
          { weight: 4, arbitrary: fc.constant(NO_TAINTS) },
          { weight: 1, arbitrary: listOf(fc.constantFrom(...TAINTS), { maxLength: 2 }) },
        ),
      ),
    })
    .map(({ labels, taints }) => ({ metadata: { name, labels }, spec: { taints } }))

const anyNodes: fc.Arbitrary<readonly Node[]> = fc
  .tuple(...NODE_NAMES.map((name) => plainest(null, fc.option(anyNode(name), { freq: 2 }))))
  .map((nodes) => nodes.flatMap((node) => node ?? []))

/**
 * A DaemonSet among nodes, pods and revisions, as hostile as a cluster can be.
 *
 * - **Shapes** A few nodes; up to ten pods, owned, orphaned or somebody else's, in every state, on nodes that are there
 *   or not; up to four revisions, one of which may record the template as it is. Some DaemonSets have no name or UID, a
 *   selector that cannot be read, a budget that is none.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { plan } from 'podfit'
 * import { anyScene } from 'podfit/arbitraries'
 *
 * const everyPodHasOneDisposition = fc.property(anyScene, (scene) => {
 *   const { pods } = plan({ ...scene, now: '2026-01-01T00:00:00Z' })
 *   return new Set(pods.map(({ name }) => name)).size === pods.length
 * })
 * fc.check(everyPodHasOneDisposition).failed // => false
 *
 * @since 0.2.0
 */
export const anyScene: fc.Arbitrary<Scene> = fc
  .record({
    template: anyTemplate('new'),
    other: anyTemplate('old'),
    daemonSet: anyDaemonSetOf,
    nodes: anyNodes,
    pods: listOf(anyNumberedPod, { maxLength: 10 }),
    revisions: listOf(anyNumberedRevision, { maxLength: 4 }),
  })
  .map(({ template, other, daemonSet, nodes, pods, revisions }) => ({
    daemonSet: daemonSet(template),
    nodes,
    pods: pods.map((pod, i) => pod(i + 1)),
    revisions: revisions.map((revision, i) => revision(i + 1, template, other)),
  }))
