import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { updateCluster } from '../../src/cluster/updateCluster.js'
import { plan } from '../../src/cluster/plan.js'
import { formatInstant } from '../../src/data/instant.js'
import { orThrow } from '../../src/data/orThrow.js'
import { rolloutContext } from '../../src/rollout/attribution/rolloutContext.js'
import {
  stagedRollout,
  type Stage,
  type StageOptions,
} from '../../src/rollout/stages/stagedRollout.js'
import { isReady } from '../../src/kube/podFacts.js'
import { after } from '../support/passes.js'
import { frozenly } from '../support/frozen.js'
import { afterRollout } from '../support/afterRollout.js'
import { rolloutOf, type PodWord, type RolloutScene } from '../support/aRollout.js'

/** The scene when nothing happens any more. */
const afterwards = (scene: RolloutScene): RolloutScene => {
  const { snapshot, daemonSet, now } = afterRollout(scene)
  return { snapshot, daemonSet, options: { ...scene.options, now: formatInstant(now) } }
}

const onDelete = ({ daemonSet, ...rest }: RolloutScene): RolloutScene => {
  const spec = { ...daemonSet.spec, updateStrategy: { type: 'OnDelete' } }
  return { ...rest, daemonSet: { ...daemonSet, spec } }
}

const without = (scene: RolloutScene, pods: readonly string[]): RolloutScene => ({
  ...scene,
  snapshot: updateCluster(scene.snapshot, {
    drop: { pods: pods.map((name) => `default/${name}`) },
  }),
})

/** The nodes with an updated pod. */
const updatedIn = ({ snapshot, daemonSet, options }: RolloutScene): readonly string[] =>
  rolloutContext(snapshot, daemonSet, options)
    .nodeStates.filter(({ pods }) => pods.some(({ updated }) => updated))
    .map(({ name }) => name)

const WORDS: readonly PodWord[] = ['old', 'old', 'old', 'oldUnready', 'new', 'newStarting']

const anyStaged = frozenly(
  fc.record({
    words: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 9 }),
    rollingUpdate: fc.constantFrom(
      { maxUnavailable: 1 },
      { maxUnavailable: '40%' },
      { maxUnavailable: 0, maxSurge: 1 },
      'OnDelete' as const,
    ),
    stages: fc.constantFrom<StageOptions['stages']>(['1%'], [2, '60%'], ['10%', '50%'], ['100%']),
  }),
).map(({ words, rollingUpdate, stages }) => ({
  scene: rolloutOf(
    words.map((word, i) => ({ name: `n${i}`, words: [word] })),
    { rollingUpdate },
  ),
  stages,
}))

describe('following a staged rollout', () => {
  it('never goes beyond the stage, and gets to the end, also from a rolling update', () => {
    fc.assert(
      fc.property(anyStaged, ({ scene: start, stages }) => {
        const before = updatedIn(start)
        let scene = start
        for (let steps = 0; ; steps++) {
          expect(steps).toBeLessThan(20)
          const { next, stages: drawn } = orThrow(
            stagedRollout(scene.snapshot, scene.daemonSet, { ...scene.options, stages }),
          )
          if (next.code === 'None') break
          const pods = 'pods' in next ? next.pods : []
          scene = afterwards(without(onDelete(scene), pods))
          const reached = drawn.filter(({ state }) => state !== 'later')
          const allowed = new Set([...before, ...reached.flatMap(({ nodes }) => nodes)])
          const updated = updatedIn(scene)
          expect(updated.filter((node) => !allowed.has(node))).toEqual([])
          const bound = reached.at(-1)?.bound ?? 0
          expect(updated.length).toBeLessThanOrEqual(Math.max(bound, before.length))
        }
        expect(updatedIn(scene)).toHaveLength(scene.snapshot.nodes?.size ?? 0)
      }),
    )
  })

  it('leaves nodes in their stages while those of the current one are under way', () => {
    const anyProgress = fc.record({
      words: fc.array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 9 }),
      stages: fc.constantFrom<StageOptions['stages']>(
        ['1%'],
        [1, 2, 3],
        [2, '60%'],
        ['10%', '50%'],
      ),
      progress: fc.array(fc.constantFrom<PodWord | ''>('', 'oldStopping', 'newStarting', 'new'), {
        minLength: 9,
        maxLength: 9,
      }),
    })
    const stagesOf = (
      words: readonly (readonly PodWord[])[],
      stages: StageOptions['stages'],
      made: ReadonlySet<string> = new Set(),
    ) => {
      const { snapshot, daemonSet, options } = rolloutOf(
        words.map((each, i) => ({ name: `n${i}`, words: each })),
        { rollingUpdate: 'OnDelete' },
      )
      const madeLater = [...(snapshot.pods?.values() ?? [])].map((pod) =>
        made.has(pod.spec?.nodeName ?? '')
          ? { ...pod, metadata: { ...pod.metadata, creationTimestamp: after(3500) } }
          : pod,
      )
      const changed = updateCluster(snapshot, { put: { pods: madeLater } })
      return orThrow(stagedRollout(changed, daemonSet, { ...options, stages })).stages
    }
    const placesOf = (stages: readonly Stage[]) =>
      stages.flatMap(({ name, left }, i) => left.map((node) => [node, `${i} ${name}`] as const))
    fc.assert(
      fc.property(frozenly(anyProgress), ({ words, stages, progress }) => {
        const before = stagesOf(
          words.map((word) => [word]),
          stages,
        )
        const left = before.find(({ state }) => state === 'current')?.left ?? []
        const current = left.filter((node) => words[Number(node.slice(1))]?.startsWith('old'))
        const later = words.map((word, i) => {
          const grown = progress[i] ?? ''
          if (!current.includes(`n${i}`)) return [word]
          return grown === '' ? [] : [grown]
        })
        const places = new Map(placesOf(before))
        for (const [node, place] of placesOf(stagesOf(later, stages, new Set(current)))) {
          expect([node, place]).toEqual([node, places.get(node)])
        }
      }),
    )
  })

  it('names the budget with which a rolling update takes as many serving pods at once', () => {
    fc.assert(
      fc.property(anyStaged, ({ scene: { snapshot, daemonSet, options }, stages }) => {
        const { next } = orThrow(stagedRollout(snapshot, daemonSet, { ...options, stages }))
        fc.pre(next.code === 'UseOnDelete' && next.atOnce !== undefined)
        const { setting, to } = next.atOnce
        const rollingUpdate = { maxUnavailable: 0, maxSurge: 0, [setting]: to }
        const updateStrategy = { type: 'RollingUpdate', rollingUpdate }
        const spec = { ...daemonSet.spec, updateStrategy }
        const pass = plan(snapshot, { ...daemonSet, spec }, options)
        const certain =
          pass.pods.filter(
            ({ disposition: each }) => each.code === 'delete' && each.why === 'Outdated',
          ).length +
          pass.creates.filter(({ why, choice }) => why === 'Surge' && choice === undefined).length
        const chosen = pass.choices.reduce((sum, { count }) => sum + count, 0)
        const serving = next.pods.filter((name) =>
          isReady(snapshot.pods?.get(`default/${name}`) ?? {}),
        )
        expect(certain + chosen).toBe(serving.length)
      }),
    )
  })
})
