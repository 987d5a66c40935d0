import { describe, expect, it } from 'vitest'
import { updateCluster } from '../../../src/cluster/updateCluster.js'
import { newestSemantics } from '../../../src/kube/semantics.js'
import { rolloutContext } from '../../../src/rollout/attribution/rolloutContext.js'
import { modelOf } from '../../../src/rollout/forecast/model.js'
import { updateModeOf, updateStrategyOf } from '../../../src/rollout/forecast/updateStrategy.js'
import { forecastNode } from '../../../src/rollout/forecast/nodeForecast.js'
import {
  aRollout,
  rolloutOf,
  type RolloutParts,
  type RolloutScene,
} from '../../support/aRollout.js'

const inScene = ({ snapshot, daemonSet, options }: RolloutScene): string => {
  const rollout = rolloutContext(snapshot, daemonSet, options)
  const model = modelOf(snapshot, daemonSet, options, rollout)
  const updateMode = updateModeOf(updateStrategyOf(daemonSet, 5, newestSemantics))
  const [state] = rollout.nodeStates
  if (state === undefined) return 'none'
  const forecast = forecastNode({ ...rollout, updateMode, model }, state)
  const { role, countsAgainstBudget, completes } = forecast
  return [
    role,
    ...(countsAgainstBudget ? ['counts'] : []),
    ...(completes ? ['completes'] : []),
  ].join(' ')
}

const forecastOf = (node: string, parts: RolloutParts = {}): string =>
  inScene(aRollout({ n1: node }, parts))

/** The scene before the scheduler has looked at the pods that are not on their node. */
const unseen = (scene: RolloutScene): RolloutScene => {
  const waiting = [...(scene.snapshot.pods?.values() ?? [])]
    .filter((pod) => !pod.spec?.nodeName)
    .map((pod) => ({ ...pod, status: {} }))
  return { ...scene, snapshot: updateCluster(scene.snapshot, { put: { pods: waiting } }) }
}

const SURGE = { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }

describe('forecastNode, without surge', () => {
  it.each([
    ['missing:old', 'certain completes'],
    ['refusing:old', 'certain completes'],
    ['old', 'candidate completes'],
    ['down:old', 'candidate counts'],
    ['tainted:old', 'candidate completes'],
    ['downTainted:old', 'candidate counts completes'],
    ['oldUnready', 'certain completes'],
    ['down:oldUnready', 'certain counts'],
    ['new', 'certain completes'],
    ['newUnready', 'certain counts'],
    ['tainted:newUnready', 'certain counts completes'],
    ['newStarting', 'certain completes'],
    ['oldStuck', 'certain counts'],
    ['oldFailed', 'certain completes'],
    ['up:', 'certain completes'],
    ['down:', 'certain counts'],
    ['newPending', 'certain counts'],
    ['oldPending', 'certain counts'],
  ])('%s: %s', (node, expected) => {
    expect(forecastOf(node)).toBe(expected)
  })

  it('waits where ports are taken', () => {
    const squatted = (words: readonly ('old' | 'new')[]) =>
      inScene(rolloutOf([{ name: 'n1', words, squatted: true }], { hostPort: true }))
    expect(squatted(['old'])).toBe('candidate counts')
    expect(squatted([])).toBe('certain counts')
    expect(squatted(['new'])).toBe('certain completes')
  })

  it('gets a pod onto its node once nothing is in its way', () => {
    const ports = { hostPort: true }
    expect(inScene(unseen(aRollout({ n1: 'newPending' })))).toBe('certain completes')
    expect(inScene(unseen(aRollout({ n1: 'newStuck newPending' })))).toBe('certain completes')
    expect(inScene(unseen(aRollout({ n1: 'newStuck newPending' }, ports)))).toBe('certain counts')
    const squatted = rolloutOf([{ name: 'n1', words: ['newPending'], squatted: true }], ports)
    expect(inScene(squatted)).toBe('certain counts')
  })

  it('leaves outdated pods under OnDelete', () => {
    expect(forecastOf('old', { rollingUpdate: 'OnDelete' })).toBe('certain')
    expect(forecastOf('new', { rollingUpdate: 'OnDelete' })).toBe('certain completes')
  })
})

describe('forecastNode, with surge', () => {
  it.each([
    ['old', 'candidate completes'],
    ['down:old', 'candidate counts'],
    ['tainted:old', 'ineligible completes'],
    ['tainted:oldUnready', 'certain completes'],
    ['oldUnready', 'certain completes'],
    ['down:oldUnready', 'certain'],
    ['newUnready', 'certain'],
    ['old newUnready', 'certain counts'],
    ['old newStarting', 'certain completes'],
    ['oldUnready newUnready', 'certain'],
    ['oldStuck', 'certain completes'],
    ['up:', 'certain completes'],
    ['tainted:', 'none'],
    ['tainted:oldFailed', 'certain completes'],
  ])('%s: %s', (node, expected) => {
    expect(forecastOf(node, SURGE)).toBe(expected)
  })

  it('never gets past an old pod that holds the ports of the new one', () => {
    expect(forecastOf('old', { ...SURGE, hostPort: true })).toBe('candidate counts')
    expect(forecastOf('oldStuck', { ...SURGE, hostPort: true })).toBe('certain')
  })

  it('never gets a new pod onto a node whose ports a pod holds for ever', () => {
    const ports = { ...SURGE, hostPort: true }
    expect(inScene(unseen(aRollout({ n1: 'old newPending' }, ports)))).toBe('certain counts')
    expect(inScene(unseen(aRollout({ n1: 'old newPending' }, SURGE)))).toBe('certain completes')
    expect(forecastOf('old newStuck', ports)).toBe('candidate counts')
    expect(forecastOf('old newStuck', SURGE)).toBe('candidate completes')
  })

  it('replaces a pod that is ready but not yet available, whatever the budget', () => {
    expect(forecastOf('old', { ...SURGE, minReadySeconds: 4000 })).toBe('certain completes')
  })

  it('takes nodes that should not run a pod for candidates in older releases', () => {
    const semantics = { ...newestSemantics, surgeChecksNodes: false }
    expect(forecastOf('tainted:old', { ...SURGE, options: { semantics } })).toBe('candidate counts')
  })
})
