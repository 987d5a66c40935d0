import * as fc from 'fast-check'
import { toInt64, type Int64 } from '../../../src/data/int64.js'
import type { Maybe } from '../../../src/data/maybe.js'
import { anyScene, type Scene } from '../../../src/testing/scene.js'
import { compact, weighted } from '../../../src/testing/vocabulary.js'
import { comparison, orRecorded } from './parts.js'
import { recordedNode, recordedScene } from './recorded.js'
import { rolloutScene } from './rollout.js'

const anyNodeEvent = fc
  .record({
    scene: anyScene,
    other: anyScene,
    changes: fc.boolean(),
    isNew: fc.boolean(),
    comparison,
  })
  .map(({ scene, other, changes, isNew, comparison: gate }) => {
    const [node = { metadata: { name: 'n1' } }] = scene.nodes
    const [another = node] = other.nodes
    const before = changes
      ? { ...another, metadata: { ...another.metadata, name: node.metadata?.name } }
      : node
    const second = { ...other.daemonSet, metadata: { ...other.daemonSet.metadata, name: 'ds-2' } }
    return compact({
      before: isNew ? undefined : before,
      node,
      daemonSets: [scene.daemonSet, second],
      pods: scene.pods,
      comparison: gate,
    })
  })

const recordedNodeEvent = fc
  .record({ scene: recordedScene, node: recordedNode, isNew: fc.boolean(), comparison })
  .map(({ scene: { daemonSet, nodes, pods }, node, isNew, comparison: gate }) => {
    const [before = node] = nodes
    return compact({
      before: isNew ? undefined : { ...before, metadata: { ...before.metadata, name: 'n' } },
      node: { ...node, metadata: { ...node.metadata, name: 'n' } },
      daemonSets: [daemonSet],
      pods: pods.map((pod) => ({ ...pod, spec: { ...pod.spec, nodeName: 'n' } })),
      comparison: gate,
    })
  })

const NOW = '2026-01-01T00:00:50Z'

const anyBackoff = fc
  .subarray(['n1', 'n2', 'n3'])
  .chain((nodes) =>
    fc
      .tuple(
        ...nodes.map(() => fc.constantFrom(NOW, '2026-01-01T00:00:49Z', '2026-01-01T00:00:19.5Z')),
      )
      .map((times) => Object.fromEntries(nodes.map((node, i) => [node, times[i]]))),
  )

/** The scene with counters that a double cannot count exactly, and that stay within int64. */
const farOn = ({ daemonSet, revisions, ...scene }: Scene, far: bigint): object => {
  const { metadata, status } = daemonSet
  const moved = (counter: Maybe<Int64>): bigint => toInt64(counter ?? 0) + far
  return {
    ...scene,
    daemonSet: {
      ...daemonSet,
      metadata: { ...metadata, generation: moved(metadata?.generation) },
      status: { ...status, observedGeneration: moved(status?.observedGeneration) },
    },
    revisions: revisions.map((revision) => ({ ...revision, revision: moved(revision.revision) })),
  }
}

const anyDistance = weighted<bigint>([18, 0n], [1, 2n ** 53n], [1, 2n ** 63n - 32n])

/** A pass in a scene that is made up. */
export const anySync = fc
  .record({
    scene: fc.oneof({ weight: 2, arbitrary: anyScene }, { weight: 1, arbitrary: rolloutScene }),
    now: fc.constantFrom(NOW, '2026-01-01T00:00:20Z', '2026-01-01T01:00:00Z'),
    backoff: anyBackoff,
    comparison,
    far: anyDistance,
  })
  .map(({ scene, far, ...rest }) => ({ ...(far === 0n ? scene : farOn(scene, far)), ...rest }))

const recordedSync = fc
  .tuple(recordedScene, comparison)
  .map(([scene, gate]) => ({ ...scene, backoff: {}, comparison: gate }))

/** Cases of a pass of the controller, and of what makes it run. */
export const controllerCases = {
  nodeEvent: orRecorded(anyNodeEvent, recordedNodeEvent, 60),
  sync: orRecorded(anySync, recordedSync, 40),
}
