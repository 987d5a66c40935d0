import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import { forecast, type Forecast } from '../../../src/rollout/forecast/forecast.js'
import { aRollout, NOW, type RolloutParts } from '../../support/aRollout.js'

type Known = Extract<Forecast, { pace: unknown }>

const foreseen = (nodes: Readonly<Record<string, string>>, parts: RolloutParts = {}): Known => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  return forecast(snapshot, daemonSet, options) as Known
}

const SURGE = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }

describe('forecast', () => {
  it('is done, or gets done', () => {
    expect(foreseen({ n1: 'new', n2: 'new' }).code).toBe('Done')
    expect(foreseen({ n1: 'new', n2: 'old' }).code).toBe('Finishes')
    expect(foreseen({ n1: 'new', n2: '' }).code).toBe('Finishes')
    expect(foreseen({ n1: 'new', n2: 'tainted:oldStopping' }).code).toBe('Finishes')
  })

  it('rests when the budget is used up for ever', () => {
    const told = foreseen({ n1: 'old', n2: 'old', n3: 'down:newUnready' })
    expect(told).toMatchObject({
      code: 'Rests',
      spent: 1,
      candidates: 2,
      neverTaken: { least: 2, most: 2 },
      unfinished: { least: 3, most: 3 },
      budgetNeeded: 2,
    })
    expect(told.blockers.map(({ node }) => node)).toEqual(['n3'])
  })

  it('goes on where the budget is larger, and still rests for what never gets done', () => {
    const parts = { rollingUpdate: { maxUnavailable: 2 } }
    const told = foreseen({ n1: 'old', n2: 'old', n3: 'down:newUnready' }, parts)
    expect(told).toMatchObject({ code: 'Rests', neverTaken: { most: 0 }, unfinished: { most: 1 } })
    expect(told).not.toHaveProperty('budgetNeeded')
  })

  it('names no budget where a larger one would get nobody done', () => {
    const parts = { hostPort: true, ...SURGE }
    const told = foreseen({ n1: 'old', n2: 'old' }, parts)
    expect(told).toMatchObject({ code: 'Rests', wouldSpend: 2, neverTaken: { most: 1 } })
    expect(told).not.toHaveProperty('budgetNeeded')
  })

  it('leaves it to chance where a node uses up the budget only once it is taken', () => {
    const told = foreseen({ n1: 'old', n2: 'old', n3: 'downTainted:old' })
    expect(told).toMatchObject({
      code: 'MayRest',
      wouldSpend: 1,
      neverTaken: { least: 0, most: 2 },
      unfinished: { least: 0, most: 2 },
    })
    expect(told.blockers).toMatchObject([{ node: 'n3', effect: 'wouldSpend' }])
  })

  it('counts nodes that should not run a pod, when one never finishes being deleted there', () => {
    expect(foreseen({ n1: 'old', n2: 'downTainted:oldUnready' })).toMatchObject({
      code: 'Rests',
      spent: 1,
      neverTaken: { least: 1, most: 1 },
    })
  })

  it('with surge counts only nodes where both are and the new one never gets available', () => {
    expect(foreseen({ n1: 'old', n2: 'down:newUnready' }, SURGE)).toMatchObject({
      code: 'Rests',
      spent: 0,
      neverTaken: { most: 0 },
    })
    expect(foreseen({ n1: 'old', n2: 'old newUnready' }, SURGE)).toMatchObject({
      code: 'Rests',
      spent: 1,
      neverTaken: { least: 1, most: 1 },
      budgetNeeded: 2,
    })
  })

  it('with surge keeps old pods where they should not be while too few are available', () => {
    const told = foreseen({ n1: 'down:newUnready', n2: 'tainted:old', n3: 'new' }, SURGE)
    expect(told).toMatchObject({ code: 'Rests', unfinished: { least: 2, most: 2 } })
  })

  it('waits for somebody under OnDelete', () => {
    const told = foreseen({ n1: 'old', n2: 'new' }, { rollingUpdate: 'OnDelete' })
    expect(told).toMatchObject({ code: 'Rests', pace: { code: 'OnDelete' }, blockers: [] })
    expect(foreseen({ n2: 'new' }, { rollingUpdate: 'OnDelete' }).code).toBe('Done')
  })

  it('never starts with a budget that cannot be read', () => {
    const told = foreseen({ n1: 'old' }, { rollingUpdate: { maxUnavailable: 'x' } })
    expect(told).toMatchObject({
      code: 'Rests',
      pace: { code: 'InvalidBudget', setting: 'MaxUnavailable' },
    })
  })

  it('says what it does not know, and when the controller does nothing', () => {
    const { snapshot, daemonSet } = aRollout({ n1: 'old' })
    expect(forecast(cluster({}), daemonSet, { now: NOW })).toMatchObject({
      code: 'Unknown',
      needs: ['nodes', 'pods', 'revisions'],
    })
    const leaving = { ...daemonSet, metadata: { ...daemonSet.metadata, deletionTimestamp: NOW } }
    expect(forecast(snapshot, leaving, { now: NOW })).toMatchObject({
      code: 'Stopped',
      outcome: { code: 'BeingDeleted' },
    })
    const nameless = { ...daemonSet, metadata: { ...daemonSet.metadata, uid: '' } }
    expect(forecast(snapshot, nameless, { now: NOW }).code).toBe('Stopped')
  })

  it('assumes of a template that failed everywhere that it fails', () => {
    expect(
      foreseen({ n1: 'newCrashing', n2: 'old' }, { rollingUpdate: { maxUnavailable: 2 } }),
    ).toMatchObject({ code: 'Rests', wouldSpend: 1, unfinished: { least: 2, most: 2 } })
  })
})
