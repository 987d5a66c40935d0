import { describe, expect, it } from 'vitest'
import { forecast } from '../../../src/rollout/forecast/forecast.js'
import type { Notice } from '../../../src/rollout/forecast/notice.js'
import { after } from '../../support/passes.js'
import { aRollout, type RolloutParts } from '../../support/aRollout.js'

const noticesIn = (
  nodes: Readonly<Record<string, string>>,
  parts: RolloutParts = {},
): readonly Notice[] => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  const told = forecast(snapshot, daemonSet, options)
  return 'notices' in told ? told.notices : []
}

const SURGE = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }

const ten = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`n${i}`, 'old']))

describe('notices', () => {
  it('are none of an ordinary rollout', () => {
    expect(noticesIn({ n1: 'old', n2: 'old' })).toEqual([])
    expect(noticesIn(ten, { rollingUpdate: { maxUnavailable: '20%' } })).toEqual([])
    expect(noticesIn({ n1: 'old' }, { rollingUpdate: 'OnDelete' })).toEqual([])
  })

  it('tell that no node should run a pod', () => {
    expect(noticesIn({ n1: 'refusing:old' })).toEqual([{ code: 'DesiredZero', pods: 1 }])
  })

  it('tell that the controller has not seen the spec', () => {
    const { snapshot, daemonSet, options } = aRollout({ n1: 'old' })
    expect(forecast(snapshot, { ...daemonSet, status: null }, options)).toMatchObject({
      notices: [{ code: 'SpecNotObserved' }],
    })
    const { generation: _none, ...metadata } = daemonSet.metadata ?? {}
    expect(forecast(snapshot, { ...daemonSet, metadata }, options)).toMatchObject({ notices: [] })
  })

  it('tell what is rounded up', () => {
    const rounded = { code: 'RoundedUp', setting: 'maxUnavailable' }
    expect(
      noticesIn({ n1: 'old', n2: 'old', n3: 'old' }, { rollingUpdate: { maxUnavailable: '1%' } }),
    ).toEqual([{ ...rounded, value: '1%', of: 3, to: 1 }])
    expect(noticesIn(ten, { rollingUpdate: { maxUnavailable: '21%' } })).toEqual([])
    expect(noticesIn(ten, { rollingUpdate: { maxUnavailable: 0 } })).toEqual([
      { ...rounded, value: 0, of: 10, to: 1 },
    ])
  })

  it('tell that every node may go at once', () => {
    expect(noticesIn({ n1: 'old', n2: 'old' }, { rollingUpdate: { maxUnavailable: 2 } })).toEqual([
      { code: 'AllAtOnce', budget: 2 },
    ])
  })

  it('tell that both pods of a surge want the same ports', () => {
    expect(noticesIn({ n1: 'new', n2: 'new' }, { ...SURGE, hostPort: true })).toEqual([
      { code: 'SurgeWithHostPorts', ports: [80] },
    ])
  })

  it('tell that the clock of a node is ahead', () => {
    const options = { now: after(3590) }
    const notices = noticesIn({ n1: 'newWaiting', n2: 'new' }, { minReadySeconds: 30, options })
    expect(notices).toEqual([{ code: 'ClockAhead', pods: ['n1-0'] }])
  })

  it('tell that 0 counts as 1, however many nodes there are', () => {
    const eleven = { ...ten, n10: 'old' }
    expect(noticesIn(eleven, { rollingUpdate: { maxUnavailable: 0 } })).toEqual([
      { code: 'RoundedUp', setting: 'maxUnavailable', value: 0, of: 11, to: 1 },
    ])
  })

  it('tell what is replaced outside the budget', () => {
    expect(noticesIn({ n1: 'new', n2: 'oldUnready' }, SURGE)).toEqual([
      { code: 'OutsideBudget', nodes: ['n2'] },
    ])
    expect(noticesIn({ n1: 'old', n2: 'oldUnready', n3: 'missing:oldUnready' })).toEqual([
      { code: 'OutsideBudget', nodes: ['n2'] },
    ])
  })
})
