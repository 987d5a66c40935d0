import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import { cluster } from '../../src/cluster/cluster.js'
import { orThrow } from '../../src/data/orThrow.js'
import type { DaemonSet } from '../../src/kube/daemonSet.js'
import { attributeUnavailability } from '../../src/rollout/attributeUnavailability.js'
import { forecast } from '../../src/rollout/forecast/forecast.js'
import { simulate } from '../../src/rollout/simulation/simulate.js'
import { stagedRollout } from '../../src/rollout/stages/stagedRollout.js'
import { createdRevision } from '../../src/sync/createdObjects.js'
import { aRollout, rolloutOf, type PodWord, type RolloutScene } from '../support/aRollout.js'

/** What no API server stores, and types allow. */

const answersOf = ({ snapshot, daemonSet, options }: RolloutScene) => ({
  attribution: attributeUnavailability(snapshot, daemonSet, options),
  forecast: forecast(snapshot, daemonSet, options),
  simulation: simulate(snapshot, daemonSet, options),
  staged: stagedRollout(snapshot, daemonSet, { ...options, stages: ['50%'] }),
})

const withSpec = (scene: RolloutScene, spec: DaemonSet['spec']): RolloutScene => ({
  ...scene,
  daemonSet: { ...scene.daemonSet, spec: { ...scene.daemonSet.spec, ...spec } },
})

/** The same with every time as a `Date`. */
const dated = (value: unknown): unknown => {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value)
  if (Array.isArray(value)) return value.map(dated)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, dated(member)]))
}

const datedScene = ({ snapshot, daemonSet, options }: RolloutScene): RolloutScene => ({
  daemonSet,
  options,
  snapshot: cluster(
    dated({
      nodes: [...(snapshot.nodes?.values() ?? [])],
      pods: [...(snapshot.pods?.values() ?? [])],
      revisions: [...(snapshot.revisions?.values() ?? [])],
    }) as Parameters<typeof cluster>[0],
  ),
})

describe('a rollout that never ends', () => {
  it.each([
    ['another selector', { selector: { matchLabels: { app: 'other' } } }],
    ['no selector', { selector: null }],
    ['a template without labels', { template: { spec: { containers: [] } } }],
  ])('is said to be one: %s', (_what, spec) => {
    const scene = withSpec(aRollout({ n1: '', n2: 'old' }), spec)
    const { forecast: told, simulation, attribution } = answersOf(scene)
    expect(told).toMatchObject({ code: 'Endless', why: 'SelectorMismatch' })
    expect(simulation.end).toMatchObject({ code: 'Endless', why: 'SelectorMismatch' })
    expect(simulation.waves).toEqual([])
    expect(attribution.progress?.code).toBe('stalled')
  })

  it('is one whose current revision has an empty hash, where the controller replaces pods', () => {
    const endOf = (rollingUpdate: 'OnDelete' | object) => {
      const { snapshot, daemonSet, options } = aRollout({ n1: 'old' }, { rollingUpdate })
      const emptied = cluster({
        nodes: [...(snapshot.nodes?.values() ?? [])],
        pods: [...(snapshot.pods?.values() ?? [])],
        revisions: [createdRevision(daemonSet, '', 2)],
      })
      const { forecast: told, simulation } = answersOf({ snapshot: emptied, daemonSet, options })
      return [told.code, simulation.end.code]
    }
    expect(endOf({})).toEqual(['Endless', 'Endless'])
    expect(endOf('OnDelete')).toEqual(['Stalls', 'Stalls'])
  })

  it('is none where the controller stops before it looks at pods', () => {
    const deleted = (scene: RolloutScene): RolloutScene => {
      const metadata = { ...scene.daemonSet.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' }
      return { ...scene, daemonSet: { ...scene.daemonSet, metadata } }
    }
    const { forecast: told } = answersOf(
      deleted(withSpec(aRollout({ n1: '' }), { selector: null })),
    )
    expect(told.code).toBe('Stopped')
  })
})

describe('numbers', () => {
  it.each([NaN, Infinity, -1, 1.5, 1e300])('of the budget: %s', (maxUnavailable) => {
    const answers = answersOf(
      aRollout({ n1: 'old', n2: 'old', n3: 'down:old' }, { rollingUpdate: { maxUnavailable } }),
    )
    expect(JSON.parse(JSON.stringify(answers))).toEqual(answers)
  })

  it('of time', () => {
    const scene = withSpec(aRollout({ n1: 'old', n2: 'newWaiting' }), {
      minReadySeconds: 30n as unknown as number,
    })
    const answers = answersOf(scene)
    expect(JSON.parse(JSON.stringify(answers))).toEqual(answers)
    const never = { ...scene.options, readyAfter: Infinity }
    const { end, assumed } = simulate(scene.snapshot, scene.daemonSet, never)
    expect(end.code).toBe('Stalls')
    expect(Number.isSafeInteger(assumed.readyAfter)).toBe(true)
  })

  it('of stages', () => {
    const { snapshot, daemonSet, options } = aRollout({ n1: 'old', n2: 'old', n3: 'old' })
    const staged = (...stages: readonly (number | string)[]) =>
      stagedRollout(snapshot, daemonSet, { ...options, stages })
    const expected = 'a number or a percentage'
    expect(staged('10%', 'x', NaN)).toEqual(
      E.left([
        { code: 'InvalidStage', path: ['stages', 1], expected, found: 'the string "x"' },
        { code: 'InvalidStage', path: ['stages', 2], expected, found: 'the number NaN' },
      ]),
    )
    expect(orThrow(staged(1.5)).stages.map(({ bound }) => bound)).toEqual([2, 3])
    expect(orThrow(staged(Infinity)).stages.map(({ bound }) => bound)).toEqual([3, 3])
  })
})

it('times may be Dates', () => {
  const scene = aRollout(
    { n1: 'oldStopping', n2: 'newStarting', n3: 'newWaiting', n4: 'oldStuck', n5: 'old' },
    { minReadySeconds: 30 },
  )
  const answers = answersOf(datedScene(scene))
  expect(answers).toEqual(answersOf(scene))
  expect(JSON.parse(JSON.stringify(answers))).toEqual(answers)
})

it('many surplus pods are deleted in bursts, which is no choice that matters', () => {
  const words = Array.from({ length: 50 }, (): PodWord => 'old')
  const scene = rolloutOf(Array.from({ length: 20 }, (_, i) => ({ name: `n${i}`, words })))
  const { end, exact, waves } = simulate(scene.snapshot, scene.daemonSet, scene.options)
  expect({ code: end.code, exact, waves: waves.length }).toEqual({
    code: 'Done',
    exact: true,
    waves: 20,
  })
})
