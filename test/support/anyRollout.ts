import * as fc from 'fast-check'
import type { RolloutOptions } from '../../src/rollout/forecast/model.js'
import { weighted } from '../../src/testing/vocabulary.js'
import {
  SQUATTERS,
  rolloutOf,
  type Squatter,
  type NodeKind,
  type PodWord,
  type RolloutParts,
  type RolloutScene,
} from './aRollout.js'
import { frozenly } from './frozen.js'

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
  [1, ['oldPending']],
  [1, ['newPending']],
  [1, ['newCrashing']],
  [1, ['old', 'newPending']],
  [1, ['old', 'newUnready']],
  [1, ['old', 'newStarting']],
  [1, ['oldUnready', 'new']],
  [1, ['oldStuck', 'new']],
  [1, ['old', 'old']],
  [1, ['new', 'new']],
  [1, ['generation']],
  [1, ['generationUnready']],
  [1, ['old', 'generation']],
  [1, ['generation', 'new']],
  [1, ['generation', 'newUnready']],
  [1, ['generationUnready', 'newUnready']],
  [1, ['new', 'generation', 'old']],
)

const KINDS = weighted<NodeKind>(
  [10, 'up'],
  [3, 'down'],
  [3, 'tainted'],
  [1, 'downTainted'],
  [1, 'refusing'],
  [1, 'missing'],
)

const STRATEGIES = weighted<NonNullable<RolloutParts['rollingUpdate']>>(
  [3, {}],
  [3, { maxUnavailable: 2 }],
  [1, { maxUnavailable: '60%' }],
  [3, { maxUnavailable: 0, maxSurge: 1 }],
  [2, { maxUnavailable: 0, maxSurge: 2 }],
  [1, 'OnDelete'],
)

const anyPlace = fc.record({
  kind: KINDS,
  words: WORDS,
  squatted: weighted<false | Squatter>(
    [10, false],
    ...SQUATTERS.map((whose): [number, Squatter] => [1, whose]),
  ),
})

/** Without a recorded revision new pods are outdated: none that is about to become available, which the arithmetic passes over. */
const settled = (word: PodWord): PodWord =>
  word === 'newStarting' || word === 'newWaiting' ? 'new' : word

/** What nodes have to give where a pod requests a cpu: too little, enough for one pod, or for two; some do not say. */
const ROOM = weighted<string>([3, '2'], [2, '1'], [1, '500m'], [1, 'silent'])

const anyPlaceWithRoom = fc.tuple(anyPlace, ROOM).map(([place, cpu]) => ({ ...place, cpu }))

/** Rollouts over some nodes at most; with room, pods request a cpu, and nodes say what they have. */
export const anyRollout = (
  mostNodes: number,
  { room = false }: { readonly room?: boolean } = {},
): fc.Arbitrary<RolloutScene> =>
  frozenly(
    fc.record({
      nodeStates: fc.array(room ? anyPlaceWithRoom : anyPlace, {
        minLength: 1,
        maxLength: mostNodes,
      }),
      rollingUpdate: STRATEGIES,
      minReadySeconds: fc.constantFrom(0, 30),
      hostPort: weighted([4, false], [1, true]),
      unrecorded: weighted([9, false], [1, true]),
      newPods: weighted<RolloutOptions['newPods']>(
        [4, 'becomeReady'],
        [3, undefined],
        [1, 'neverReady'],
      ),
      readyAfter: weighted([2, 10], [1, 0]),
      goneAfter: weighted([2, 5], [1, 0]),
    }),
  ).map(({ nodeStates, newPods, readyAfter, goneAfter, ...parts }) =>
    rolloutOf(
      nodeStates.map(({ words, ...nodeState }, i) => ({
        ...nodeState,
        words: parts.unrecorded ? words.map(settled) : words,
        name: `n${i}`,
      })),
      {
        ...parts,
        ...(room && { cpu: '1' }),
        options: { readyAfter, goneAfter, ...(newPods && { newPods }) },
      },
    ),
  )
