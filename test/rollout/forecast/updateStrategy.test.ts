import { expect, it } from 'vitest'
import { newestSemantics } from '../../../src/kube/semantics.js'
import {
  budgetOf,
  updateModeOf,
  updateStrategyOf,
} from '../../../src/rollout/forecast/updateStrategy.js'
import { aDaemonSet } from '../../../src/testing/builders.js'

it.each([
  [{ type: 'OnDelete' }, { code: 'OnDelete' }, 0, 'onDelete'],
  [
    { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '30%', maxSurge: 0 } },
    { code: 'InPlace', maxUnavailable: 3 },
    3,
    'inPlace',
  ],
  [
    { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 2 } },
    { code: 'Surge', maxSurge: 2 },
    2,
    'surge',
  ],
  [
    { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 'x' } },
    {
      code: 'InvalidBudget',
      setting: 'MaxUnavailable',
      fault: { code: 'NotAPercentage', value: 'x' },
    },
    0,
    'onDelete',
  ],
])('the strategy of %j is %j', (updateStrategy, expected, budget, mode) => {
  const daemonSet = aDaemonSet({ spec: { updateStrategy } })
  const strategy = updateStrategyOf(daemonSet, 10, newestSemantics)
  expect(strategy).toEqual(expected)
  expect(budgetOf(strategy)).toBe(budget)
  expect(updateModeOf(strategy)).toBe(mode)
})
