import * as E from 'fp-ts/Either'
import { describe, expect, it } from 'vitest'
import type { RollingUpdateDaemonSet } from '../../src/kube/daemonSet.js'
import { newestSemantics } from '../../src/kube/semantics.js'
import type { Decision } from '../../src/reason/verdict.js'
import type { Group, Stages } from '../../src/sync/choose.js'
import { rollingUpdate } from '../../src/sync/rollingUpdate.js'
import { aDaemonSet } from '../../src/testing/builders.js'
import { frozen } from '../support/frozen.js'
import { aPass, onNodes, podsAt } from '../support/passes.js'

const rolling = (settings: RollingUpdateDaemonSet | null) =>
  frozen(
    aDaemonSet({ spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: settings } } }),
  )

const inPlace = rolling({ maxUnavailable: 1, maxSurge: 0 })
const surging = rolling({ maxUnavailable: 0, maxSurge: 1 })
const older = (...switches: readonly (keyof typeof newestSemantics)[]) => ({
  ...newestSemantics,
  ...Object.fromEntries(switches.map((name) => [name, false])),
})

/** What a rolling update wants with these pods on these nodes; `run` unless a decision is given. */
const update = (
  daemonSet: typeof inPlace,
  pods: Readonly<Record<string, string>>,
  decisions: Readonly<Record<string, Decision>> = { n1: 'run' },
  semantics = newestSemantics,
) =>
  rollingUpdate(
    aPass({ daemonSet, decisions, semantics }),
    onNodes(daemonSet, podsAt(daemonSet, pods)),
  )

/** What is wanted, in short: `n1 because Why`, or `1 of n1,n2 because Why`. */
const wanted = (stages: Stages<string>): readonly string[] =>
  stages
    .flat()
    .filter(({ count }) => count > 0)
    .map(({ from, count, why }: Group<string>) =>
      count === from.length
        ? `${from.join()} because ${why}`
        : `${count} of ${from.join()}: ${why}`,
    )

const result = (...args: Parameters<typeof update>) => {
  const { spent, creates, deletes } = E.getOrElseW((fault) => {
    throw new Error(JSON.stringify(fault))
  })(update(...args))
  return { spent, creates: wanted(creates), deletes: wanted(deletes) }
}

const nothing = { creates: [], deletes: [] }

describe('the budget of a rolling update', () => {
  const two: Readonly<Record<string, Decision>> = { n1: 'run', n2: 'run' }
  const three: Readonly<Record<string, Decision>> = { ...two, n3: 'run' }
  const both = { n1: 'new', n2: 'new' }

  it.each<
    [
      string,
      RollingUpdateDaemonSet,
      Readonly<Record<string, Decision>>,
      Readonly<Record<string, string>>,
      readonly [maxSurge: number, maxUnavailable: number, spent: number],
    ]
  >([
    ['U-11: no nodes', { maxUnavailable: 0 }, {}, {}, [0, 0, 0]],
    ['U-12: two nodes with ready pods', { maxUnavailable: 1 }, two, both, [0, 1, 0]],
    [
      'U-13: one of two without a pod, 0 is 1',
      { maxUnavailable: 0 },
      two,
      { n1: 'new' },
      [0, 1, 1],
    ],
    [
      'U-14: the same with a surge of 0',
      { maxUnavailable: 0, maxSurge: 0 },
      two,
      { n1: 'new' },
      [0, 1, 1],
    ],
    ['U-15: 50 % of two', { maxUnavailable: '50%' }, two, both, [0, 1, 0]],
    ['U-16: a surge of 50 %', { maxUnavailable: 0, maxSurge: '50%' }, two, both, [1, 0, 0]],
    ['U-17: a surge of 100 %', { maxUnavailable: 0, maxSurge: '100%' }, two, both, [2, 0, 0]],
    [
      'U-18: 50 % of three, one pod terminates and one is missing',
      { maxUnavailable: '50%' },
      three,
      { n1: 'new', n2: 'new~' },
      [0, 2, 2],
    ],
    ['X-14: 1 % of one node', { maxUnavailable: '1%' }, { n1: 'run' }, { n1: 'new' }, [0, 1, 0]],
    [
      'nodes that should not run a pod scale nothing, but hold pods',
      { maxUnavailable: '50%' },
      { n1: 'stay', n2: 'leave' },
      { n1: 'new!', n2: 'old old' },
      [0, 0, 2],
    ],
  ])('%s', (_row, settings, decisions, pods, [maxSurge, maxUnavailable, spent]) => {
    const found = update(rolling(settings), pods, decisions)
    expect(found).toMatchObject(E.right({ maxSurge, maxUnavailable, spent }))
  })

  it.each<[string, RollingUpdateDaemonSet | null, object]>([
    ['no maxUnavailable', {}, { setting: 'MaxUnavailable' }],
    ['null for maxUnavailable', { maxUnavailable: null }, { setting: 'MaxUnavailable' }],
    ['text for maxUnavailable', { maxUnavailable: 'x' }, { setting: 'MaxUnavailable' }],
    ['text for maxSurge', { maxUnavailable: 0, maxSurge: '5' }, { setting: 'MaxSurge' }],
  ])('fails with %s', (_what, settings, fault) => {
    expect(update(rolling(settings), { n1: 'old' })).toMatchObject(
      E.left({ code: 'InvalidBudget', ...fault }),
    )
  })

  it('is one node where the settings are absent altogether', () => {
    expect(update(rolling(null), {})).toMatchObject(E.right({ maxUnavailable: 1, maxSurge: 0 }))
  })
})

describe('without surge', () => {
  const gone = ['n1-0 because OutdatedUnavailable']

  it.each<[string, string, number, readonly string[]]>([
    ['11.6: two old ones', 'old old', 1, []],
    ['11.6: two new ones', 'new new', 1, []],
    ['11.6: one of each', 'old new', 1, []],
    ['11.6: one that terminates', 'old~', 1, []],
    ['11.7: a new one that is not ready', 'new!', 1, []],
    ['11.7: a new one that has failed', 'new:Failed!', 1, []],
    ['11.8: a new one that is available', 'new', 0, []],
    ['11.8: … beside an old one that terminates', 'old~ new', 0, []],
    ['11.9: an old one that is not ready', 'old!', 1, gone],
    ['11.9: an old one that has failed', 'old:Failed!', 1, gone],
    ['11.10: an old one that is available', 'old', 0, ['n1-0 because Outdated']],
  ])('%s', (_row, pods, spent, deletes) => {
    expect(result(inPlace, { n1: pods })).toEqual({ spent, creates: [], deletes })
  })

  it('does not pick which available old pods fill the budget', () => {
    const pods = { n1: 'old', n2: 'old', n3: 'old' }
    expect(result(inPlace, pods, { n1: 'run', n2: 'run', n3: 'run' })).toEqual({
      spent: 0,
      creates: [],
      deletes: ['1 of n1-0,n2-0,n3-0: Outdated'],
    })
  })

  it('takes pods from nodes that should not run any, or do not exist', () => {
    const pods = { n1: 'old', gone: 'old!' }
    expect(result(rolling({ maxUnavailable: 2 }), pods, { n1: 'stay' })).toEqual({
      spent: 1,
      creates: [],
      deletes: ['gone-0 because OutdatedUnavailable', 'n1-0 because Outdated'],
    })
  })

  it('never goes below no available pod to delete', () => {
    const pods = { n1: 'old', n2: 'new!', n3: 'new!' }
    expect(result(inPlace, pods, {})).toEqual({ spent: 2, ...nothing })
  })

  it('has a broken old pod count against the budget since 1.31, not before', () => {
    const pods = { n1: 'old!', n2: 'old' }
    const nodes: Readonly<Record<string, Decision>> = { n1: 'run', n2: 'run' }
    expect(result(inPlace, pods, nodes)).toMatchObject({ spent: 1, deletes: gone })
    expect(result(inPlace, pods, nodes, older('outdatedUnavailableCounts'))).toMatchObject({
      spent: 0,
      deletes: [...gone, 'n2-0 because Outdated'],
    })
  })
})

describe('with surge', () => {
  const goes = (why: string) => ({ creates: [], deletes: [`n1-0 because ${why}`] })
  const comes = (why: string) => ({ creates: [`n1 because ${why}`], deletes: [] })

  it.each<
    [string, string, Decision, number, { creates: readonly string[]; deletes: readonly string[] }]
  >([
    ['11.12: two old ones', 'old old', 'run', 1, nothing],
    ['11.13: one of each, the new one available', 'old new', 'run', 0, goes('Superseded')],
    ['11.13: one of each, the new one not', 'old new!', 'run', 1, nothing],
    ['11.14: an old one that is not available', 'old!', 'run', 0, comes('OldPodUnavailable')],
    ['11.14: an old one that is available', 'old', 'run', 0, comes('Surge')],
    [
      '11.15: stay, an old one that is not available',
      'old!',
      'stay',
      0,
      goes('OutdatedUnavailable'),
    ],
    ['11.15: stay, more available than desired', 'old', 'stay', 0, goes('OutdatedNotEligible')],
    ['11.15: leave, more available than desired', 'old', 'leave', 0, goes('OutdatedNotEligible')],
    ['a new one that is not available', 'new!', 'run', 0, nothing],
    ['a new one beside an old one that terminates', 'old~ new!', 'run', 0, nothing],
    ['only one that terminates', 'old~', 'run', 0, nothing],
  ])('%s', (_row, pods, decision, spent, rest) => {
    const elsewhere: Readonly<Record<string, Decision>> = { n1: decision, n2: 'run' }
    expect(result(surging, { n1: pods, n2: 'new' }, elsewhere)).toEqual({ spent, ...rest })
  })

  it('11.15: keeps an available pod where none should run until enough are available elsewhere', () => {
    const nodes: Readonly<Record<string, Decision>> = { n1: 'stay', n2: 'run' }
    expect(result(surging, { n1: 'old', n2: 'new!' }, nodes)).toEqual({ spent: 0, ...nothing })
    expect(result(surging, { n1: 'old', n2: 'old! new' }, nodes)).toMatchObject({
      deletes: ['n2-0 because Superseded'],
    })
  })

  it('11.16: fails where an old pod without a successor is on a node that does not exist', () => {
    const pods = { n1: 'old!', gone: 'old', 'gone-2': 'old! new~', 'gone-3': 'old new' }
    expect(update(surging, pods)).toEqual(
      E.left({ code: 'NodeMissing', anyOf: ['gone', 'gone-2'] }),
    )
  })

  it('11.17: does not pick which available old pods get a successor first', () => {
    const nodes: Readonly<Record<string, Decision>> = { n1: 'run', n2: 'run', n3: 'run' }
    expect(result(surging, { n1: 'old', n2: 'old', n3: 'old!' }, nodes)).toEqual({
      spent: 0,
      creates: ['n3 because OldPodUnavailable', '1 of n1,n2: Surge'],
      deletes: [],
    })
  })

  it('asks since 1.29 whether a node should run a pod, before did not', () => {
    const pods = { n1: 'old', gone: 'old!' }
    const before = older('surgeChecksNodes')
    expect(update(surging, pods, { n1: 'stay', n2: 'run' })).toMatchObject(
      E.left({ code: 'NodeMissing' }),
    )
    expect(result(surging, pods, { n1: 'stay', n2: 'run' }, before)).toEqual({
      spent: 0,
      creates: ['gone because OldPodUnavailable', 'n1 because Surge'],
      deletes: [],
    })
  })

  it('is no surge where the release has none', () => {
    expect(result(surging, { n1: 'old' })).toMatchObject({ creates: ['n1 because Surge'] })
    expect(result(surging, { n1: 'old' }, { n1: 'run' }, older('surge'))).toEqual({
      spent: 0,
      creates: [],
      deletes: ['n1-0 because Outdated'],
    })
  })
})
