import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import {
  boundsText,
  forecastText,
  noticeText,
  paceText,
} from '../../../src/report/text/forecastText.js'
import { forecast } from '../../../src/rollout/forecast/forecast.js'
import type { Notice } from '../../../src/rollout/forecast/notice.js'
import { aRollout, NOW, type RolloutParts } from '../../support/aRollout.js'

const linesOf = (nodes: Readonly<Record<string, string>>, parts: RolloutParts = {}) => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  return forecastText(forecast(snapshot, daemonSet, options))
}

describe('forecastText', () => {
  it('says that it is done, or gets done', () => {
    expect(linesOf({ n1: 'new' })).toEqual([
      '✓ done: every node that should run a pod has an updated, available one',
    ])
    expect(linesOf({ n1: 'old' })).toEqual(['✓ gets done'])
  })

  it('says what is in the way and what would help', () => {
    expect(linesOf({ n1: 'old', n2: 'down:newUnready' })).toEqual([
      '✗ comes to rest before it is done: 2 of the nodes are never done, 1 of them though nothing is wrong with them',
      '  - n2-0 on n2: its node is not ready (uses up one of the budget)',
      '      → repair or remove node n2',
      '  → or set maxUnavailable to 2: 1 node uses up one for ever',
    ])
    expect(linesOf({ n1: 'down:newUnready' })).toEqual([
      '✗ comes to rest before it is done: 1 of the nodes is never done',
      '  - n1-0 on n1: its node is not ready (uses up one of the budget)',
      '      → repair or remove node n1',
    ])
  })

  it('says that a percentage of no nodes is none', () => {
    const lines = linesOf({ n1: 'tainted:old' }, { rollingUpdate: { maxUnavailable: '60%' } })
    expect(lines).toContain('  → or set maxUnavailable to 1: the budget comes to 0')
  })

  it('says what hangs on chance', () => {
    expect(linesOf({ n1: 'old', n2: 'downTainted:old' })[0]).toBe(
      '! may come to rest before it is done, as chance will have it: 0 to 1 of the nodes is never done',
    )
    const surge = { rollingUpdate: { maxUnavailable: 0, maxSurge: 2 } }
    const lines = linesOf({ n1: 'old', n2: 'old newUnready', n3: 'old newUnready' }, surge)
    expect(lines.at(-1)).toBe('  → or set maxSurge to 3: 2 nodes use up that many for ever')
  })

  it('counts as waiting only nodes that would get done', () => {
    const surge = { hostPort: true, rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
    expect(linesOf({ n1: 'old', n2: 'old' }, surge).slice(0, 3)).toEqual([
      '✗ comes to rest before it is done: 2 of the nodes are never done',
      '  - n1: the old pod holds the host ports that the new one wants, and stays until that is available (will use up one of the budget once it is taken)',
      '      → set maxSurge to 0 and maxUnavailable to 1',
    ])
    const nodes = { n1: 'old', n2: 'old', n3: 'down:old', n4: 'down:newUnready' }
    const lines = linesOf(nodes, { rollingUpdate: { maxUnavailable: 2 } })
    expect(lines[0]).toBe(
      '✗ comes to rest before it is done: 2 to 4 of the nodes are never done, 0 to 2 of them though nothing is wrong with them',
    )
    expect(lines.at(-1)).toBe('  → or set maxUnavailable to 3: 2 nodes use up that many for ever')
  })

  it('says who has to act', () => {
    expect(linesOf({ n1: 'old' }, { rollingUpdate: 'OnDelete' })).toEqual([
      '· waits: with OnDelete, pods are replaced when somebody deletes them (1 node)',
    ])
    expect(linesOf({ n1: 'old' }, { rollingUpdate: { maxUnavailable: 'x' } })[0]).toMatch(
      /^✗ never starts: /,
    )
  })

  it('says what is not known, and when nothing happens', () => {
    const { snapshot, daemonSet } = aRollout({ n1: 'old' })
    expect(forecastText(forecast(cluster({}), daemonSet, { now: NOW }))).toEqual([
      '? cannot be foreseen: nodes, pods, revisions were not given',
    ])
    const metadata = { ...daemonSet.metadata, deletionTimestamp: NOW }
    expect(forecastText(forecast(snapshot, { ...daemonSet, metadata }, { now: NOW }))).toEqual([
      '! the DaemonSet is being deleted, so the controller does nothing',
    ])
    const nameless = { ...daemonSet, metadata: { ...daemonSet.metadata, uid: null } }
    expect(forecastText(forecast(snapshot, nameless, { now: NOW }))).toEqual([
      '! the controller fails before it looks at pods; the plan says why',
    ])
  })
})

it('boundsText is one number where both are', () => {
  expect(boundsText({ least: 2, most: 2 })).toBe('2')
  expect(boundsText({ least: 1, most: 2 })).toBe('1 to 2')
})

it('paceText names the strategy and its budget', () => {
  expect(paceText({ code: 'InPlace', maxUnavailable: 2 })).toBe('RollingUpdate, maxUnavailable 2')
  expect(paceText({ code: 'Surge', maxSurge: 2 })).toBe('RollingUpdate, maxSurge 2')
  expect(paceText({ code: 'OnDelete' })).toBe('OnDelete')
  const fault = { code: 'Missing' } as const
  expect(paceText({ code: 'InvalidBudget', setting: 'MaxSurge', fault })).toBe(
    'a budget that cannot be read',
  )
})

describe('noticeText', () => {
  it.each<[Notice, string]>([
    [{ code: 'DesiredZero', pods: 0 }, 'no node should run a pod: DESIRED is 0'],
    [
      { code: 'DesiredZero', pods: 2 },
      'no node should run a pod: DESIRED is 0, and 2 pods will be deleted',
    ],
    [
      { code: 'SpecNotObserved' },
      'the controller has not seen the newest spec: the status is of an older one',
    ],
    [
      { code: 'RoundedUp', setting: 'maxUnavailable', value: '1%', of: 3, to: 1 },
      'maxUnavailable 1% of 3 nodes comes to 1',
    ],
    [{ code: 'AllAtOnce', budget: 5 }, 'the budget of 5 lets every node go at once'],
    [
      { code: 'OutsideBudget', nodes: ['n1'] },
      'replaced at once, whatever the budget says, because the old pod is not available: n1',
    ],
    [
      { code: 'SurgeWithHostPorts', ports: [80] },
      'maxSurge wants two pods on a node, and the template takes host port 80',
    ],
    [
      { code: 'ClockAhead', pods: ['p'] },
      "the node's clock is ahead, so these count as available only later: p",
    ],
  ])('%j', (notice, text) => {
    expect(noticeText(notice)).toBe(text)
  })
})
