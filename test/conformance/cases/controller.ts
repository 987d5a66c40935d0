import * as fc from 'fast-check'
import { anyScene } from '../../../src/testing/scene.js'
import { compact } from '../../../src/testing/vocabulary.js'
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

/** A pass in a scene that is made up. */
export const anySync = fc
  .record({
    scene: fc.oneof({ weight: 2, arbitrary: anyScene }, { weight: 1, arbitrary: rolloutScene }),
    now: fc.constantFrom(NOW, '2026-01-01T00:00:20Z', '2026-01-01T01:00:00Z'),
    backoff: anyBackoff,
    comparison,
  })
  .map(({ scene, ...rest }) => ({ ...scene, ...rest }))

const recordedSync = fc
  .tuple(recordedScene, comparison)
  .map(([scene, gate]) => ({ ...scene, backoff: {}, comparison: gate }))

/** Cases of a pass of the controller, and of what makes it run. */
export const controllerCases = {
  nodeEvent: orRecorded(anyNodeEvent, recordedNodeEvent, 60),
  sync: orRecorded(anySync, recordedSync, 40),
}
