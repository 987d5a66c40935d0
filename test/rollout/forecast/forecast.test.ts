import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import { forecast, type Forecast } from '../../../src/rollout/forecast/forecast.js'
import { simulate } from '../../../src/rollout/simulation/simulate.js'
import { aRollout, NOW, rolloutOf, SQUATTERS, type RolloutParts } from '../../support/aRollout.js'

type Known = Extract<Forecast, { updateStrategy: unknown }>

const foreseen = (nodes: Readonly<Record<string, string>>, parts: RolloutParts = {}): Known => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  return forecast(snapshot, daemonSet, options) as Known
}

const SURGE = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }

describe('forecast', () => {
  it('is done, or completes', () => {
    expect(foreseen({ n1: 'new', n2: 'new' }).code).toBe('Done')
    expect(foreseen({ n1: 'new', n2: 'old' }).code).toBe('Completes')
    expect(foreseen({ n1: 'new', n2: '' }).code).toBe('Completes')
    expect(foreseen({ n1: 'new', n2: 'tainted:oldStopping' }).code).toBe('Completes')
  })

  it('rests when the budget is used up for ever', () => {
    const told = foreseen({ n1: 'old', n2: 'old', n3: 'down:newUnready' })
    expect(told).toMatchObject({
      code: 'Stalls',
      budgetUsed: 1,
      candidates: 2,
      neverPicked: { least: 2, most: 2 },
      unfinished: { least: 3, most: 3 },
      budgetNeeded: 2,
    })
    expect(told.blockers.map(({ node }) => node)).toEqual(['n3'])
  })

  it('goes on where the budget is larger, and still stalls for nodes that never get the update', () => {
    const parts = { rollingUpdate: { maxUnavailable: 2 } }
    const told = foreseen({ n1: 'old', n2: 'old', n3: 'down:newUnready' }, parts)
    expect(told).toMatchObject({
      code: 'Stalls',
      neverPicked: { most: 0 },
      unfinished: { most: 1 },
    })
    expect(told).not.toHaveProperty('budgetNeeded')
  })

  it('names no budget where a larger one would get nobody done', () => {
    const parts = { hostPort: true, ...SURGE }
    const told = foreseen({ n1: 'old', n2: 'old' }, parts)
    expect(told).toMatchObject({ code: 'Stalls', budgetAtRisk: 2, neverPicked: { most: 1 } })
    expect(told).not.toHaveProperty('budgetNeeded')
  })

  it('may stall where a node counts against the budget only once it is picked', () => {
    const told = foreseen({ n1: 'old', n2: 'old', n3: 'downTainted:old' })
    expect(told).toMatchObject({
      code: 'MayStall',
      budgetAtRisk: 1,
      neverPicked: { least: 0, most: 2 },
      unfinished: { least: 0, most: 2 },
    })
    expect(told.blockers).toMatchObject([{ node: 'n3', effect: 'wouldCount' }])
  })

  it('counts nodes that should not run a pod, when one never finishes being deleted there', () => {
    expect(foreseen({ n1: 'old', n2: 'downTainted:oldUnready' })).toMatchObject({
      code: 'Stalls',
      budgetUsed: 1,
      neverPicked: { least: 1, most: 1 },
    })
  })

  it('with surge counts only nodes where both are and the new one never gets available', () => {
    expect(foreseen({ n1: 'old', n2: 'down:newUnready' }, SURGE)).toMatchObject({
      code: 'Stalls',
      budgetUsed: 0,
      neverPicked: { most: 0 },
    })
    expect(foreseen({ n1: 'old', n2: 'old newUnready' }, SURGE)).toMatchObject({
      code: 'Stalls',
      budgetUsed: 1,
      neverPicked: { least: 1, most: 1 },
      budgetNeeded: 2,
    })
  })

  it('with surge deletes by hash and replaces by what is updated: an updated pod may be one too many', () => {
    const { snapshot, daemonSet, options } = aRollout(
      { n0: 'old generation' },
      { ...SURGE, unrecorded: true, options: { newPods: 'neverReady' } },
    )
    const told = forecast(snapshot, daemonSet, options)
    const seen = simulate(snapshot, daemonSet, options)
    expect(told).toMatchObject({ code: 'Stalls', unfinished: { least: 1, most: 1 } })
    expect(seen.end).toMatchObject({ code: 'Stalls', unfinished: ['n0'] })
  })

  it('with surge has a node done whose pod of another hash is updated by its generation', () => {
    expect(foreseen({ n1: 'generation' }, SURGE).code).toBe('Done')
    expect(foreseen({ n1: 'generation newUnready', n2: 'old' }, SURGE)).toMatchObject({
      code: 'Stalls',
      budgetUsed: 1,
      unfinished: { least: 1, most: 1 },
    })
  })

  it('with surge keeps old pods where they should not be while too few are available', () => {
    const told = foreseen({ n1: 'down:newUnready', n2: 'tainted:old', n3: 'new' }, SURGE)
    expect(told).toMatchObject({ code: 'Stalls', unfinished: { least: 2, most: 2 } })
  })

  it('waits for somebody under OnDelete', () => {
    const told = foreseen({ n1: 'old', n2: 'new' }, { rollingUpdate: 'OnDelete' })
    expect(told).toMatchObject({
      code: 'Stalls',
      updateStrategy: { code: 'OnDelete' },
      blockers: [],
    })
    expect(foreseen({ n2: 'new' }, { rollingUpdate: 'OnDelete' }).code).toBe('Done')
  })

  it('never starts with a budget that cannot be read', () => {
    const told = foreseen({ n1: 'old' }, { rollingUpdate: { maxUnavailable: 'x' } })
    expect(told).toMatchObject({
      code: 'Stalls',
      updateStrategy: { code: 'InvalidBudget', setting: 'MaxUnavailable' },
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
    ).toMatchObject({ code: 'Stalls', budgetAtRisk: 1, unfinished: { least: 2, most: 2 } })
  })

  it.each(SQUATTERS.filter((whose) => whose !== 'bareAlike'))(
    'sees who holds a port, and stalls as the simulation does: %s',
    (squatted) => {
      const { snapshot, daemonSet, options } = rolloutOf([{ name: 'n1', words: [], squatted }], {
        hostPort: true,
      })
      expect(forecast(snapshot, daemonSet, options)).toMatchObject({
        code: 'Stalls',
        blockers: [{ effect: 'counts', remedy: { code: 'FreePorts', ports: [80] } }],
      })
      expect(simulate(snapshot, daemonSet, options).end.code).toBe('Stalls')
    },
  )
})
