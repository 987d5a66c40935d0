import { expect, it } from 'vitest'
import { plan } from '../../src/cluster/plan.js'
import { withStatus } from '../../src/cluster/applyPlan.js'
import { aDaemonSet, aNode } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'

const daemonSet = frozen({ ...aDaemonSet(), status: { collisionCount: 3 } })
const nodes = frozen([aNode('n1')])
const now = new Date(0)

it('withStatus counts as the pass did, and keeps what it does not count', () => {
  const pass = plan({ daemonSet, nodes, pods: [], revisions: [], now })
  expect(withStatus(daemonSet, pass).status).toMatchObject({
    collisionCount: 3,
    desiredNumberScheduled: 1,
    numberAvailable: 0,
    observedGeneration: 1,
  })
})

it('withStatus leaves a DaemonSet alone whose status is not written, or not known', () => {
  expect(withStatus(daemonSet, plan({ daemonSet, nodes, now }))).toBe(daemonSet)
})

it('withStatus takes a generation that is no number for 0', () => {
  const pass = plan({ daemonSet, nodes, pods: [], revisions: [], now })
  const { status } = pass
  if (status.written !== true) throw new Error('expected a status')
  const computed = { ...status.computed, observedGeneration: 'soon' }
  const wrong = { ...pass, status: { ...status, computed } }
  expect(withStatus(daemonSet, wrong).status).toMatchObject({ observedGeneration: 0 })
})
