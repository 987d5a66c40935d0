import { describe, expect, it } from 'vitest'
import { BURST } from '../../src/sync/choose.js'
import { manageStep } from '../../src/sync/manage.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { inputOf } from '../support/syncInput.js'
import { aPass, onNodes, podsAt, times } from '../support/passes.js'

const agent = frozen(aDaemonSet())
const pass = aPass({ daemonSet: agent, decisions: { n1: 'run', n2: 'run' } })
const input = inputOf({ daemonSet: agent })
const pods = onNodes(agent, podsAt(agent, { n1: 'new old' }))

describe('manageStep', () => {
  it('acts within the burst limit, and does not see what it did', () => {
    const { creates, deletes, acted, byNode } = manageStep(input, pass, pods)
    expect(creates.certain).toEqual([{ name: 'n2', why: 'NoPod' }])
    expect(deletes.certain).toEqual([{ name: 'n1-1', why: 'Duplicate' }])
    expect(acted).toBe(true)
    expect(byNode).toBe(pods)
  })

  it('sees what it did where writes are seen at once', () => {
    const { byNode } = manageStep({ ...input, cacheLag: false }, pass, pods)
    const counts = [...byNode].map(([node, here]) => [node, here.length])
    expect(counts).toEqual([
      ['n1', 1],
      ['n2', 1],
    ])
  })

  it('10.10: does not pick what is beyond the limit', () => {
    const many = onNodes(agent, podsAt(agent, { n1: times(BURST + 2, 'new'), n2: 'new' }))
    const { deletes } = manageStep(input, pass, many)
    expect(deletes.choices.map(({ choice }) => [choice.count, choice.from.length])).toEqual([
      [250, 251],
    ])
  })

  it('has not acted where there is nothing to do', () => {
    const idle = onNodes(agent, podsAt(agent, { n1: 'new', n2: 'old' }))
    expect(manageStep(input, pass, idle).acted).toBe(false)
  })

  it.each([{ nodes: undefined }, { pods: undefined }])('manages nothing without %j', (missing) => {
    const backoff = { n1: { since: '2026-01-01T00:00:00Z', seconds: 1 } }
    const result = manageStep({ ...input, ...missing, backoff }, pass, pods)
    expect(result).toMatchObject({ acted: false, events: [], backoff, byNode: pods })
    expect(result.creates.certain).toEqual([])
  })
})
