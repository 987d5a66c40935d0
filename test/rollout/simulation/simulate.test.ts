import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import { simulate, type Simulation } from '../../../src/rollout/simulation/simulate.js'
import { after } from '../../support/passes.js'
import { aRollout, NOW, rolloutOf, type RolloutParts } from '../../support/aRollout.js'

const simulated = (
  nodes: Readonly<Record<string, string>>,
  parts: RolloutParts = {},
): Simulation => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  return simulate(snapshot, daemonSet, options)
}

/** Waves in short: seconds since the start, and the nodes. */
const wavesOf = ({ waves }: Simulation): readonly string[] =>
  waves.map(({ at, replaces }) => `${at.slice(11, 19)} ${replaces.map(({ node }) => node).join()}`)

const availableIn = ({ moments }: Simulation): readonly string[] =>
  moments.map(({ available: { least, most } }) =>
    least === most ? `${least}` : `${least}-${most}`,
  )

describe('simulate', () => {
  it('replaces one after another, and tells how many are available', () => {
    const result = simulated({ n1: 'old', n2: 'old' })
    expect(wavesOf(result)).toEqual(['01:00:00 n1', '01:00:15 n2'])
    expect(availableIn(result)).toEqual(['1', '1', '1', '1', '2'])
    expect(result.end).toEqual({ code: 'Done', at: after(3630) })
    expect(result).toMatchObject({ desired: 2, exact: true, unfinished: { least: 0, most: 0 } })
  })

  it('marks what is replaced outside the budget', () => {
    const { waves } = simulated({ n1: 'oldUnready', n2: 'oldUnready', n3: 'old' })
    expect(waves[0]?.replaces).toEqual([
      { node: 'n1', pod: 'n1-0', why: 'OutdatedUnavailable', budget: 'outside' },
      { node: 'n2', pod: 'n2-0', why: 'OutdatedUnavailable', budget: 'outside' },
    ])
    expect(waves[1]?.replaces).toMatchObject([{ node: 'n3', budget: 'within' }])
  })

  it('says where Kubernetes picks any', () => {
    const [wave] = simulated({ n1: 'old', n2: 'old', n3: 'old' }).waves
    expect(wave?.choices).toMatchObject([{ count: 1, from: ['n1', 'n2', 'n3'] }])
    expect(wave?.replaces).toMatchObject([{ node: 'n1', budget: 'within' }])
    expect(wave?.replaces[0]).toHaveProperty('choice', wave?.choices[0]?.id)
  })

  it('with surge never has fewer available', () => {
    const result = simulated(
      { n1: 'old', n2: 'old' },
      { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    )
    expect(new Set(availableIn(result))).toEqual(new Set(['2']))
    expect(result.waves[0]?.replaces).toMatchObject([{ node: 'n1', pod: 'n1-0', why: 'Surge' }])
  })

  it('waits for minReadySeconds, in older releases an instant longer', () => {
    const parts = { minReadySeconds: 30 }
    expect(simulated({ n1: 'old' }, parts).end).toEqual({ code: 'Done', at: after(3645) })
    expect(wavesOf(simulated({ n1: 'newWaiting', n2: 'old' }, parts))).toEqual(['01:00:25 n2'])
  })

  it('keeps to what orders have in common', () => {
    const result = simulated({ n1: 'old', n2: 'tainted:old' })
    expect(result.moments[0]?.available).toEqual({ least: 0, most: 1 })
    expect(result).toMatchObject({ exact: true, unfinished: { least: 0, most: 0 } })
  })

  it('rests where nothing happens any more', () => {
    expect(simulated({ n1: 'old', n2: 'down:newUnready' }).end).toEqual({
      code: 'Stalls',
      at: NOW,
      unfinished: ['n1', 'n2'],
      outcome: { code: 'Synced' },
    })
  })

  it('waits for the backoff of a failed pod', () => {
    const nodeStates = [{ name: 'n1', words: ['oldFailed', 'oldFailed'] as const }]
    const twice = rolloutOf(nodeStates, { rollingUpdate: 'OnDelete' })
    const result = simulate(twice.snapshot, twice.daemonSet, twice.options)
    expect(wavesOf(result)).toEqual(['01:00:00 n1', '01:00:01 n1'])
    expect(result.end).toEqual({ code: 'Done', at: after(3611) })
  })

  it('takes no time where starting and stopping applyPass none', () => {
    const options = { readyAfter: 0, goneAfter: 0 }
    const result = simulated({ n1: 'old', n2: 'old', n3: 'down:old' }, { options })
    expect(wavesOf(result)).toEqual(['01:00:00 n1', '01:00:00 n2', '01:00:00 n3'])
    expect(result.end).toMatchObject({ code: 'Stalls', at: NOW, unfinished: ['n3'] })
    expect(simulated({ n1: 'old' }, { options }).end).toEqual({ code: 'Done', at: NOW })
    expect(simulated({ n1: 'newStarting' }, { options }).end).toEqual({ code: 'Done', at: NOW })
  })

  it('takes what is no number of seconds for none, and a part of one for nothing', () => {
    const { snapshot, daemonSet } = aRollout({ n1: 'old' }, { minReadySeconds: Number.NaN })
    for (const odd of [Number.NaN, -1, 0.5]) {
      const options = { now: NOW, readyAfter: odd, goneAfter: odd, patience: odd }
      const { end, assumed } = simulate(snapshot, daemonSet, options)
      expect(end.code).toBe('Done')
      expect(assumed).toMatchObject({ readyAfter: 0, goneAfter: 0 })
    }
  })

  it('ends with the calendar', () => {
    const nodeStates = [{ name: 'n1', words: ['oldFailed', 'oldFailed'] as const }]
    const { snapshot, daemonSet } = rolloutOf(nodeStates, { rollingUpdate: 'OnDelete' })
    for (const now of ['9999-12-31T23:59:59Z', new Date(8.64e15)] as const) {
      const { end, moments } = simulate(snapshot, daemonSet, { now })
      expect(end).toMatchObject({ code: 'Stalls', unfinished: ['n1'] })
      expect(moments).toHaveLength(1)
    }
  })

  it('says what it does not know', () => {
    const { daemonSet } = aRollout({})
    expect(simulate(cluster({}), daemonSet, { now: NOW })).toMatchObject({
      end: { code: 'Unknown', needs: ['nodes', 'pods', 'revisions'] },
      waves: [],
      moments: [],
    })
  })

  it('states what it assumes', () => {
    const { snapshot, daemonSet } = aRollout({ n1: 'down:newUnready' })
    expect(simulate(snapshot, daemonSet, { now: NOW }).assumed).toEqual({
      readyAfter: 10,
      goneAfter: 10,
      newPods: 'becomeReady',
      notReady: ['n1'],
    })
  })

  it('starts with the pods that nodes lack, and takes away those they refuse', () => {
    const { waves } = simulated({ n1: '', n2: 'refusing:old' })
    expect(waves[0]?.replaces).toEqual([
      { node: 'n2', pod: 'n2-0', why: 'NotEligible', budget: 'none' },
      { node: 'n1', why: 'NoPod', budget: 'none' },
    ])
  })
})
