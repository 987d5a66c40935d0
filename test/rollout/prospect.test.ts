import { describe, expect, it } from 'vitest'
import { newestSemantics } from '../../src/kube/semantics.js'
import { sceneryOf } from '../../src/rollout/attribute.js'
import { modelOf } from '../../src/rollout/model.js'
import { mannerOf, paceOf } from '../../src/rollout/pace.js'
import { prospectOf } from '../../src/rollout/prospect.js'
import { aRollout, rolloutOf, type RolloutParts, type RolloutScene } from '../support/aRollout.js'

const inScene = ({ snapshot, daemonSet, options }: RolloutScene): string => {
  const scenery = sceneryOf(snapshot, daemonSet, options)
  const model = modelOf(snapshot, daemonSet, options, scenery)
  const manner = mannerOf(paceOf(daemonSet, 5, newestSemantics))
  const semantics = options.semantics ?? newestSemantics
  const outlook = { manner, daemonSet, model, around: scenery.around, semantics }
  const [place] = scenery.places
  if (place === undefined) return 'none'
  const { role, spends, finishes } = prospectOf(outlook, place)
  return [role, ...(spends ? ['spends'] : []), ...(finishes ? ['finishes'] : [])].join(' ')
}

const prospect = (node: string, parts: RolloutParts = {}): string =>
  inScene(aRollout({ n1: node }, parts))

const SURGE = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }

describe('prospectOf, without surge', () => {
  it.each([
    ['missing:old', 'settled finishes'],
    ['refusing:old', 'settled finishes'],
    ['old', 'candidate finishes'],
    ['down:old', 'candidate spends'],
    ['tainted:old', 'candidate finishes'],
    ['downTainted:old', 'candidate spends finishes'],
    ['oldUnready', 'settled finishes'],
    ['down:oldUnready', 'settled spends'],
    ['new', 'settled finishes'],
    ['newUnready', 'settled spends'],
    ['tainted:newUnready', 'settled spends finishes'],
    ['newStarting', 'settled finishes'],
    ['oldStuck', 'settled spends'],
    ['oldFailed', 'settled finishes'],
    ['up:', 'settled finishes'],
    ['down:', 'settled spends'],
    ['newPending', 'settled spends'],
    ['oldPending', 'settled spends'],
  ])('%s: %s', (node, expected) => {
    expect(prospect(node)).toBe(expected)
  })

  it('waits where ports are taken', () => {
    const squatted = (words: readonly ('old' | 'new')[]) =>
      inScene(rolloutOf([{ name: 'n1', words, squatted: true }], { hostPort: true }))
    expect(squatted(['old'])).toBe('candidate spends')
    expect(squatted([])).toBe('settled spends')
    expect(squatted(['new'])).toBe('settled finishes')
  })

  it('leaves outdated pods under OnDelete', () => {
    expect(prospect('old', { rollingUpdate: 'OnDelete' })).toBe('settled')
    expect(prospect('new', { rollingUpdate: 'OnDelete' })).toBe('settled finishes')
  })
})

describe('prospectOf, with surge', () => {
  it.each([
    ['old', 'candidate finishes'],
    ['down:old', 'candidate spends'],
    ['tainted:old', 'sunset finishes'],
    ['tainted:oldUnready', 'settled finishes'],
    ['oldUnready', 'settled finishes'],
    ['down:oldUnready', 'settled'],
    ['newUnready', 'settled'],
    ['old newUnready', 'settled spends'],
    ['old newStarting', 'settled finishes'],
    ['oldUnready newUnready', 'settled'],
    ['oldStuck', 'settled finishes'],
    ['up:', 'settled finishes'],
    ['tainted:', 'none'],
    ['tainted:oldFailed', 'settled finishes'],
  ])('%s: %s', (node, expected) => {
    expect(prospect(node, SURGE)).toBe(expected)
  })

  it('never gets past an old pod that holds the ports of the new one', () => {
    expect(prospect('old', { ...SURGE, hostPort: true })).toBe('candidate spends')
    expect(prospect('oldStuck', { ...SURGE, hostPort: true })).toBe('settled')
  })

  it('takes nodes that should not run a pod for candidates in older releases', () => {
    const semantics = { ...newestSemantics, surgeChecksNodes: false }
    expect(prospect('tainted:old', { ...SURGE, options: { semantics } })).toBe('candidate spends')
  })
})
