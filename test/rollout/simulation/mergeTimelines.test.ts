import { expect, it } from 'vitest'
import { mergeTimelines } from '../../../src/rollout/simulation/simulate.js'

const entry = (at: bigint, least: number, most: number) => ({
  at,
  available: { least, most },
  updated: { least: 0, most: least },
})

it('mergeTimelines spans both at every instant of either', () => {
  const one = [entry(1n, 3, 4), entry(3n, 2, 2)]
  const other = [entry(1n, 4, 4), entry(2n, 5, 6), entry(4n, 1, 1)]
  expect(
    mergeTimelines(one, other).map(({ at, available }) => [at, available.least, available.most]),
  ).toEqual([
    [1n, 3, 4],
    [2n, 3, 6],
    [3n, 2, 6],
    [4n, 1, 2],
  ])
  expect(mergeTimelines(one, other).map(({ updated }) => updated.most)).toEqual([4, 5, 5, 2])
})

it('mergeTimelines of one and none is that one', () => {
  const one = [entry(1n, 3, 4), entry(3n, 2, 2)]
  expect(mergeTimelines(one, [])).toEqual(one)
  expect(mergeTimelines([], one)).toEqual(one)
  expect(mergeTimelines([], [])).toEqual([])
})

it('mergeTimelines begins with what begins first', () => {
  expect(mergeTimelines([entry(2n, 1, 1)], [entry(1n, 2, 2)])).toEqual([
    entry(1n, 2, 2),
    { at: 2n, available: { least: 1, most: 2 }, updated: { least: 0, most: 2 } },
  ])
})
