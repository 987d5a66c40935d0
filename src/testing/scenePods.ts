import * as fc from 'fast-check'
import type { Pod, PodSpec } from '../kube/pod.js'
import { anyTime } from './matching.js'
import { anyObjectLabels, anyOwners, labelled, NAMESPACE } from './sceneNames.js'
import { compact, rarely, weighted } from './vocabulary.js'

const pinned = (...nodes: readonly string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        { matchFields: [{ key: 'metadata.name', operator: 'In', values: nodes }] },
      ],
    },
  },
})

const anyTarget: fc.Arbitrary<PodSpec> = fc
  .record({
    node: weighted(
      [5, 'n1'],
      [5, 'n2'],
      [4, 'n3'],
      [3, 'n4'],
      [3, 'n5'],
      [2, 'gone'],
      [1, 'gone-2'],
    ),
    how: weighted<'bound' | 'pinned' | 'twice' | 'nowhere'>(
      [8, 'bound'],
      [3, 'pinned'],
      [1, 'twice'],
      [1, 'nowhere'],
    ),
  })
  .map(({ node, how }) => {
    switch (how) {
      case 'bound':
        return { nodeName: node, affinity: pinned(node) }
      case 'pinned':
        return { affinity: pinned(node) }
      case 'twice':
        return { affinity: pinned(node, 'n1') }
      case 'nowhere':
        return {}
    }
  })

const anyPodStatus = fc
  .record({
    phase: weighted<string | undefined>(
      [8, 'Running'],
      [3, 'Pending'],
      [3, 'Failed'],
      [2, 'Succeeded'],
      [1, 'Unknown'],
      [1, undefined],
    ),
    ready: weighted<string | undefined>([6, 'True'], [3, 'False'], [1, 'Unknown'], [1, undefined]),
    since: fc.oneof(
      { weight: 8, arbitrary: anyTime },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
  })
  .map(({ phase, ready, since }) =>
    compact({
      phase,
      conditions:
        ready === undefined
          ? undefined
          : [compact({ type: 'Ready', status: ready, lastTransitionTime: since })],
    }),
  )

/** A pod of a scene, but for its number. */
export const anyNumberedPod: fc.Arbitrary<(index: number) => Pod> = fc
  .record({
    namespace: weighted([30, NAMESPACE], [1, 'elsewhere']),
    labels: anyObjectLabels,
    hash: weighted<string | undefined>([5, 'h1'], [5, 'h2'], [1, 'h3'], [1, ''], [1, undefined]),
    generation: weighted<string | undefined>([6, undefined], [1, '1'], [1, '2']),
    creationTimestamp: fc.oneof(
      { weight: 8, arbitrary: anyTime },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    deletionTimestamp: rarely(anyTime, 6),
    ownerReferences: anyOwners,
    spec: anyTarget,
    status: anyPodStatus,
  })
  .map(({ namespace, labels, hash, generation, spec, status, ...metadata }) => (index) => ({
    metadata: compact({
      name: `p${index}`,
      namespace,
      labels: labelled(labels, {
        'controller-revision-hash': hash,
        'pod-template-generation': generation,
      }),
      ...metadata,
    }),
    spec,
    status,
  }))

/** A pod of a scene: anybody's, anywhere, in any state. */
export const anyPod = (index: number): fc.Arbitrary<Pod> =>
  anyNumberedPod.map((numbered) => numbered(index))
