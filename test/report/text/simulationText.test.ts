import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import { simulationText } from '../../../src/report/text/simulationText.js'
import { simulate } from '../../../src/rollout/simulation/simulate.js'
import { aRollout, NOW, type RolloutParts } from '../../support/aRollout.js'

const linesOf = (nodes: Readonly<Record<string, string>>, parts: RolloutParts = {}) => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  return simulationText(simulate(snapshot, daemonSet, options))
}

const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i + 10}`, 'old']))

describe('simulationText', () => {
  it('is a table of waves and a line for each moment', () => {
    expect(linesOf({ n1: 'old', n2: 'oldUnready', n3: 'tainted:oldFailed' })).toEqual([
      'WAVE  AFTER  PODS  OUTSIDE BUDGET  NODES',
      '1     +0s    1     0               n3',
      '2     +0s    1     1               n2',
      '3     +15s   1     0               n1',
      '',
      '+0s   ███████████████░░░░░░░░░░░░░░░  1 of 2 available  0 updated',
      '+15s  ███████████████░░░░░░░░░░░░░░░  1 of 2 available  1 updated',
      '+30s  ██████████████████████████████  2 of 2 available  2 updated',
      '✓ done after 30s, never fewer than 1 available',
      'assumed: deleted pods gone after 5s, new pods ready after 10s',
    ])
  })

  it('tells certain nodes from chosen ones, and those whose pod is not replaced', () => {
    expect(linesOf({ n1: 'old', n2: 'old' })[1]).toBe(
      '1     +0s    1     0               1 of 2 nodes',
    )
    expect(linesOf({ n1: 'refusing:old', n2: 'new' })[1]).toMatch(/1 not replaced; n1$/)
  })

  it('shows some of many waves and moments', () => {
    const lines = linesOf(many(25))
    expect(lines).toContain('and 6 more waves')
    expect(lines.filter((line) => line.includes(' available  '))).toHaveLength(12)
  })

  it('says where it gets stuck', () => {
    const lines = linesOf({ n1: 'down:newUnready', n2: 'old' })
    expect(lines[0]).toBe('no waves: nothing is replaced')
    expect(lines.at(-2)).toBe(
      '✗ gets stuck after 0s, 2 nodes never get the update (n1, n2), never fewer than 1 available',
    )
    expect(lines.at(-1)).toMatch(/; never ready: nodes n1$/)
    const broken = linesOf({ n1: 'old' }, { options: { newPods: 'neverReady' } })
    expect(broken.at(-1)).toBe('assumed: deleted pods gone after 5s, new pods never ready')
  })

  it('says what was not followed, not finished, or not known', () => {
    const { snapshot, daemonSet, options } = aRollout({ n1: 'old' })
    const result = simulate(snapshot, daemonSet, options)
    expect(simulationText({ ...result, exact: false }).at(-2)).toMatch(
      /in the orders that were followed$/,
    )
    const endless = { code: 'Endless', at: NOW, why: 'SelectorMismatch' } as const
    const simulated = simulate(snapshot, daemonSet, options)
    expect(simulationText({ ...simulated, end: endless }).join()).toContain(
      '✗ never ends: the selector does not match',
    )
    const end = { code: 'Unfinished', at: NOW, unfinished: [] } as const
    expect(simulationText({ ...result, end }).at(-2)).toMatch(/^… still going on after 0s/)
    const unknown = simulate(cluster({}), daemonSet, { now: NOW })
    expect(simulationText(unknown)).toContain('? not known: nodes, pods, revisions were not given')
  })
})
