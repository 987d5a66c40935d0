import * as fc from 'fast-check'
import { realCluster } from 'podfit/arbitraries'
import { describeSuite, daemonSet, matchers, node } from 'podfit/testing'
import { describe, expect, it } from 'vitest'

expect.extend(matchers)

it('runs where it should', () => {
  expect(daemonSet('agent').tolerates('dedicated=db:NoSchedule')).toRunOn(
    node('db').taint('dedicated=db:NoSchedule'),
  )
  expect(daemonSet('agent')).not.toRunOn(node('db').taint('dedicated=db:NoSchedule'))
})

it('fails with an explanation', () => {
  expect(daemonSet('agent').tolerates('dedicated=web:NoSchedule')).toRunOn(
    node('db').taint('dedicated=db:NoSchedule'),
  )
})

it('meets clusters', () => {
  fc.assert(fc.property(realCluster, ({ daemonSets }) => daemonSets.length > 0))
})

describeSuite('suite.yaml', { runner: { describe, it } })
