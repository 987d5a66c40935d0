import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/rollout/forecast.js'
import type { Notice } from '../../src/rollout/notice.js'
import { aRollout, type RolloutParts } from '../support/aRollout.js'

const noticesIn = (
  nodes: Readonly<Record<string, string>>,
  parts: RolloutParts = {},
): readonly Notice[] => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  const told = forecast(snapshot, daemonSet, options)
  return 'notices' in told ? told.notices : []
}

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

  it('tell what is replaced outside the budget', () => {
    expect(noticesIn({ n1: 'old', n2: 'oldUnready', n3: 'missing:oldUnready' })).toEqual([
      { code: 'OutsideBudget', nodes: ['n2'] },
    ])
  })
})
