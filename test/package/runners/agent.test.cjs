/* global expect, it */
const { daemonSet, describeSuite, matchers, node } = require('podfit/testing')

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

describeSuite('suite.yaml')
