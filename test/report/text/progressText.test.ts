import { expect, it } from 'vitest'
import { progressText } from '../../../src/report/text/attributionText.js'
import { attributeUnavailability } from '../../../src/rollout/attributeUnavailability.js'
import { cluster } from '../../../src/cluster/cluster.js'
import { aRollout } from '../../support/aRollout.js'

const told = (nodes: Readonly<Record<string, string>>, status: object) => {
  const { snapshot, daemonSet, options } = aRollout(nodes)
  const observed = { ...daemonSet, status: { observedGeneration: 1, ...status } }
  return progressText('agent', attributeUnavailability(snapshot, observed, options))
}

const counts = (desired: number, updated: number, available: number) => ({
  desiredNumberScheduled: desired,
  updatedNumberScheduled: updated,
  numberAvailable: available,
})

const DONE = 'daemon set "agent" successfully rolled out'

it('progressText is what kubectl says, where kubectl knows it all', () => {
  expect(told({ n1: 'new' }, counts(1, 1, 1))).toEqual([`kubectl rollout status: ${DONE}`])
})

it('progressText adds what kubectl will say when its numbers are old', () => {
  expect(told({ n1: 'new' }, counts(1, 1, 0))).toEqual([
    'kubectl rollout status: Waiting for daemon set "agent" rollout to finish: 0 of 1 updated pods are available...',
    `  after the next pass: ${DONE}`,
  ])
  expect(told({ n1: 'old', n2: 'down:newUnready' }, {})).toEqual([
    `kubectl rollout status: ${DONE}`,
    '  after the next pass: Waiting for daemon set "agent" rollout to finish: 1 out of 2 new pods have been updated...',
    '  what it does not know: the rollout gets stuck',
  ])
})

it.each<[string, Readonly<Record<string, string>>, object, string]>([
  [
    'the order',
    { n1: 'old', n2: 'old', n3: 'downTainted:old' },
    counts(2, 0, 2),
    'depends on which nodes Kubernetes picks',
  ],
  ['a stuck pod', { n1: 'oldStuck new' }, counts(1, 0, 0), 'terminating for ever'],
  [
    'leftovers',
    { n1: 'new', n2: 'downTainted:oldStuck' },
    counts(1, 1, 1),
    'something else is left',
  ],
])('progressText adds what kubectl does not know: %s', (_what, nodes, status, words) => {
  const lines = told(nodes, status)
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain(words)
})

it('progressText says nothing of what is not known', () => {
  const { daemonSet, options } = aRollout({})
  const lines = progressText('agent', attributeUnavailability(cluster({}), daemonSet, options))
  expect(lines).toEqual([`kubectl rollout status: ${DONE}`])
})
