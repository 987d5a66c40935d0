import { expect, it } from 'vitest'
import { hull, type Passing } from '../../../src/rollout/simulation/hull.js'

const passing = (at: bigint, least: number, most: number): Passing => ({
  at,
  available: { least, most },
  updated: { least: 0, most: least },
})

it('hull is around both courses at every instant of either', () => {
  const one = [passing(1n, 3, 4), passing(3n, 2, 2)]
  const other = [passing(1n, 4, 4), passing(2n, 5, 6), passing(4n, 1, 1)]
  expect(
    hull(one, other).map(({ at, available }) => [at, available.least, available.most]),
  ).toEqual([
    [1n, 3, 4],
    [2n, 3, 6],
    [3n, 2, 6],
    [4n, 1, 2],
  ])
  expect(hull(one, other).map(({ updated }) => updated.most)).toEqual([4, 5, 5, 2])
})

it('hull of a course and none is that course', () => {
  const one = [passing(1n, 3, 4), passing(3n, 2, 2)]
  expect(hull(one, [])).toEqual(one)
  expect(hull([], one)).toEqual(one)
  expect(hull([], [])).toEqual([])
})

it('hull begins with what begins first', () => {
  expect(hull([passing(2n, 1, 1)], [passing(1n, 2, 2)])).toEqual([
    passing(1n, 2, 2),
    { at: 2n, available: { least: 1, most: 2 }, updated: { least: 0, most: 2 } },
  ])
})
