import * as fc from 'fast-check'
import type { ControllerRevision } from '../../../src/kube/controllerRevision.js'
import type { DaemonSet } from '../../../src/kube/daemonSet.js'
import type { Node } from '../../../src/kube/node.js'
import type { Pod } from '../../../src/kube/pod.js'
import { anyPodSpec, anyTaint } from '../../../src/testing/matching.js'
import { anyUpdateStrategy } from '../../../src/testing/updateStrategy.js'
import { recordedClusters, type Item } from '../../support/recorded.js'

/** Objects of recorded clusters, as `kubectl get -o json` prints them, with a thing or two changed. */

const anyRecorded = fc.constantFrom(...recordedClusters)

const rarely = <A, B>(base: A, changed: fc.Arbitrary<B>): fc.Arbitrary<A | B> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(base) }, { weight: 1, arbitrary: changed })

/** The node; perhaps cordoned, with a taint more, or without some of its labels. */
const nodeLike = (node: Node): fc.Arbitrary<Node> => {
  const labels = Object.entries(node.metadata?.labels ?? {})
  const tainted = anyTaint.map((taint) => ({
    ...node,
    spec: { ...node.spec, taints: [...(node.spec?.taints ?? []), taint] },
  }))
  const unlabelled = fc
    .subarray(labels)
    .map((kept) => ({ ...node, metadata: { ...node.metadata, labels: Object.fromEntries(kept) } }))
  return rarely(node, fc.oneof(tainted, unlabelled))
}

/** The DaemonSet; perhaps with another strategy, or with another scheduling policy in its template. */
const daemonSetLike = (daemonSet: DaemonSet): fc.Arbitrary<DaemonSet> => {
  const { spec } = daemonSet
  const restrategized = anyUpdateStrategy.map((updateStrategy) => ({
    ...daemonSet,
    spec: { ...spec, updateStrategy },
  }))
  const repoliced = anyPodSpec.map((policy) => ({
    ...daemonSet,
    spec: {
      ...spec,
      template: {
        ...spec?.template,
        spec: { ...spec?.template?.spec, ...policy },
      },
    },
  }))
  return rarely(daemonSet, fc.oneof(restrategized, repoliced))
}

/** The pod; perhaps not ready, failed, terminating, or of another revision. */
const podLike = (pod: Pod): fc.Arbitrary<Pod> =>
  rarely(
    pod,
    fc.constantFrom<Pod>(
      { ...pod, status: { ...pod.status, conditions: [] } },
      { ...pod, status: { ...pod.status, phase: 'Failed' } },
      { ...pod, metadata: { ...pod.metadata, deletionTimestamp: '2023-01-01T00:00:00Z' } },
      {
        ...pod,
        metadata: {
          ...pod.metadata,
          labels: { ...pod.metadata?.labels, 'controller-revision-hash': 'other' },
        },
      },
    ),
  )

const each = <A>(items: readonly A[], like: (item: A) => fc.Arbitrary<A>): fc.Arbitrary<A[]> =>
  fc.tuple(...items.map(like))

const MOST_NODES = 6

const sameNamespace = (left: Item, right: Item): boolean =>
  left.metadata?.namespace === right.metadata?.namespace

/**
 * A revision that pods carry the hash of. It is not left out: made anew it would get the same hash, which
 * is computed from Go's dump of the template and cannot be foreseen here.
 */
const isInUse = (revision: ControllerRevision, pods: readonly Pod[]): boolean =>
  pods.some((pod) => hashOf(pod) === hashOf(revision))

const hashOf = ({ metadata }: Item): string | undefined =>
  metadata?.labels?.['controller-revision-hash']

/** A node of a recorded cluster. */
export const recordedNode = anyRecorded.chain(({ nodes }) =>
  fc.constantFrom(...nodes).chain(nodeLike),
)

/** A DaemonSet of a recorded cluster. */
export const recordedDaemonSet = anyRecorded.chain(({ daemonSets }) =>
  fc.constantFrom(...daemonSets).chain(daemonSetLike),
)

/** A pod of a recorded cluster. */
export const recordedPod = anyRecorded.chain(({ pods }) => fc.constantFrom(...pods).chain(podLike))

/** A DaemonSet of a recorded cluster, with some of the nodes and what the namespace holds on them. */
export const recordedScene = anyRecorded.chain(({ now, daemonSets, nodes, pods, revisions }) =>
  fc
    .tuple(
      fc.constantFrom(...daemonSets),
      fc.shuffledSubarray([...nodes]).map((shuffled) => shuffled.slice(0, MOST_NODES)),
    )
    .chain(([daemonSet, some]) => {
      const names = new Set(some.map((node) => node.metadata?.name))
      const here = pods.filter(
        (pod) => sameNamespace(pod, daemonSet) && names.has(pod.spec?.nodeName ?? ''),
      )
      const inNamespace = revisions.filter((revision) => sameNamespace(revision, daemonSet))
      return fc.record({
        now: fc.constant(now),
        daemonSet: daemonSetLike(daemonSet),
        nodes: each(some, nodeLike),
        pods: each(here, podLike),
        revisions: fc
          .subarray(inNamespace)
          .map((kept) => inNamespace.filter((one) => kept.includes(one) || isInUse(one, here))),
      })
    }),
)
