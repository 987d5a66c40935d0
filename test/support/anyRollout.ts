import * as fc from 'fast-check'
import { cluster, type Cluster } from '../../src/cluster/cluster.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import type { Node } from '../../src/kube/node.js'
import type { Pod } from '../../src/kube/pod.js'
import type { RolloutOptions } from '../../src/rollout/model.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import { aDaemonSet, aNode, aPodOf } from '../../src/testing/builders.js'
import { weighted } from '../../src/testing/vocabulary.js'
import { frozenly } from './frozen.js'
import { after } from './passes.js'

/** A rollout under way: a DaemonSet among nodes of every kind, with pods in every state. */
export interface RolloutScene {
  readonly daemonSet: DaemonSet
  readonly snapshot: Cluster
  readonly options: RolloutOptions
}

/** Long after the builders' pods were made, so that what is not ready has been so for long. */
export const NOW = after(3600)

export type NodeKind = 'up' | 'down' | 'tainted' | 'downTainted' | 'refusing' | 'missing'

const TAINTS: Readonly<Record<NodeKind, readonly string[]>> = {
  up: [],
  down: [],
  tainted: ['a:NoSchedule'],
  downTainted: ['a:NoSchedule'],
  refusing: ['a:NoExecute'],
  missing: [],
}

const nodeOf = (name: string, kind: NodeKind): readonly Node[] => {
  if (kind === 'missing') return []
  const down = kind === 'down' || kind === 'downTainted'
  const conditions = [{ type: 'Ready', status: down ? 'Unknown' : 'True' }]
  return [{ ...aNode(name, { taints: TAINTS[kind] }), status: { conditions } }]
}

/** How a pod stands, in a word. */
export type PodWord =
  | 'old'
  | 'oldUnready'
  | 'oldStopping'
  | 'oldStuck'
  | 'oldFailed'
  | 'new'
  | 'newUnready'
  | 'newStarting'
  | 'newWaiting'
  | 'newStuck'

/** A pod as its word says; waiting ones have been ready for five seconds. */
export const podOf = (daemonSet: DaemonSet, node: string, word: PodWord, index = 0): Pod => {
  const ready = word === 'old' || word === 'new' || word === 'newWaiting'
  const since = word === 'newWaiting' ? after(3595) : after(index)
  const stopping = word === 'oldStopping' ? after(3620) : after(60)
  const terminating = word === 'oldStopping' || word === 'oldStuck' || word === 'newStuck'
  const pod = aPodOf(daemonSet, {
    node,
    name: `${node}-${index}`,
    hash: word.startsWith('new') ? 'new' : 'old',
    phase: word === 'oldFailed' ? 'Failed' : 'Running',
    ready,
    since: word === 'newStarting' ? after(3590) : since,
    created: after(index),
    metadata: { ...(terminating && { deletionTimestamp: stopping }) },
  })
  const { containers } = daemonSet.spec?.template?.spec ?? {}
  return { ...pod, spec: { ...pod.spec, containers } }
}

const WORDS = weighted<readonly PodWord[]>(
  [10, ['old']],
  [3, ['new']],
  [2, ['oldUnready']],
  [2, ['newUnready']],
  [2, ['newStarting']],
  [2, ['newWaiting']],
  [1, []],
  [1, ['oldStopping']],
  [1, ['oldStuck']],
  [1, ['newStuck']],
  [1, ['oldFailed']],
  [1, ['old', 'newUnready']],
  [1, ['old', 'newStarting']],
  [1, ['oldUnready', 'new']],
  [1, ['oldStuck', 'new']],
  [1, ['old', 'old']],
  [1, ['new', 'new']],
)

const KINDS = weighted<NodeKind>(
  [10, 'up'],
  [3, 'down'],
  [3, 'tainted'],
  [1, 'downTainted'],
  [1, 'refusing'],
  [1, 'missing'],
)

const STRATEGIES = weighted<object>(
  [3, { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } }],
  [3, { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2, maxSurge: 0 } }],
  [1, { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '60%', maxSurge: 0 } }],
  [3, { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }],
  [2, { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 2 } }],
  [1, { type: 'OnDelete' }],
)

/** A pod of somebody else that holds the port of the template. */
const squatter = (node: string): Pod => ({
  metadata: { namespace: 'other', name: `squatter-${node}` },
  spec: { nodeName: node, containers: [{ name: 'c', ports: [{ hostPort: 80 }] }] },
  status: { phase: 'Running' },
})

const anyPlace = fc.record({
  kind: KINDS,
  words: WORDS,
  squatted: weighted([8, false], [1, true]),
})

/** Rollouts over some nodes at most. */
export const anyRollout = (mostNodes: number): fc.Arbitrary<RolloutScene> =>
  frozenly(
    fc.record({
      places: fc.array(anyPlace, { minLength: 1, maxLength: mostNodes }),
      updateStrategy: STRATEGIES,
      minReadySeconds: fc.constantFrom(0, 30),
      hostPort: weighted([4, false], [1, true]),
      newPods: weighted<RolloutOptions['newPods']>([6, 'becomeReady'], [1, 'neverReady']),
    }),
  ).map(({ places, updateStrategy, minReadySeconds, hostPort, newPods }) => {
    const ports = hostPort ? [{ containerPort: 80, hostPort: 80 }] : []
    const daemonSet = aDaemonSet({
      spec: { updateStrategy, minReadySeconds },
      podSpec: { containers: [{ name: 'main', image: 'main:2', ports, resources: {} }] },
    })
    const named = places.map((place, i) => ({ ...place, name: `n${i}` }))
    return {
      daemonSet,
      snapshot: cluster({
        nodes: named.flatMap(({ name, kind }) => nodeOf(name, kind)),
        pods: named.flatMap(({ name, words, squatted }) => [
          ...words.map((word, i) => podOf(daemonSet, name, word, i)),
          ...(squatted ? [squatter(name)] : []),
        ]),
        revisions: [createdRevision(daemonSet, 'new', 2)],
      }),
      options: { now: NOW, readyAfter: 10, goneAfter: 5, ...(newPods && { newPods }) },
    }
  })
