import { describe, expect, it } from 'vitest'
import { plan } from '../../../src/cluster/plan.js'
import { waveOf } from '../../../src/rollout/simulation/deterministicRun.js'
import type { OmittedNodes } from '../../../src/rollout/simulation/state.js'
import { aNode } from '../../../src/testing/builders.js'
import { aRollout, type RolloutParts } from '../../support/aRollout.js'

const waveIn = (
  nodes: Readonly<Record<string, string>>,
  parts: RolloutParts = {},
  begun: readonly string[] = [],
  waiting: OmittedNodes['waiting'] = new Map(),
) => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  const pass = plan(snapshot, daemonSet, options)
  const omitted = { finished: 0, waiting }
  return waveOf(pass, new Set(begun), omitted)
}

const SURGE = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }

describe('waveOf', () => {
  it('takes what was picked', () => {
    const { replaces, choices } = waveIn({ n1: 'old', n2: 'old' })
    expect(replaces).toMatchObject([{ node: 'n1', pod: 'n1-0', why: 'Outdated' }])
    expect(choices).toMatchObject([{ count: 1, from: ['n1', 'n2'] }])
  })

  it('names the old pod beside which a new one is created', () => {
    const { replaces, choices } = waveIn({ n1: 'old', n2: 'old', n3: 'oldUnready' }, SURGE)
    expect(replaces).toMatchObject([
      { node: 'n3', pod: 'n3-0', why: 'OldPodUnavailable', budget: 'outside' },
      { node: 'n1', pod: 'n1-0', why: 'Surge', budget: 'within' },
    ])
    expect(choices).toMatchObject([{ from: ['n1', 'n2'] }])
  })

  it('names of several old pods the first that stays beside the new one', () => {
    const leaving = waveIn({ n1: 'old oldStopping', n2: 'oldStopping old' }, SURGE).replaces
    expect(leaving).toMatchObject([{ node: 'n1', pod: 'n1-0', why: 'Surge' }])
    const last = waveIn({ n2: 'oldStopping old' }, SURGE).replaces
    expect(last).toMatchObject([{ node: 'n2', pod: 'n2-1', why: 'Surge' }])
  })

  it('has the nodes that are left out and wait among its candidates, in their order', () => {
    const waiting = new Map([
      ['kind', [{ name: 'n0-0', node: aNode('z'), pod: {} }]],
      ['other', [{ name: 'n1-1', node: aNode('y'), pod: {} }]],
    ])
    const inPlace = waveIn({ n1: 'old', n2: 'old' }, {}, [], waiting)
    expect(inPlace.choices).toMatchObject([{ count: 1, from: ['z', 'n1', 'y', 'n2'] }])
    const surging = waveIn({ n1: 'old', n2: 'old' }, SURGE, [], waiting)
    expect(surging.choices).toMatchObject([{ from: ['z', 'n1', 'y', 'n2'] }])
  })

  it('leaves out the second half of a replacement', () => {
    expect(waveIn({ n1: '' }, {}, ['n1']).replaces).toEqual([])
    expect(waveIn({ n1: '' }).replaces).toEqual([{ node: 'n1', why: 'NoPod', budget: 'none' }])
    expect(waveIn({ n1: 'old new' }, SURGE).replaces).toEqual([])
  })
})
