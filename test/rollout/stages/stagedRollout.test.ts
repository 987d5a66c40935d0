import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import { updateCluster } from '../../../src/cluster/updateCluster.js'
import { orThrow } from '../../../src/data/orThrow.js'
import { stagedRollout, type StageOptions } from '../../../src/rollout/stages/stagedRollout.js'
import { after } from '../../support/passes.js'
import { anyRollout } from '../../support/anyRollout.js'
import { aRollout, NOW, type PodWord, type RolloutParts } from '../../support/aRollout.js'

const staged = (
  nodes: Readonly<Record<string, string>>,
  options: Partial<StageOptions> = {},
  parts: RolloutParts = { rollingUpdate: 'OnDelete' },
) => {
  const { snapshot, daemonSet } = aRollout(nodes, parts)
  return orThrow(stagedRollout(snapshot, daemonSet, { now: NOW, stages: ['50%'], ...options }))
}

const four = { n1: 'old', n2: 'old', n3: 'old', n4: 'old' }

describe('stagedRollout', () => {
  it('says which pods to delete now', () => {
    expect(staged(four)).toEqual({
      now: NOW,
      stages: [
        { name: '50%', bound: 2, nodes: ['n1', 'n2'], left: ['n1', 'n2'], state: 'current' },
        { name: '100%', bound: 4, nodes: ['n3', 'n4'], left: ['n3', 'n4'], state: 'later' },
      ],
      next: { code: 'DeletePods', pods: ['n1-0', 'n2-0'] },
    })
  })

  it('waits for pods that are on their way, and ends', () => {
    expect(staged({ ...four, n1: 'new', n2: 'newStarting' }).next).toEqual({
      code: 'Wait',
      nodes: ['n2'],
      gates: [],
    })
    const done = staged({ n1: 'new', n2: 'new' })
    expect(done.next).toEqual({ code: 'None' })
    expect(done.stages.map(({ state }) => state)).toEqual(['done', 'done'])
  })

  it('takes a soak that is no number for none', () => {
    const nodes = { ...four, n1: 'new', n2: 'new' }
    expect(staged(nodes, { gates: { soakSeconds: Number.NaN } }).next.code).toBe('DeletePods')
  })

  it('goes on to the next stage', () => {
    const { stages, next } = staged({ ...four, n1: 'new', n2: 'new' })
    expect(stages.map(({ state }) => state)).toEqual(['done', 'current'])
    expect(next).toEqual({ code: 'DeletePods', pods: ['n3-0', 'n4-0'] })
  })

  it('takes as many as the gate leaves, those that serve nobody first', () => {
    const nodes = { ...four, n2: 'oldUnready' }
    const { next } = staged(nodes, { gates: { minAvailable: 2 }, stages: ['100%'] })
    expect(next).toEqual({ code: 'DeletePods', pods: ['n2-0', 'n1-0'] })
    expect(staged(nodes, { gates: { minAvailable: 4 } }).next).toMatchObject({ code: 'Wait' })
    expect(staged(four, { gates: { minAvailable: 4 } }).next).toMatchObject({ gates: [] })
  })

  it('turns a rolling update into OnDelete, and names the budget that takes as many at once', () => {
    const parts = { rollingUpdate: { maxUnavailable: 1 } }
    expect(staged({ ...four, n9: 'down:newUnready' }, { stages: [2] }, parts).next).toEqual({
      code: 'UseOnDelete',
      pods: ['n1-0'],
      atOnce: { setting: 'maxUnavailable', to: 2 },
    })
    expect(staged(four, {}, parts).next).toEqual({
      code: 'UseOnDelete',
      pods: ['n1-0', 'n2-0'],
      atOnce: { setting: 'maxUnavailable', to: 2 },
    })
    const surge = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
    expect(staged(four, {}, surge).next).toMatchObject({ atOnce: { setting: 'maxSurge', to: 2 } })
  })

  it('names no budget where that is not known, or plays no part', () => {
    const parts = { rollingUpdate: { maxUnavailable: 1 } }
    const next = { code: 'UseOnDelete', pods: ['n2-0'] }
    expect(staged({ n1: '', n2: 'old' }, { stages: ['100%'] }, parts).next).toEqual(next)
    const forced = { n1: 'new', n2: 'oldUnready' }
    expect(staged(forced, { stages: ['100%'] }, parts).next).toEqual(next)
  })

  it('counts what a rolling update replaces anyway only once', () => {
    const nodes = { n1: 'oldUnready', n2: 'old', n3: 'old', n4: 'old', n5: 'old' }
    const parts = { rollingUpdate: { maxUnavailable: 1 } }
    expect(staged(nodes, { stages: ['40%'] }, parts).next).toEqual({
      code: 'UseOnDelete',
      pods: ['n1-0', 'n2-0'],
      atOnce: { setting: 'maxUnavailable', to: 2 },
    })
  })

  it('knows canaries, and nodes that joined since the revision was recorded', () => {
    const { snapshot, daemonSet } = aRollout(four, { rollingUpdate: 'OnDelete' })
    const [revision] = [...(snapshot.revisions?.values() ?? [])]
    const changed = updateCluster(snapshot, {
      put: {
        revisions: [
          { ...revision, metadata: { ...revision?.metadata, creationTimestamp: after(10) } },
        ],
        nodes: [
          { metadata: { name: 'n1', creationTimestamp: after(20) } },
          { metadata: { name: 'n4', labels: { canary: 'yes' } } },
        ],
      },
    })
    const canary: StageOptions['canary'] = (labels) => labels?.['canary'] === 'yes'
    const options = { now: NOW, stages: ['60%'], canary } as const
    const { stages } = orThrow(stagedRollout(changed, daemonSet, options))
    expect(stages.map(({ name, nodes }) => [name, ...nodes])).toEqual([
      ['canary', 'n4'],
      ['60%', 'n2'],
      ['100%', 'n3', 'n1'],
    ])
    const since = after(30)
    const all = orThrow(stagedRollout(changed, daemonSet, { now: NOW, stages: [], since }))
    expect(all.stages[0]?.nodes).toEqual(['n1', 'n2', 'n3', 'n4'])
  })

  it('splits by a label, and has no past for a template that is new', () => {
    const { snapshot, daemonSet } = aRollout(four)
    const fresh = cluster({
      nodes: [...(snapshot.nodes?.values() ?? [])],
      pods: [...(snapshot.pods?.values() ?? [])],
      revisions: [],
    })
    const { stages } = orThrow(
      stagedRollout(fresh, daemonSet, { now: NOW, stages: [], by: 'zone' }),
    )
    expect(stages).toMatchObject([{ name: '100%', group: '', bound: 4 }])
  })

  it('says what it does not know', () => {
    const { daemonSet } = aRollout(four)
    expect(orThrow(stagedRollout(cluster({}), daemonSet, { now: NOW, stages: [] }))).toMatchObject({
      stages: [],
      next: { code: 'Unknown', needs: ['nodes', 'pods', 'revisions'] },
    })
  })
})

const anyStages = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
    fc.integer({ min: 0, max: 12 }),
  ),
  { maxLength: 4 },
)

describe('stages', () => {
  it('are disjoint and complete, and each respects its bound', () => {
    fc.assert(
      fc.property(anyRollout(9), anyStages, ({ snapshot, daemonSet, options }, asked) => {
        const { stages } = orThrow(
          stagedRollout(snapshot, daemonSet, { ...options, stages: asked }),
        )
        const names = stages.flatMap(({ nodes }) => nodes)
        expect(new Set(names).size).toBe(names.length)
        let taken = 0
        for (const { nodes, bound } of stages) {
          taken += nodes.length
          expect(taken).toBe(bound)
        }
      }),
    )
  })

  it('leave the same nodes to the same stages after any progress in their order, and any failure', () => {
    const words = fc.constantFrom<PodWord>('new', 'newUnready', 'newStarting', 'newCrashing')
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.array(words, { maxLength: 12 }),
        anyStages,
        (count, progress, stages) => {
          const names = Array.from({ length: count }, (_, i) => `n${String(i).padStart(2, '0')}`)
          const at = (done: number) =>
            staged(
              Object.fromEntries(
                names.map((name, i) => [name, (i < done && progress[i]) || 'old']),
              ),
              {
                stages,
              },
            )
          const before = at(0).stages.map(({ nodes }) => nodes)
          const { stages: later } = at(progress.length)
          expect(later.map(({ nodes }) => [...nodes].sort())).toEqual(before)
        },
      ),
    )
  })
})
