import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/cluster/cluster.js'
import {
  boundsText,
  forecastText,
  noticeText,
  updateStrategyText,
} from '../../../src/report/text/forecastText.js'
import { forecast } from '../../../src/rollout/forecast/forecast.js'
import type { Notice } from '../../../src/rollout/forecast/notice.js'
import { aRollout, NOW, type RolloutParts } from '../../support/aRollout.js'

const linesOf = (nodes: Readonly<Record<string, string>>, parts: RolloutParts = {}) => {
  const { snapshot, daemonSet, options } = aRollout(nodes, parts)
  return forecastText(forecast(snapshot, daemonSet, options))
}

describe('forecastText', () => {
  it('says that it is done, or completes', () => {
    expect(linesOf({ n1: 'new' })).toEqual([
      '✓ done: every node that should run a pod has an updated, available one',
    ])
    expect(linesOf({ n1: 'old' })).toEqual(['✓ completes'])
  })

  it('says what blocks it and what would help', () => {
    expect(linesOf({ n1: 'old', n2: 'down:newUnready' })).toEqual([
      '✗ gets stuck: 2 nodes never get the update, 1 of them though nothing is wrong with them',
      '  - n2-0 on n2: its node is not ready (always counts against maxUnavailable)',
      '      → repair or remove node n2',
      '  → or set maxUnavailable to 2: 1 node always counts against it',
    ])
    expect(linesOf({ n1: 'down:newUnready' })).toEqual([
      '✗ gets stuck: 1 node never gets the update',
      '  - n1-0 on n1: its node is not ready (always counts against maxUnavailable)',
      '      → repair or remove node n1',
    ])
  })

  it('says that a percentage of no nodes is none', () => {
    const lines = linesOf({ n1: 'tainted:old' }, { rollingUpdate: { maxUnavailable: '60%' } })
    expect(lines).toContain('  → or set maxUnavailable to 1: maxUnavailable comes to 0')
  })

  it('says what depends on the order', () => {
    expect(linesOf({ n1: 'old', n2: 'downTainted:old' })[0]).toBe(
      '! may get stuck, depending on which nodes Kubernetes picks first: 0 to 1 node never gets the update',
    )
    const surge = { rollingUpdate: { maxUnavailable: 0, maxSurge: 2 } }
    const lines = linesOf({ n1: 'old', n2: 'old newUnready', n3: 'old newUnready' }, surge)
    expect(lines.at(-1)).toBe('  → or set maxSurge to 3: 2 nodes always count against it')
  })

  it('counts as waiting only nodes that would get the update', () => {
    const surge = { hostPort: true, rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } }
    expect(linesOf({ n1: 'old', n2: 'old' }, surge).slice(0, 3)).toEqual([
      '✗ gets stuck: 2 nodes never get the update',
      '  - n1: the old pod holds the host ports that the new one wants, and stays until that is available (will always count against maxSurge once Kubernetes picks it)',
      '      → set maxSurge to 0 and maxUnavailable to 1',
    ])
    const nodes = { n1: 'old', n2: 'old', n3: 'down:old', n4: 'down:newUnready' }
    const lines = linesOf(nodes, { rollingUpdate: { maxUnavailable: 2 } })
    expect(lines[0]).toBe(
      '✗ gets stuck: 2 to 4 nodes never get the update, 0 to 2 of them though nothing is wrong with them',
    )
    expect(lines.at(-1)).toBe('  → or set maxUnavailable to 3: 2 nodes always count against it')
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
      '? not known: nodes, pods, revisions were not given',
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

it('forecastText says why a rollout never ends', () => {
  const endless = (why: 'SelectorMismatch' | 'EmptyRevisionHash') =>
    forecastText({ code: 'Endless', now: NOW, why })
  expect(endless('SelectorMismatch')[0]).toMatch(/^✗ never ends: the selector does not match/)
  expect(endless('EmptyRevisionHash')[0]).toMatch(/has an empty hash/)
})

it('boundsText is one number where both are', () => {
  expect(boundsText({ least: 2, most: 2 })).toBe('2')
  expect(boundsText({ least: 1, most: 2 })).toBe('1 to 2')
})

it('updateStrategyText names the strategy and its budget', () => {
  expect(updateStrategyText({ code: 'InPlace', maxUnavailable: 2 })).toBe(
    'RollingUpdate, maxUnavailable 2',
  )
  expect(updateStrategyText({ code: 'Surge', maxSurge: 2 })).toBe('RollingUpdate, maxSurge 2')
  expect(updateStrategyText({ code: 'OnDelete' })).toBe('OnDelete')
  const fault = { code: 'Missing' } as const
  expect(updateStrategyText({ code: 'InvalidBudget', setting: 'MaxSurge', fault })).toBe(
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
      'the controller has not observed the newest spec: the status is of an older one',
    ],
    [
      { code: 'RoundedUp', setting: 'maxUnavailable', value: '1%', of: 3, to: 1 },
      'maxUnavailable 1% of 3 nodes comes to 1',
    ],
    [{ code: 'AllAtOnce', budget: 5 }, 'a budget of 5 lets every node be updated at once'],
    [
      { code: 'OutsideBudget', nodes: ['n1'] },
      'outdated and unavailable, so replaced regardless of maxUnavailable: n1',
    ],
    [
      { code: 'SurgeWithHostPorts', ports: [80] },
      'maxSurge puts two pods on a node, and the template takes host port 80',
    ],
    [
      { code: 'ClockAhead', pods: ['p'] },
      "the node's clock is ahead, so these count as available only later: p",
    ],
  ])('%j', (notice, text) => {
    expect(noticeText(notice)).toBe(text)
  })
})
