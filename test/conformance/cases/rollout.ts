import * as fc from 'fast-check'
import type { ControllerRevision } from '../../../src/kube/controllerRevision.js'
import type { Pod } from '../../../src/kube/pod.js'
import { ownerReference } from '../../../src/sync/createdObjects.js'
import { anyTime } from '../../../src/testing/matching.js'
import { anyScene, type Scene } from '../../../src/testing/scene.js'
import { APP, NAME, NAMESPACE, NODE_NAMES, UID } from '../../../src/testing/sceneNames.js'
import { recordOf } from '../../../src/testing/sceneRevisions.js'
import { weighted } from '../../../src/testing/vocabulary.js'

/** Scenes in which nothing is wrong and an update is under way: budgets decide, not the odd pod. */

interface State {
  readonly ready: boolean
  readonly since: string
  readonly created: string
}

const anyState: fc.Arbitrary<State | null> = fc.option(
  fc.record({ ready: weighted([4, true], [1, false]), since: anyTime, created: anyTime }),
  { freq: 3 },
)

const anyStates = fc.tuple(
  ...NODE_NAMES.map(() =>
    fc.record({ old: anyState, fresh: fc.oneof(fc.constant(null), anyState) }),
  ),
)

const OWNER = ownerReference({ metadata: { namespace: NAMESPACE, name: NAME, uid: UID } })

const podOn = (node: string, hash: string, state: State | null): readonly Pod[] =>
  state === null
    ? []
    : [
        {
          metadata: {
            name: `${node}-${hash}`,
            namespace: NAMESPACE,
            labels: { ...APP, 'controller-revision-hash': hash },
            creationTimestamp: state.created,
            ownerReferences: [OWNER],
          },
          spec: { nodeName: node },
          status: {
            phase: 'Running',
            conditions: [
              {
                type: 'Ready',
                status: state.ready ? 'True' : 'False',
                lastTransitionTime: state.since,
              },
            ],
          },
        },
      ]

const OLD = 'h1'
const FRESH = 'h2'

const revision = (hash: string, number: number, data: unknown): ControllerRevision => ({
  metadata: {
    name: `ds-${hash}`,
    namespace: NAMESPACE,
    labels: { ...APP, 'controller-revision-hash': hash },
    ownerReferences: [OWNER],
  },
  revision: number,
  data,
})

const anyBudget = fc.constantFrom<readonly [number | string, number | string]>(
  [1, 0],
  [2, 0],
  ['30%', 0],
  [0, 1],
  [0, 2],
  [0, '30%'],
  [0, '100%'],
)

/** A DaemonSet that rolls out its template over nodes with an old pod, a new one, both or none. */
export const rolloutScene: fc.Arbitrary<Scene> = fc
  .record({ scene: anyScene, states: anyStates, budget: anyBudget })
  .map(({ scene: { daemonSet, nodes }, states, budget: [maxUnavailable, maxSurge] }) => {
    const {
      deletionTimestamp: _deleted,
      annotations: _generation,
      ...metadata
    } = daemonSet.metadata ?? {}
    const template = { ...daemonSet.spec?.template, metadata: { labels: APP } }
    return {
      daemonSet: {
        ...daemonSet,
        metadata: { ...metadata, namespace: NAMESPACE, uid: UID },
        spec: {
          ...daemonSet.spec,
          selector: { matchLabels: APP },
          template,
          updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } },
        },
      },
      nodes,
      pods: states.flatMap(({ old, fresh }, i) => [
        ...podOn(NODE_NAMES[i] ?? '', OLD, old),
        ...podOn(NODE_NAMES[i] ?? '', FRESH, fresh),
      ]),
      revisions: [revision(OLD, 1, recordOf({})), revision(FRESH, 2, recordOf(template))],
    }
  })
