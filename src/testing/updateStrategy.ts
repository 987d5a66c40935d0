import * as fc from 'fast-check'
import type { DaemonSetUpdateStrategy } from '../kube/daemonSet.js'
import { weighted } from './vocabulary.js'

/** Numbers and percentages of an update budget, unreadable ones among them. */
export const anyBudget: fc.Arbitrary<number | string | null> = weighted<number | string | null>(
  [4, 1],
  [4, 0],
  [2, 2],
  [1, 3],
  [1, -1],
  [2, '50%'],
  [1, '10%'],
  [1, '0%'],
  [1, '100%'],
  [1, '150%'],
  [1, '+20%'],
  [1, '5'],
  [1, 'x%'],
  [1, ''],
  [1, null],
)

const usual = fc.constantFrom<readonly [number | string, number | string]>(
  [1, 0],
  [2, 0],
  ['50%', 0],
  [0, 1],
  [0, 2],
  [0, '50%'],
)

/**
 * An update strategy, mostly one that validation accepts.
 *
 * @example
 * import * as fc from 'fast-check'
 * import { anyUpdateStrategy } from 'podfit/arbitraries'
 *
 * fc.sample(anyUpdateStrategy, 3).length // => 3
 *
 * @since 0.2.0
 */
export const anyUpdateStrategy: fc.Arbitrary<DaemonSetUpdateStrategy> = fc.oneof(
  {
    weight: 8,
    arbitrary: usual.map(([maxUnavailable, maxSurge]) => ({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable, maxSurge },
    })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ maxUnavailable: anyBudget, maxSurge: anyBudget })
      .map((rollingUpdate) => ({
        type: 'RollingUpdate',
        rollingUpdate,
      })),
  },
  { weight: 2, arbitrary: fc.constant({ type: 'OnDelete' }) },
  { weight: 1, arbitrary: fc.constantFrom({}, { type: 'RollingUpdate' }, { type: 'Recreate' }) },
)
