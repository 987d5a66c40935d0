import { describe, expect, it } from 'vitest'
import { editCluster } from '../../../src/cluster/edit.js'
import { newestSemantics } from '../../../src/kube/semantics.js'
import { sceneryOf } from '../../../src/rollout/attribution/scenery.js'
import { modelOf } from '../../../src/rollout/simulation/model.js'
import { mannerOf, paceOf } from '../../../src/rollout/forecast/pace.js'
import { prospectOf } from '../../../src/rollout/forecast/prospect.js'
import {
  aRollout,
  rolloutOf,
  type RolloutParts,
  type RolloutScene,
} from '../../support/aRollout.js'

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

/** The scene before the scheduler has looked at the pods that are not on their node. */
const unseen = (scene: RolloutScene): RolloutScene => {
  const waiting = [...(scene.snapshot.pods?.values() ?? [])]
    .filter((pod) => !pod.spec?.nodeName)
    .map((pod) => ({ ...pod, status: {} }))
  return { ...scene, snapshot: editCluster(scene.snapshot, { put: { pods: waiting } }) }
}

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

  it('gets a pod onto its node once nothing is in its way', () => {
    const ports = { hostPort: true }
    expect(inScene(unseen(aRollout({ n1: 'newPending' })))).toBe('settled finishes')
    expect(inScene(unseen(aRollout({ n1: 'newStuck newPending' })))).toBe('settled finishes')
    expect(inScene(unseen(aRollout({ n1: 'newStuck newPending' }, ports)))).toBe('settled spends')
    const squatted = rolloutOf([{ name: 'n1', words: ['newPending'], squatted: true }], ports)
    expect(inScene(squatted)).toBe('settled spends')
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

  it('never gets a new pod onto a node whose ports a pod holds for ever', () => {
    const ports = { ...SURGE, hostPort: true }
    expect(inScene(unseen(aRollout({ n1: 'old newPending' }, ports)))).toBe('settled spends')
    expect(inScene(unseen(aRollout({ n1: 'old newPending' }, SURGE)))).toBe('settled finishes')
    expect(prospect('old newStuck', ports)).toBe('candidate spends')
    expect(prospect('old newStuck', SURGE)).toBe('candidate finishes')
  })

  it('replaces a pod that is ready but not yet available, whatever the budget', () => {
    expect(prospect('old', { ...SURGE, minReadySeconds: 4000 })).toBe('settled finishes')
  })

  it('takes nodes that should not run a pod for candidates in older releases', () => {
    const semantics = { ...newestSemantics, surgeChecksNodes: false }
    expect(prospect('tainted:old', { ...SURGE, options: { semantics } })).toBe('candidate spends')
  })
})
