import { describe, expect, it } from 'vitest'
import { forecast, type Forecast } from '../../../src/rollout/forecast/forecast.js'
import { simulate } from '../../../src/rollout/simulation/simulate.js'
import { forecastText } from '../../../src/report/text/forecastText.js'
import { rolloutOf, type NodeParts, type RolloutParts } from '../../support/aRollout.js'

type Known = Extract<Forecast, { blockers: unknown }>

const foresee = (nodes: readonly NodeParts[], parts: RolloutParts = {}) => {
  const scene = rolloutOf(nodes, { cpu: '1', ...parts })
  const told = forecast(scene.snapshot, scene.daemonSet, scene.options) as Known
  const { end } = simulate(scene.snapshot, scene.daemonSet, scene.options)
  return { told, end, text: forecastText(told) }
}

const surge = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }

describe('a forecast where room is short', () => {
  it('counts a new pod that is larger than its node: it stays Pending', () => {
    const { told, end, text } = foresee([
      { name: 'small', words: ['old'], cpu: '500m' },
      { name: 'big', words: ['old'] },
    ])
    expect(told).toMatchObject({
      code: 'Stalls',
      budgetAtRisk: 1,
      unfinished: { least: 1, most: 2 },
    })
    expect(told.blockers).toEqual([
      {
        node: 'small',
        effect: 'wouldCount',
        cause: {
          code: 'DoesNotFit',
          shortages: [{ resource: 'cpu', requested: 1000, used: 0, capacity: 500, never: true }],
        },
        remedy: { code: 'RequestLess', resources: ['cpu'] },
      },
    ])
    expect(end.code).toBe('Stalls')
    expect(text.join('\n')).toContain(
      'a new pod does not fit there: cpu 1 requested, which is more than the 500m of the node',
    )
    expect(text.join('\n')).toContain('request less cpu, or use larger nodes')
  })

  it('counts a missing pod that finds no room, and one that waits', () => {
    for (const words of [[], ['newPending']] as const)
      expect(foresee([{ name: 'small', words, cpu: '500m' }])).toMatchObject({
        told: { code: 'Stalls', unfinished: { least: 1 } },
        end: { code: 'Stalls' },
      })
  })

  it('finds room for one pod too little while maxSurge keeps the old one', () => {
    const tight = [{ name: 'n', words: ['old'], cpu: '1500m' }] as const
    expect(foresee(tight).told.code).toBe('Completes')
    const { told, end, text } = foresee(tight, surge)
    expect(told.code).toBe('Stalls')
    expect(told.blockers).toMatchObject([
      {
        cause: { code: 'DoesNotFit', besideItself: true, shortages: [{ used: 1000 }] },
        remedy: { code: 'UseMaxUnavailable' },
      },
    ])
    expect(end.code).toBe('Stalls')
    expect(text.join('\n')).toContain(
      'a new pod does not fit there beside the one that it replaces',
    )
    expect(foresee([{ ...tight[0], cpu: '2' }], surge).told.code).toBe('Completes')
    expect(foresee([{ ...tight[0], words: ['oldUnready'] }], surge).told.code).toBe('Completes')
  })

  it('says of which nodes it is not known', () => {
    const { told, text } = foresee([{ name: 'n', words: ['old'], cpu: 'silent' }])
    expect(told.notices).toContainEqual({
      code: 'FitNotKnown',
      nodes: ['n'],
      needs: ['allocatable'],
    })
    expect(text.join('\n')).toContain(
      'whether new pods fit is not known on 1 node (taken to): the node says nothing of its allocatable',
    )
    expect(foresee([{ name: 'n', words: ['new'], cpu: 'silent' }]).told.notices).toEqual([])
  })
})
