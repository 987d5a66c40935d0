import { describe, expect, it } from 'vitest'
import { idle } from '../../src/sync/pass.js'
import { planOf } from '../../src/sync/planOf.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { inputOf } from '../support/syncInput.js'
import { after, claimed, podsAt } from '../support/passes.js'

const agent = frozen(aDaemonSet())

/** Why the agent does not run on the second node. */
const TAINTED = {
  code: 'UntoleratedTaint',
  path: ['spec', 'template', 'spec', 'tolerations'],
  nodePath: ['spec', 'taints', 0],
  taint: { key: 'k', value: 'v', effect: 'NoSchedule' },
  leaves: false,
}

describe('idle', () => {
  const backoff = { n1: { since: after(0), seconds: 1 } }
  const input = inputOf({ backoff })

  it('comes to a plan in which nothing happens', () => {
    const { computed, written } = planOf(input, idle(input, [])).status
    expect({ computed, written }).toEqual({ computed: {}, written: false })
    expect(planOf(input, idle(input, []))).toMatchObject({
      daemonSet: { namespace: 'default', name: 'agent' },
      now: '2026-01-01T00:10:00Z',
      cacheLag: true,
      unknown: [],
      outcome: { code: 'Synced' },
      creates: [],
      pods: [],
      choices: [],
      rollingUpdate: { code: 'NotReached' },
      revision: { code: 'NotReached' },
      events: [],
      backoff,
    })
  })

  it('says of every node what the policy says, and of no pod what becomes of it', () => {
    const pods = claimed(agent, podsAt(agent, { n1: 'a' }))
    const result = planOf(input, idle(input, pods))
    expect(result.nodes).toEqual([
      { name: 'n1', decision: 'run', reasons: [], pods: [], counts: ['desiredNumberScheduled'] },
      { name: 'n2', decision: 'stay', reasons: [TAINTED], pods: [], counts: [] },
    ])
    expect(result.pods).toEqual([
      { name: 'n1-0', claim: 'owned', node: 'n1', disposition: { code: 'untouched' } },
    ])
  })
})
