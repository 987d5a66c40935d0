import * as fc from 'fast-check'
import type { ControllerRevision } from '../kube/controllerRevision.js'
import type { DaemonSet } from '../kube/daemonSet.js'
import type { Node } from '../kube/node.js'
import type { Pod } from '../kube/pod.js'
import { anyDaemonSet, anyTemplate } from './sceneDaemonSet.js'
import { NODE_NAMES } from './sceneNames.js'
import { anyPod } from './scenePods.js'
import { anyRevision } from './sceneRevisions.js'
import { weighted } from './vocabulary.js'

/**
 * DaemonSets in the middle of something: a few nodes, pods of several revisions in every state, owned,
 * orphaned, or somebody else's, and revisions that record this template or another. Templates are in the
 * form in which the API server serves them, so that revisions can match.
 */

/** What a controller may meet in one namespace. */
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

const anyNode = (name: string): fc.Arbitrary<Node> =>
  fc
    .record({
      labels: weighted([3, { zone: 'a' }], [1, { zone: 'b' }], [1, {}]),
      taints: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.constantFrom(...TAINTS), { maxLength: 2 }) },
      ),
    })
    .map(({ labels, taints }) => ({ metadata: { name, labels }, spec: { taints } }))

const anyNodes: fc.Arbitrary<readonly Node[]> = fc
  .subarray(NODE_NAMES)
  .chain((names) => fc.tuple(...names.map(anyNode)))

const listOf = <A>(
  most: number,
  each: (index: number) => fc.Arbitrary<A>,
): fc.Arbitrary<readonly A[]> =>
  fc
    .integer({ min: 0, max: most })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => each(i + 1))))

/** A DaemonSet among nodes, pods and revisions. */
export const anyScene: fc.Arbitrary<Scene> = fc
  .tuple(anyTemplate('new'), anyTemplate('old'))
  .chain(([template, other]) =>
    fc.record({
      daemonSet: anyDaemonSet(template),
      nodes: anyNodes,
      pods: listOf(10, anyPod),
      revisions: listOf(4, (index) => anyRevision(index, template, other)),
    }),
  )
