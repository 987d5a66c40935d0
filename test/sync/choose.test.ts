import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  certainly,
  choose,
  NOTHING_CHOSEN,
  type Group,
  type Stages,
  hasItems,
} from '../../src/sync/choose.js'
import { frozenly } from '../support/frozen.js'

const some = (count: number, ...from: readonly string[]): Group<string> => ({
  from,
  count,
  why: 'Outdated',
  limit: 'MaxUnavailable',
})

const all = (...names: readonly string[]) => names.map((name) => certainly(name, 'Duplicate'))

/** What is certain, what is not defined, and what waits, by name. */
const chosen = (stages: Stages<string>, limit: number) => {
  const { certain, choices, postponed } = choose('manage', 'delete', stages, limit)
  return {
    certain: certain.map(({ name }) => name),
    choices: choices.map(({ choice }) => [choice.count, choice.from, choice.why]),
    postponed: postponed.map(({ name }) => name),
  }
}

describe('certainly', () => {
  it('is held back by nothing but the burst limit', () => {
    expect(certainly('a', 'Failed')).toEqual({
      from: ['a'],
      count: 1,
      why: 'Failed',
      limit: 'BurstLimit',
    })
  })
})

describe('choose', () => {
  it('rule 2: takes what fits, each for its reason', () => {
    const stages = [[certainly('a', 'Duplicate'), certainly('b', 'Failed')]]
    expect(choose('manage', 'delete', stages, 2)).toEqual({
      certain: [
        { name: 'a', why: 'Duplicate' },
        { name: 'b', why: 'Failed' },
      ],
      choices: [],
      postponed: [],
    })
  })

  it('rule 2: does not pick which of a group, and says what limits it', () => {
    expect(choose('update', 'delete', [[some(1, 'a', 'b')]], 250)).toEqual({
      certain: [],
      choices: [
        {
          choice: {
            id: 'update-delete-1',
            action: 'delete',
            count: 1,
            from: ['a', 'b'],
            why: 'MaxUnavailable',
          },
          candidates: [
            { name: 'a', why: 'Outdated' },
            { name: 'b', why: 'Outdated' },
          ],
        },
      ],
      postponed: [],
    })
  })

  it.each<[string, Stages<string>, number, object]>([
    [
      'rule 1: a stage that fits and one that does not',
      [all('a', 'b'), all('c', 'd')],
      3,
      { certain: ['a', 'b'], choices: [[1, ['c', 'd'], 'BurstLimit']], postponed: [] },
    ],
    [
      'rule 2: the whole of a group',
      [[some(2, 'a', 'b')]],
      2,
      { certain: ['a', 'b'], choices: [], postponed: [] },
    ],
    [
      'rule 2: none of a group, which is no choice',
      [[some(0, 'a', 'b'), ...all('c')]],
      1,
      { certain: ['c'], choices: [], postponed: [] },
    ],
    [
      'rule 2: several groups of a stage',
      [[some(1, 'a', 'b'), ...all('c'), some(2, 'd', 'e', 'f')]],
      4,
      {
        certain: ['c'],
        choices: [
          [1, ['a', 'b'], 'MaxUnavailable'],
          [2, ['d', 'e', 'f'], 'MaxUnavailable'],
        ],
        postponed: [],
      },
    ],
    [
      'rule 3: any of a stage that does not fit',
      [[some(1, 'a', 'b'), ...all('c')]],
      1,
      { certain: [], choices: [[1, ['a', 'b', 'c'], 'BurstLimit']], postponed: [] },
    ],
    [
      'rule 4: what comes after it waits',
      [all('a', 'b'), all('c'), [some(1, 'd', 'e')]],
      1,
      { certain: [], choices: [[1, ['a', 'b'], 'BurstLimit']], postponed: ['c', 'd', 'e'] },
    ],
    [
      'rule 4: what comes after a stage that just fits waits, too',
      [all('a'), all('b')],
      1,
      { certain: ['a'], choices: [], postponed: ['b'] },
    ],
    ['no room at all', [all('a')], 0, { certain: [], choices: [], postponed: ['a'] }],
    ['no stages', [], 0, { certain: [], choices: [], postponed: [] }],
    ['empty stages', [[], [some(0)]], 0, { certain: [], choices: [], postponed: [] }],
  ])('%s', (_rule, stages, limit, expected) => {
    expect(chosen(stages, limit)).toEqual(expected)
  })

  it('X-07: of 300 items 250 are taken, whichever', () => {
    const names = Array.from({ length: 300 }, (_, i) => `n${String(i).padStart(3, '0')}`)
    expect(chosen([all(...names)], 250)).toEqual({
      certain: [],
      choices: [[250, names, 'BurstLimit']],
      postponed: [],
    })
  })

  it('names what there is to choose from in order', () => {
    expect(chosen([[some(1, 'b', 'a')]], 9).choices[0]?.[1]).toEqual(['a', 'b'])
  })

  it('numbers the choices of a step', () => {
    const { choices } = choose(
      'cleanUp',
      'deleteRevision',
      [[some(1, 'a', 'b'), some(1, 'c', 'd')]],
      9,
    )
    expect(choices.map(({ choice }) => choice.id)).toEqual([
      'cleanUp-deleteRevision-1',
      'cleanUp-deleteRevision-2',
    ])
  })

  const anyGroup = fc
    .record({ size: fc.integer({ min: 1, max: 4 }), count: fc.integer({ min: 1, max: 4 }) })
    .map(({ size, count }) => ({ size, count: Math.min(size, count) }))

  const anyStages: fc.Arbitrary<Stages<string>> = fc
    .array(fc.array(anyGroup, { maxLength: 4 }), { maxLength: 3 })
    .map((stages) => {
      let names = 0
      return stages.map((stage) =>
        stage.map(({ size, count }) =>
          some(count, ...Array.from({ length: size }, () => `${names++}`)),
        ),
      )
    })

  const anyLimit = fc.integer({ min: 0, max: 12 })
  const sizeOf = (stages: Stages<string>, size: (group: Group<string>) => number) =>
    stages.flat().reduce((sum, group) => sum + size(group), 0)

  it('says of every candidate exactly one thing', () => {
    fc.assert(
      fc.property(frozenly(anyStages), anyLimit, (stages, limit) => {
        const { certain, choices, postponed } = choose('manage', 'delete', stages, limit)
        const named = [...certain, ...choices.flatMap(({ candidates }) => candidates), ...postponed]
        expect(new Set(named.map(({ name }) => name)).size).toBe(named.length)
        expect(named).toHaveLength(sizeOf(stages, (group) => group.from.length))
      }),
    )
  })

  it('takes what is wanted, as far as the limit goes', () => {
    fc.assert(
      fc.property(frozenly(anyStages), anyLimit, (stages, limit) => {
        const { certain, choices } = choose('manage', 'delete', stages, limit)
        const taken = choices.reduce((sum, { choice }) => sum + choice.count, certain.length)
        const wanted = sizeOf(stages, (group) => group.count)
        expect(taken).toBe(Math.min(wanted, limit))
      }),
    )
  })

  it('makes only choices that leave something open', () => {
    fc.assert(
      fc.property(frozenly(anyStages), anyLimit, (stages, limit) => {
        for (const { choice, candidates } of choose('manage', 'delete', stages, limit).choices) {
          expect(choice.count).toBeGreaterThan(0)
          expect(choice.count).toBeLessThan(choice.from.length)
          expect(choice.from).toEqual(candidates.map(({ name }) => name))
        }
      }),
    )
  })
})

describe('hasItems', () => {
  it('is true of what is chosen, or may be, and not of what waits', () => {
    const group = { from: ['a', 'b'], why: null, limit: 'MaxSurge' } as const
    const of = (count: number, limit: number) =>
      hasItems(choose('step', 'create', [[{ ...group, count }]], limit))
    expect([of(2, 9), of(1, 9), of(0, 9), of(2, 0)]).toEqual([true, true, false, false])
  })
})

describe('NOTHING_CHOSEN', () => {
  it('is what comes of no stages', () => {
    expect(NOTHING_CHOSEN).toEqual(choose('manage', 'create', [], 250))
  })
})
